// Where the value of a secret begins and ends, behind its name:
//
//   password=ab,cd next            to the blank, without the signs in front of it
//   password=ab,user=ada           to the next name
//   "password": "ab \" cd"         to the quote that closes
//   "password": ["ab", "cd"]       to the bracket that closes
//   password=b'ab'                 as Python writes bytes
//   <password>ab</password>        to the next mark
//   --password ab                  to the blank
//   Authorization: Basic dXNlcjp…  a header of more than a word: behind the scheme, to the end of
//   Cookie: lang=en; id=17         the line, or to the quote that stands before its name
//
// Source of the schemes: the IANA registry of HTTP authentication schemes.

/// Finds what is assigned to the name of a secret.
struct SecretValues {
  private let text: [UInt8]
  private let lower: [UInt8]

  /// As many signs may stand between a name and its value.
  static let signsMax = 8
  /// And as many blanks, where values stand below each other.
  private static let blanksMax = 64
  /// How far the bracket that closes may be.
  private static let bracketsReach = 4096

  /// - Parameter lower: the text in lower case, byte by byte.
  init(_ text: [UInt8], lower: [UInt8]) {
    self.text = text
    self.lower = lower
  }

  /// `=hunter2`, `: "hunter2"`, `"=>'hunter2'`: what is behind a name.
  ///
  /// - Parameter name: an empty range behind the mark that stands for a secret.
  /// - Returns: nil where nothing is assigned, or what says that there is no value, or that it was
  ///   taken out before.
  func value(behind name: Range<Int>, signsMax: Int = signsMax) -> Range<Int>? {
    if let value = element(name) ?? option(name) { return value }
    var at = name.upperBound
    var isAssigned = false
    var quote: Int?
    var (signs, blanks) = (0, 0)
    while at < text.count, signs < signsMax, blanks < Self.blanksMax, Self.signs.contains(text[at])
    {
      if text[at] == 0x20 { blanks += 1 } else { signs += 1 }
      if text[at] == 0x3d || text[at] == 0x3a { isAssigned = true }
      if isAssigned, Self.isQuote(text[at]) {
        if isEmptyQuotation(at) { return nil }
        quote = at
      }
      at += 1
    }
    // What was taken out before begins so; to look for its end would take time by the square.
    guard isAssigned, at < text.count, text[at] != 0x3c else { return nil }
    if quote == nil, let start = quotationStart(at) { (quote, at) = (start, start + 1) }
    if quote == nil, let end = bracketEnd(at) { return meaning(at..<end) }
    if let quote { return meaning(at..<quotationEnd(at, quote)) }
    let word = at..<wordsEnd(at, isList: false)
    if let header = header(name, word) { return meaning(header) }
    return isScheme(word) ? token(behind: word.upperBound) : meaning(word)
  }

  private static let signs = Array(" \t\"'=:>\\".utf8)

  /// What stands in `<password>…</password>`; `<secret>` is what was put in the place of one.
  private func element(_ name: Range<Int>) -> Range<Int>? {
    guard name.lowerBound > 0, text[name.lowerBound - 1] == 0x3c, !name.isEmpty,
      name.upperBound < text.count, text[name.upperBound] == 0x3e,
      !lower[name].elementsEqual("secret".utf8)
    else { return nil }
    let start = name.upperBound + 1
    let end = text[start...].firstIndex { $0 == 0x3c || $0 == 0x0a } ?? text.count
    return start < end ? meaning(start..<end) : nil
  }

  /// What stands behind `--password`.
  private func option(_ name: Range<Int>) -> Range<Int>? {
    guard name.lowerBound > 1, text[name.lowerBound - 1] == 0x2d, text[name.lowerBound - 2] == 0x2d,
      !name.isEmpty, name.upperBound + 1 < text.count, text[name.upperBound] == 0x20
    else { return nil }
    let start = name.upperBound + 1
    let isValue = !" \n\t\"'=:-<".utf8.contains(text[start])
    let end = isValue ? wordsEnd(start, isList: false) : start
    let isProse = Self.prose.contains { lower[start..<end].elementsEqual($0) }
    return start < end && !isProse ? meaning(start..<end) : nil
  }

  /// What stands behind `-u ada:` and `--user ada:`, as curl is told who asks.
  func password(ofUserBehind name: Range<Int>) -> Range<Int>? {
    let isShort = lower[name].elementsEqual("u".utf8) && text[name.lowerBound] == 0x75
    let isLong = lower[name].elementsEqual("user".utf8)
    let signs = isShort ? 1 : 2
    guard isShort || isLong, name.lowerBound >= signs,
      text[(name.lowerBound - signs)..<name.lowerBound].allSatisfy({ $0 == 0x2d }),
      name.lowerBound == signs || text[name.lowerBound - signs - 1] == 0x20,
      name.upperBound < text.count, text[name.upperBound] == 0x20
    else { return nil }
    var start = name.upperBound + 1
    if start < text.count, Self.isQuote(text[start]) { start += 1 }
    let word = start..<wordsEnd(start, isList: false)
    // A number is an account of this machine, with its group.
    guard let colon = text[word].firstIndex(of: 0x3a), colon > start, colon + 1 < word.upperBound,
      !text[start].isDigit,
      text[colon + 1] != 0x2f, text[colon + 1] != 0x3c
    else { return nil }
    return meaning((colon + 1)..<word.upperBound)
  }

  /// What goes on behind the name of an option in a sentence.
  private static let prose = ["and", "flag", "for", "is", "must", "option", "or", "to", "was"]
    .map { Array($0.utf8) }

  /// The quote behind the letters of `b'…'`, `rb"…"`.
  private func quotationStart(_ at: Int) -> Int? {
    let letters = lower[at...].prefix(2).prefix { "bfru".utf8.contains($0) }
    let quote = letters.endIndex
    return !letters.isEmpty && quote < text.count && Self.isQuote(text[quote]) ? quote : nil
  }

  /// Behind the bracket that closes the one at `at`; the end of the line where none does.
  private func bracketEnd(_ at: Int) -> Int? {
    guard text[at] == 0x5b || text[at] == 0x7b else { return nil }
    var depth = 0
    for index in at..<min(text.count, at + Self.bracketsReach) {
      if text[index] == 0x5b || text[index] == 0x7b { depth += 1 }
      if text[index] == 0x5d || text[index] == 0x7d { depth -= 1 }
      if depth == 0 { return index + 1 }
    }
    return text[at...].firstIndex(of: 0x0a) ?? text.count
  }

  /// The token behind `Bearer`: long, and no word.
  func token(behind end: Int) -> Range<Int>? {
    guard end < text.count, text[end] == 0x20 else { return nil }
    var stop = end + 1
    while stop < text.count, !" \t\n\"',;".utf8.contains(text[stop]) { stop += 1 }
    let token = text[(end + 1)..<stop]
    guard token.count >= 8, token.contains(where: { $0.isDigit || $0 == 0x3d }) else { return nil }
    return (end + 1)..<stop
  }

  private func meaning(_ value: Range<Int>) -> Range<Int>? {
    var end = value.upperBound
    while end > value.lowerBound, text[end - 1] == 0x20 { end -= 1 }
    let words = lower[value.lowerBound..<end]
    let isStarred = words.starts(with: "***".utf8) && words.allSatisfy { $0 == 0x2a }
    if words.isEmpty || words.first == 0x3c || isStarred { return nil }
    return Self.nothing.contains { words.elementsEqual($0) } ? nil : value
  }

  private static let nothing = ["null", "none", "nil", "true", "false", "required", "missing"]
    .map { Array($0.utf8) }

  // MARK: Where it ends

  /// `""`, and not the beginning of `"""`.
  private func isEmptyQuotation(_ at: Int) -> Bool {
    guard at + 1 < text.count, text[at + 1] == text[at] else { return false }
    return at + 2 == text.count || " \t\n,;:&)}]".utf8.contains(text[at + 2])
  }

  /// Before the quote that closes, or the end of the line. One that is escaped closes only what
  /// one that is escaped has opened.
  private func quotationEnd(_ start: Int, _ quote: Int) -> Int {
    let isEscaped = quote > 0 && text[quote - 1] == 0x5c
    var end = start
    while end < text.count, text[end] != 0x0a {
      let isBehindEscape = end > start && text[end - 1] == 0x5c
      if text[end] == text[quote], isEscaped || !isBehindEscape {
        return isBehindEscape ? end - 1 : end
      }
      end += 1
    }
    return end
  }

  /// Before a blank, a quote, the next `&name=`, or the signs in front of these.
  ///
  /// - Parameter isList: whether what follows a comma or semicolon belongs to it.
  private func wordsEnd(_ start: Int, isList: Bool) -> Int {
    var end = start
    while end < text.count, !"\n\t".utf8.contains(text[end]), !Self.isQuote(text[end]) {
      let isParted = end > start && ",;&".utf8.contains(text[end - 1])
      if text[end] == 0x20, !(isList && isParted) { break }
      if !isList, isParted, isAssignment(end) { break }
      end += 1
    }
    while end > start, ",;&)}].!?".utf8.contains(text[end - 1]) { end -= 1 }
    return end
  }

  private func isAssignment(_ start: Int) -> Bool {
    let name = text[start...].prefix { $0.isDigit || $0.isLetter || $0 == 0x5f || $0 == 0x2d }
    return !name.isEmpty && name.endIndex < text.count && text[name.endIndex] == 0x3d
  }

  private static func isQuote(_ byte: UInt8) -> Bool { byte == 0x22 || byte == 0x27 }

  // MARK: Headers

  /// What a header of a request holds that is more than a word.
  private func header(_ name: Range<Int>, _ word: Range<Int>) -> Range<Int>? {
    let label = lower[name]
    var start = word.lowerBound
    if label.suffix(13).elementsEqual("authorization".utf8) {
      guard isScheme(word), word.upperBound < text.count, text[word.upperBound] == 0x20 else {
        return nil
      }
      start = word.upperBound + 1
    } else if !label.suffix(6).elementsEqual("cookie".utf8) || !text[word].contains(0x3d) {
      return nil
    }
    guard text[name.upperBound..<word.lowerBound].contains(0x3a) else {
      return start..<wordsEnd(start, isList: true)
    }
    let isQuoted = name.lowerBound > 0 && Self.isQuote(text[name.lowerBound - 1])
    if isQuoted { return start..<quotationEnd(start, name.lowerBound - 1) }
    return start..<(text[start...].firstIndex(of: 0x0a) ?? text.count)
  }

  private func isScheme(_ word: Range<Int>) -> Bool {
    word.count <= 16 && Self.schemes.contains(String(decoding: lower[word], as: UTF8.self))
  }

  private static let schemes: Set = [
    "basic", "bearer", "digest", "dpop", "gnap", "hoba", "mutual", "negotiate", "ntlm", "oauth",
    "privatetoken", "scram-sha-1", "scram-sha-256", "vapid", "token", "apikey", "hawk",
    "aws4-hmac-sha256",
  ]
}

extension UInt8 {
  fileprivate var isDigit: Bool { self &- 0x30 < 10 }
  fileprivate var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
}
