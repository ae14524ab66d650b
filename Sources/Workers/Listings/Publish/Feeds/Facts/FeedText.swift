/// Texts as channels take them: plain, within a limit, without what a channel forbids.
///
/// Limits count Unicode scalars, as most takers' validators do.
enum FeedText {
  /// On one line: control characters and runs of blanks are one space, none at the ends.
  static func plain(_ text: String) -> String {
    if isPlain(text) { return text }
    var plain = ""
    plain.reserveCapacity(text.utf8.count)
    var needsSpace = false
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace || isForbidden(scalar) {
        needsSpace = !plain.isEmpty
        continue
      }
      if needsSpace { plain.append(" ") }
      needsSpace = false
      plain.unicodeScalars.append(scalar)
    }
    return plain
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  /// Whether nothing would change, as far as that is quick to see: where a character may be a
  /// blank or a control character beyond ASCII, the text is looked at in full.
  private static func isPlain(_ text: String) -> Bool {
    var last: UInt8 = 0x20
    var lead: UInt8 = 0
    for byte in text.utf8 {
      if byte < 0x20 || byte == 0x7F || byte == 0x20 && last == 0x20 { return false }
      if byte >= 0x80 {
        // U+0080 to U+00A0; U+1680; U+2000 to U+206F; U+3000; U+FFFE and U+FFFF.
        if lead == 0xC2, last == lead, byte <= 0xA0 { return false }
        if lead == 0xE1, last == 0x9A { return false }
        if lead == 0xE2, last == 0x80, byte < 0x90 || byte > 0xA7 { return false }
        if lead == 0xE2, last == 0x81 { return false }
        if lead == 0xE3, last == 0x80 { return false }
        if lead == 0xEF, last == 0xBF { return false }
        if byte >= 0xC0 { lead = byte }
      } else {
        lead = 0
      }
      last = byte
    }
    return last != 0x20
  }

  /// Without the signs at its start that a spreadsheet would take for a formula.
  static func withoutFormula(_ text: String) -> String {
    guard let first = text.first, formulaSigns.contains(first) else { return text }
    return String(text.drop { formulaSigns.contains($0) || $0 == " " })
  }

  /// The wide forms too, which spreadsheets of East Asia take for the others.
  private static let formulaSigns: Set<Character> = Set("=+-@＝＋－＠")

  /// Without what reads as a tag of HTML: for takers that refuse texts with one.
  static func withoutMarkup(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "<")) else { return text }
    var kept: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      kept += rest[..<start]
      rest = rest[start...]
      let letter = rest.dropFirst().first ?? 0
      let isTag = letter == UInt8(ascii: "/") || (letter | 0x20) &- 0x61 < 26
      if isTag, let end = rest.firstIndex(of: UInt8(ascii: ">")) {
        rest = rest[(end + 1)...]
      } else {
        kept.append(rest.removeFirst())
      }
    }
    let plain = String(decoding: kept + rest, as: UTF8.self)
    // What is left of `<<b>i>` is a tag again.
    return plain.utf8.count == text.utf8.count ? text : withoutMarkup(plain)
  }

  /// As much of a text as fits, up to the end of a word where there is one in its second half; no
  /// character is cut in two.
  static func cut(_ text: String, to limit: Int) -> String {
    if text.utf8.count <= limit { return text }
    var count = 0
    var end = text.startIndex
    var wordEnd: String.Index?
    while end < text.endIndex {
      count += text[end].unicodeScalars.count
      if count > limit { break }
      if text[end] == " ", count > limit / 2 { wordEnd = end }
      end = text.index(after: end)
    }
    if end == text.endIndex { return text }
    if text[end] == " " { wordEnd = end }
    // One character that is longer than the limit is no character of any language.
    if end == text.startIndex { return String(text.unicodeScalars.prefix(limit)) }
    return trimmed(text[..<(wordEnd ?? end)])
  }

  /// Without blanks at the ends.
  static func trimmed(_ text: some StringProtocol) -> String {
    if let first = text.first?.asciiValue, let last = text.last?.asciiValue, isSign(first),
      isSign(last)
    {
      return String(text)
    }
    let start = text.drop(while: \.isWhitespace)
    return String(String(start.reversed()).drop(while: \.isWhitespace).reversed())
  }

  /// Of ASCII, and no blank.
  private static func isSign(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }

  /// Whether all of its letters are capitals, with two of them at least.
  static func isShouted(_ text: String) -> Bool {
    if text.utf8.contains(where: { $0 &- 0x61 < 26 }) { return false }
    let letters = text.unicodeScalars.filter(\.properties.isAlphabetic)
    return letters.count > 1
      && !letters.contains { $0.properties.isLowercase || !$0.properties.isUppercase }
  }

  /// `A fine house` of `A FINE HOUSE`.
  static func sentenceCase(_ text: String) -> String {
    let small = text.lowercased()
    return small.prefix(1).uppercased() + small.dropFirst()
  }
}
