// What never leaves a log. One pass over the bytes, word by word:
//
//   password=hunter2            password=<secret>     a value behind the name of a secret
//   Cookie: lang=en; id=17      Cookie: <secret>      and all of a header
//   curl -u ada:hunter2         curl -u ada:<secret>
//   Bearer eyJhbGciOi…          Bearer <secret>       a key by its beginning, or behind its scheme
//   https://ada:pw@host/        https://<secret>@host/
//   ada@example.com             <e-mail>
//   203.0.113.9, 2a00:1450::1   <address>             public ones; private ones say where to look
//   4111 1111 1111 1111         <card>                by Luhn's check digit
//   DE89 3704 0044 0532 0130 00 <iban>                by its country and its check digits
//   +44 20 7946 0958            <phone number>        or behind a word such as “tel”
//   -----BEGIN … KEY-----       <secret>              to the end of the block
//
// It is applied once more before publication; there it must find nothing.

/// Takes secrets and personal data out of texts.
struct Redactor: Sendable {
  private let secrets: SecretNames

  init(_ secrets: SecretNames) { self.secrets = secrets }

  /// - Returns: the same text when there was nothing to take out.
  func redacted(_ text: String) -> String {
    var pass = RedactionPass(Array(text.utf8), secrets)
    return pass.run() ? String(decoding: pass.result, as: UTF8.self) : text
  }
}

private struct RedactionPass {
  private let text: [UInt8]
  private let lower: [UInt8]
  private let secrets: SecretNames
  private let addresses: NetworkAddresses
  private let numbers: PersonalNumbers
  private let values: SecretValues
  private(set) var result: [UInt8] = []
  private var kept = 0

  init(_ text: [UInt8], _ secrets: SecretNames) {
    self.text = text
    lower = text.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    self.secrets = secrets
    addresses = NetworkAddresses(text, lower: lower)
    numbers = PersonalNumbers(text, lower: lower)
    values = SecretValues(text, lower: lower)
  }

  /// - Returns: whether anything was taken out.
  mutating func run() -> Bool {
    var at = 0
    while at < text.count {
      guard Self.isWord(text[at]), text[at] != 0x2d else {
        at = text[at] == 0x2d ? privateKey(at) : at + 1
        continue
      }
      // What is left of a word of which something was taken out is a word, too.
      at = word(at, wordEnd(at))
    }
    if kept == 0 { return false }
    result += text[kept...]
    return true
  }

  /// Looks at one word.
  ///
  /// - Returns: where to go on.
  private mutating func word(_ start: Int, _ end: Int) -> Int {
    if let found = addresses.groupsEnd(start) {
      return found.isPublic ? cut(start, found.end, "<address>") : found.end
    }
    if let first = lower[start..<end].firstIndex(where: { (0x30...0x39).contains($0) }) {
      if first == start {
        if let stop = addresses.publicEnd(start, end) { return cut(start, stop, "<address>") }
        if let stop = card(start) { return cut(start, stop, "<card>") }
      }
      if let stop = numbers.iban(start) { return cut(start, stop, "<iban>") }
      if let stop = numbers.telephone(start) { return cut(start, stop, "<phone number>") }
      let key = lower[start..<end].lastIndex { $0 == 0x2f || $0 == 0x3d }.map { $0 + 1 } ?? start
      if secrets.isKey(lower[key..<end]) { return cut(key, end, Self.mark) }
    }
    if end < text.count, text[end] == 0x40, let stop = mail(end) {
      return cut(start, stop, "<e-mail>")
    }
    if end + 2 < text.count, text[end] == 0x3a, text[end + 1] == 0x2f, text[end + 2] == 0x2f {
      return address(ofUser: end + 3)
    }
    if lower[start..<end].elementsEqual("bearer".utf8)
      || lower[start..<end].elementsEqual("basic".utf8)
    {
      return values.token(behind: end).map { cut($0.lowerBound, $0.upperBound, Self.mark) } ?? end
    }
    if let number = numbers.telephone(announcedBy: start..<end) {
      return cut(number.lowerBound, number.upperBound, "<phone number>")
    }
    if let password = values.password(ofUserBehind: start..<end) {
      return cut(password.lowerBound, password.upperBound, Self.mark)
    }
    let isSecret = secrets.isSecret(text[start..<end], lower: lower[start..<end])
    return isSecret ? values(behind: start..<end) : end
  }

  private mutating func cut(_ start: Int, _ end: Int, _ mark: String) -> Int {
    replace(start..<end, mark)
    return mark == Self.mark ? values(behind: end..<end) : end
  }

  /// Takes out what is assigned, and what is assigned to the mark in its place: the mark is the
  /// name of a secret itself, and somebody who looks again would see its “>” first.
  private mutating func values(behind name: Range<Int>) -> Int {
    var end = name.upperBound
    let signsMax = SecretValues.signsMax
    var value = values.value(behind: name, signsMax: name.isEmpty ? signsMax - 1 : signsMax)
    while let range = value {
      replace(range, Self.mark)
      end = range.upperBound
      value = values.value(behind: end..<end, signsMax: signsMax - 1)
    }
    return end
  }

  private static let mark = "<secret>"

  private mutating func replace(_ range: Range<Int>, _ mark: String) {
    result += text[kept..<range.lowerBound]
    result += mark.utf8
    kept = range.upperBound
  }

  /// `user:password@` at the head of an address.
  private mutating func address(ofUser start: Int) -> Int {
    var at = start
    var hasColon = false
    while at < text.count, !" /\"'\n\t<>".utf8.contains(text[at]) {
      if text[at] == 0x3a { hasColon = true }
      if text[at] == 0x40 { return hasColon ? cut(start, at, Self.mark) : start }
      at += 1
    }
    return start
  }

  /// The end of a mail address behind its `@`: a name with a point, and letters at the end.
  private func mail(_ at: Int) -> Int? {
    var end = at + 1
    var point: Int?
    while end < text.count, Self.isWord(text[end]), text[end] != 0x5f {
      if text[end] == 0x2e, end + 1 < text.count, Self.isWord(text[end + 1]) { point = end }
      end += 1
    }
    while end > at + 1, text[end - 1] == 0x2e { end -= 1 }
    guard let point, end - point > 2,
      lower[(point + 1)..<end].allSatisfy({ (0x61...0x7a).contains($0) })
    else { return nil }
    return end
  }

  /// The end of a card number: 13 to 19 digits, with blanks or hyphens between groups of four. Of
  /// several ends the last, so that what is taken out behind it changes nothing about it.
  private func card(_ start: Int) -> Int? {
    guard (0x32...0x36).contains(text[start]) else { return nil }
    var digits: [Int] = []
    var at = start
    var found: Int?
    while at < text.count, digits.count < 19 {
      if (0x30...0x39).contains(text[at]) {
        digits.append(Int(text[at] - 0x30))
        let isEnd = at + 1 == text.count || !Self.isLetterOrDigit(text[at + 1])
        if isEnd, Self.isCard(digits), Self.hasCheckDigit(digits) { found = at + 1 }
      } else if !(text[at] == 0x20 || text[at] == 0x2d) || digits.count % 4 != 0
        || at + 1 >= text.count || !(0x30...0x39).contains(text[at + 1])
      {
        break
      }
      at += 1
    }
    return found
  }

  /// Those that begin with 2221 to 2720 have 16 digits; nothing else does that begins with a 2.
  private static func isCard(_ digits: [Int]) -> Bool {
    if digits[0] != 2 { return digits.count >= 13 }
    return digits.count == 16 && (2221...2720).contains(digits[..<4].reduce(0) { $0 * 10 + $1 })
  }

  /// Luhn's.
  private static func hasCheckDigit(_ digits: [Int]) -> Bool {
    var sum = 0
    for (index, digit) in digits.reversed().enumerated() {
      let doubled = index % 2 == 1 ? digit * 2 : digit
      sum += doubled > 9 ? doubled - 9 : doubled
    }
    return sum % 10 == 0
  }

  /// A key in a block of its own, or the rest of the text when the block does not end.
  private mutating func privateKey(_ start: Int) -> Int {
    let begin = Array("-----BEGIN ".utf8)
    guard text[start...].starts(with: begin) else { return start + 1 }
    let label = text[(start + begin.count)...].prefix(60).prefix { byte in
      byte == 0x20 || byte &- 0x30 < 10 || byte &- 0x41 < 26
    }
    let name = String(decoding: label, as: UTF8.self)
    guard label.endIndex < text.count, text[label.endIndex] == 0x2d,
      name.hasSuffix(" KEY") || name.hasSuffix(" KEY BLOCK")
    else { return start + 1 }
    let mark = Array("-----END".utf8)
    var end = label.endIndex
    while end < text.count, !text[end...].starts(with: mark) { end += 1 }
    while end < text.count, text[end] != 0x0a { end += 1 }
    return cut(start, end, Self.mark)
  }

  private func wordEnd(_ start: Int) -> Int {
    var end = start
    while end < text.count, Self.isWord(text[end]) { end += 1 }
    while end > start + 1, text[end - 1] == 0x2e { end -= 1 }
    return end
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
  }

  /// Letters, digits, and the signs within names.
  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x5f, 0x2d, 0x2e, 0x2b, 0x80...: true
    default: false
    }
  }
}
