// Numbers that are somebody's, told from ids, times, versions and counts by their shape:
//
//   +44 20 7946 0958     9 to 15 digits behind a plus, in groups or not
//   tel. 0113 496 0000   10 or 11 digits behind a word that says what they are
//   DE89 3704 0044 …     an IBAN: as long as its country's are, and right by its check digits
//
// Sources: ITU-T E.164 for the plus and the 15 digits, ISO 13616 and its registry for the IBAN.

/// Finds telephone numbers and bank accounts in a text.
struct PersonalNumbers {
  private let text: [UInt8]
  private let lower: [UInt8]

  /// - Parameter lower: the text in lower case, byte by byte.
  init(_ text: [UInt8], lower: [UInt8]) {
    self.text = text
    self.lower = lower
  }

  // MARK: Telephone

  /// The end of a telephone number that begins with a plus.
  func telephone(_ plus: Int) -> Int? {
    guard plus + 1 < text.count, text[plus] == 0x2b, (0x31...0x39).contains(text[plus + 1]) else {
      return nil
    }
    return number(from: plus + 1, digits: 9...15)
  }

  /// The telephone number that a word announces: `phone: 0113 496 0000`, `"mobile_no":"0803…`.
  ///
  /// - Parameter word: where it stands.
  func telephone(announcedBy word: Range<Int>) -> Range<Int>? {
    var start = afterSigns(word.upperBound, " \t\"'\\=:>#.")
    // All of them begin with one of two letters, and few words are followed by one.
    if start < text.count, lower[start] == 0x6e || lower[start] == 0x69,
      let filler = Self.fillers.first(where: { lower[start...].starts(with: $0.utf8) })
    {
      start = afterSigns(start + filler.utf8.count, " \t\"'\\=:#.")
    }
    let first = start < text.count && text[start] == 0x28 ? start + 1 : start
    guard let end = number(from: first, digits: 10...11), Self.announces(lower[word]) else {
      return nil
    }
    return start..<end
  }

  private static func announces(_ word: ArraySlice<UInt8>) -> Bool {
    let parts = word.split { $0 == 0x5f || $0 == 0x2d || $0 == 0x2e }
      .map { String(decoding: $0, as: UTF8.self) }
    if parts.contains(where: others.contains) { return false }
    return parts.contains {
      names.contains($0) || $0.hasPrefix("phone") || $0.hasSuffix("phone")
    }
  }

  private static let names: Set = [
    "tel", "mobile", "mobileno", "mobilenumber", "mob", "fax", "whatsapp", "msisdn",
  ]
  /// With one of these a name is not that of the number: `phone_id`.
  private static let others: Set = [
    "id", "uid", "size", "bytes", "count", "time", "ts", "version", "duration", "ms",
  ]
  private static let fillers = ["number", "no.", "no:", "no ", "nr.", "nr ", "is "]

  /// As many signs may stand between a word and its number.
  private static let signsMax = 8

  private func afterSigns(_ start: Int, _ signs: String) -> Int {
    var at = start
    while at < text.count, at - start < Self.signsMax, signs.utf8.contains(text[at]) { at += 1 }
    return at
  }

  /// The end of groups of digits that have so many together, and look like no address, date with
  /// a time, decimal number or amount of something. Of several ends the last.
  private func number(from start: Int, digits allowed: ClosedRange<Int>) -> Int? {
    var at = start
    var count = 0
    var points = 0
    var hyphens = 0
    var found: Int?
    while count <= allowed.upperBound {
      let group = digits(at)
      (count, at) = (count + group, at + group)
      let gap = gap(at)
      let isPointed = points > 0 && (points == 1 || points == 3 || hyphens > 0)
      let isEnd = (gap == 0 || text[at] == 0x20) && !isPointed && !goesOn(at)
      if isEnd, allowed.contains(count) { found = at }
      if gap == 0 { break }
      points += text[at] == 0x2e ? 1 : 0
      hyphens += text[at] == 0x2d ? 1 : 0
      at += gap
    }
    return found
  }

  private func digits(_ start: Int) -> Int {
    text[start...].prefix { (0x30...0x39).contains($0) }.count
  }

  /// How many bytes part two groups: a blank, a point, a hyphen, a bracket with a blank beside it;
  /// 0 where no group follows.
  private func gap(_ start: Int) -> Int {
    let signs = text[start...].prefix(3).prefix { " -.()".utf8.contains($0) }
    guard signs.endIndex < text.count, (0x30...0x39).contains(text[signs.endIndex]) else {
      return 0
    }
    let isOne = signs.count == 1 || signs.contains(0x28) || signs.contains(0x29)
    return isOne ? signs.count : 0
  }

  /// Whether what ends there is part of a longer word, an address or a time, or counts something.
  private func goesOn(_ end: Int) -> Bool {
    guard end < text.count else { return false }
    if Self.isWord(lower[end]) || ":@%".utf8.contains(text[end]) { return true }
    let start = text[end] == 0x20 ? end + 1 : end
    let word = lower[start...].prefix(12).prefix { (0x61...0x7a).contains($0) }
    if !Self.units.contains(String(decoding: word, as: UTF8.self)) { return false }
    // `ms@example.com` is no unit.
    let next = word.endIndex
    return next == text.count || !(Self.isWord(lower[next]) || ".-+@".utf8.contains(text[next]))
  }

  private static let units: Set = [
    "byte", "bytes", "b", "kb", "mb", "gb", "kib", "mib", "gib", "bits", "ns", "us", "ms", "s",
    "sec", "seconds", "milliseconds", "rows", "records", "items", "requests",
  ]

  // MARK: Bank accounts

  /// The end of an IBAN, in one piece or in groups of four.
  func iban(_ start: Int) -> Int? {
    guard start + 4 <= text.count, digits(start + 2) > 1,
      let length = Self.lengths[String(decoding: lower[start..<(start + 2)], as: UTF8.self)]
    else { return nil }
    var account: [UInt8] = []
    var at = start
    while at < text.count, account.count < length {
      if text[at] == 0x20, !account.isEmpty, account.count % 4 == 0 { at += 1 }
      guard at < text.count, Self.isLetterOrDigit(lower[at]) else { return nil }
      account.append(lower[at])
      at += 1
    }
    guard account.count == length, at == text.count || !Self.isLetterOrDigit(lower[at]),
      Self.hasCheckDigits(account)
    else { return nil }
    return at
  }

  /// ISO 7064: the number with its first four signs moved to the end leaves 1 of 97.
  private static func hasCheckDigits(_ account: [UInt8]) -> Bool {
    var rest = 0
    for sign in account[4...] + account[..<4] {
      let value = sign < 0x61 ? Int(sign) - 0x30 : Int(sign) - 0x61 + 10
      rest = (rest * (value < 10 ? 10 : 100) + value) % 97
    }
    return rest == 1
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || byte &- 0x61 < 26
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || byte == 0x5f || byte >= 0x80
  }

  /// How long the IBANs of a country are.
  private static let lengths: [String: Int] = {
    var lengths: [String: Int] = [:]
    for (length, countries) in written {
      for country in countries.split(separator: " ") { lengths[String(country)] = length }
    }
    return lengths
  }()

  private static let written = [
    15: "no", 16: "be", 18: "dk fo fi gl nl sd fk", 19: "mk si", 20: "at ba ee kz xk lt lu mn",
    21: "hr lv li ch", 22: "bh bg cr ge de ie me rs gb va", 23: "tl gi iq il ae so om",
    24: "ad cz md pk ro sa sk es se tn vg", 25: "pt st ly", 26: "is tr",
    27: "fr gr it mr mc sm bi dj", 28: "al az by cy do gt hu lb pl ni", 29: "br ps qa ua eg",
    30: "jo kw mu ye", 31: "mt sc", 32: "lc", 33: "ru",
  ]
}
