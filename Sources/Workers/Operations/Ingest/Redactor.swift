// What never leaves a log. One pass over the bytes, word by word:
//
//   password=hunter2            password=<secret>     a value behind the name of a secret
//   Bearer eyJhbGciOi…          Bearer <secret>       a key by its beginning, or behind its scheme
//   https://ada:pw@host/        https://<secret>@host/
//   ada@example.com             <e-mail>
//   203.0.113.9                 <address>             public ones; private ones say where to look
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
  private let numbers: PersonalNumbers
  private(set) var result: [UInt8] = []
  private var kept = 0

  init(_ text: [UInt8], _ secrets: SecretNames) {
    self.text = text
    lower = text.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    self.secrets = secrets
    numbers = PersonalNumbers(text, lower: lower)
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
    if let first = lower[start..<end].firstIndex(where: { (0x30...0x39).contains($0) }) {
      if first == start {
        if let stop = address(start, end) { return cut(start, stop, "<address>") }
        if let stop = card(start) { return cut(start, stop, "<card>") }
      }
      if let stop = numbers.iban(start) { return cut(start, stop, "<iban>") }
      if let stop = numbers.telephone(start) { return cut(start, stop, "<phone number>") }
      let key = lower[start..<end].lastIndex { $0 == 0x2f || $0 == 0x3d }.map { $0 + 1 } ?? start
      if secrets.isKey(lower[key..<end]) { return cut(key, end, "<secret>") }
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
      return token(behind: end)
    }
    if let number = numbers.telephone(announcedBy: start..<end) {
      return cut(number.lowerBound, number.upperBound, "<phone number>")
    }
    return secrets.isSecret(lower[start..<end]) ? value(behind: end) : end
  }

  private mutating func cut(_ start: Int, _ end: Int, _ mark: String) -> Int {
    result += text[kept..<start]
    result += mark.utf8
    kept = end
    // The mark is the name of a secret itself: what is assigned to it is taken out now, not when
    // somebody looks again, who would see the mark's own “>” first.
    return mark == "<secret>" ? value(behind: end, signsMax: Self.signsMax - 1) : end
  }

  /// `=hunter2`, `: "hunter2"`, `"=>'hunter2'`: what is behind the name of a secret.
  private mutating func value(behind end: Int, signsMax: Int = signsMax) -> Int {
    var at = end
    var isAssigned = false
    while at < text.count, at - end < signsMax, " \t\"'=:>\\".utf8.contains(text[at]) {
      if text[at] == 0x3d || text[at] == 0x3a { isAssigned = true }
      at += 1
    }
    guard isAssigned, at < text.count, !isEmptyValue(at) else { return end }
    let isQuoted = text[at - 1] == 0x22 || text[at - 1] == 0x27
    let quote = text[at - 1]
    var stop = at
    while stop < text.count, text[stop] != 0x0a {
      if isQuoted ? text[stop] == quote : " \t,;&\"')}]".utf8.contains(text[stop]) { break }
      stop += 1
    }
    let scheme = lower[at..<stop]
    if !isQuoted, scheme.elementsEqual("bearer".utf8) || scheme.elementsEqual("basic".utf8) {
      return token(behind: stop)
    }
    return stop > at ? cut(at, stop, "<secret>") : end
  }

  /// As many signs may stand between a name and its value.
  private static let signsMax = 8

  /// What says that there is no value, or that it was taken out before.
  private func isEmptyValue(_ at: Int) -> Bool {
    let rest = lower[at...].prefix(9)
    return ["null", "none", "nil", "<secret>", "true", "false", "required", "missing", "***"]
      .contains { rest.starts(with: $0.utf8) } || text[at] == 0x3c
  }

  /// The token behind `Bearer `: long, and no word.
  private mutating func token(behind end: Int) -> Int {
    guard end < text.count, text[end] == 0x20 else { return end }
    var stop = end + 1
    while stop < text.count, !" \t\n\"',;".utf8.contains(text[stop]) { stop += 1 }
    let token = text[(end + 1)..<stop]
    guard token.count >= 8, token.contains(where: { (0x30...0x39).contains($0) || $0 == 0x3d })
    else { return end }
    return cut(end + 1, stop, "<secret>")
  }

  /// `user:password@` at the head of an address.
  private mutating func address(ofUser start: Int) -> Int {
    var at = start
    var hasColon = false
    while at < text.count, !" /\"'\n\t<>".utf8.contains(text[at]) {
      if text[at] == 0x3a { hasColon = true }
      if text[at] == 0x40 { return hasColon ? cut(start, at, "<secret>") : start }
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

  /// The end of a public address of four numbers.
  private func address(_ start: Int, _ end: Int) -> Int? {
    var parts: [Int] = []
    var number = 0
    var digits = 0
    var stop = start
    scan: while stop < end {
      switch text[stop] {
      case 0x30...0x39:
        number = number * 10 + Int(text[stop] - 0x30)
        digits += 1
        if digits > 3 { return nil }
      case 0x2e:
        if digits == 0 || parts.count == 3 { break scan }
        parts.append(number)
        number = 0
        digits = 0
      default: return nil
      }
      stop += 1
    }
    guard digits > 0, parts.count == 3 else { return nil }
    parts.append(number)
    return parts.allSatisfy { $0 < 256 } && Self.isPublic(parts) ? stop : nil
  }

  /// Source: the IANA registry of special-purpose addresses.
  private static func isPublic(_ parts: [Int]) -> Bool {
    switch (parts[0], parts[1]) {
    case (0, _), (10, _), (127, _), (169, 254), (192, 168), (100, 64...127), (172, 16...31),
      (224..., _):
      false
    default: true
    }
  }

  /// The end of a card number: 13 to 19 digits, with blanks or hyphens between groups of four. Of
  /// several ends the last, so that what is taken out behind it changes nothing about it.
  private func card(_ start: Int) -> Int? {
    guard (0x33...0x36).contains(text[start]) else { return nil }
    var digits: [Int] = []
    var at = start
    var found: Int?
    while at < text.count, digits.count < 19 {
      if (0x30...0x39).contains(text[at]) {
        digits.append(Int(text[at] - 0x30))
        let isEnd = at + 1 == text.count || !Self.isLetterOrDigit(text[at + 1])
        if isEnd, digits.count >= 13, Self.hasCheckDigit(digits) { found = at + 1 }
      } else if !(text[at] == 0x20 || text[at] == 0x2d) || digits.count % 4 != 0
        || at + 1 >= text.count || !(0x30...0x39).contains(text[at + 1])
      {
        break
      }
      at += 1
    }
    return found
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
    return cut(start, end, "<secret>")
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
