/// Finds what leads past a channel: telephone numbers, addresses of the web and of mail.
enum Contacts {
  /// The text without them, and whether there were any.
  static func removed(from text: String) -> (text: String, wasAny: Bool) {
    guard mayHave(linksAndNumbers, text) else { return (text, false) }
    var kept: [Substring] = []
    var wasAny = false
    let words = text.split(separator: " ")
    var index = words.startIndex
    while index < words.endIndex {
      let count = phoneLength(words[index...])
      if count > 0 || isLink(words[index]) {
        wasAny = true
        index += max(count, 1)
        continue
      }
      kept.append(words[index])
      index += 1
    }
    return wasAny ? (kept.joined(separator: " "), true) : (text, false)
  }

  /// The telephone numbers in a text that begin with a plus or a nought, as figures: what begins
  /// with neither may be a price.
  static func phones(in text: String) -> [String] {
    guard mayHave(numbers, text) else { return [] }
    let words = text.split { $0 == " " || $0.isNewline }
    var phones: [String] = []
    var index = words.startIndex
    while index < words.endIndex {
      let count = phoneLength(words[index...])
      if count > 0 {
        let first = words[index].split(separator: ":").last ?? ""
        let number = ([first] + words[(index + 1)..<(index + count)]).joined()
        let figures = number.filter { $0.isASCII && $0.isNumber }
        if number.first == "+" || figures.first == "0" { phones.append(figures) }
      }
      index += max(count, 1)
    }
    return phones
  }

  /// What a byte can be of a number or a link.
  private enum Mark: UInt8 {
    case none, figure, between, link
  }

  /// For texts whose words are parted by spaces: what may stand in a link, and between figures.
  private static let linksAndNumbers = marks(between: " ()+-./", links: "@:wW")
  /// For texts with line breaks of all kinds, also those of several bytes.
  private static let numbers = marks(
    between: " ()+,-./;\u{0A}\u{0B}\u{0C}\u{0D}\u{85}\u{2028}\u{2029}", links: "")

  private static func marks(between: String, links: String) -> [Mark] {
    var marks = [Mark](repeating: .none, count: 256)
    for byte in between.utf8 { marks[Int(byte)] = .between }
    for byte in links.utf8 { marks[Int(byte)] = .link }
    for byte in UInt8(ascii: "0")...UInt8(ascii: "9") { marks[Int(byte)] = .figure }
    return marks
  }

  /// Whether there is a mark of a link, or as many figures near each other as a number has:
  /// nearly all texts end here.
  private static func mayHave(_ marks: [Mark], _ text: String) -> Bool {
    var figures = 0
    for byte in text.utf8 {
      switch marks[Int(byte)] {
      case .figure:
        figures += 1
        if figures >= figuresMin { return true }
      case .between: continue
      case .link: return true
      case .none: figures = 0
      }
    }
    return false
  }

  private static func isLink(_ word: Substring) -> Bool {
    let word = word.lowercased()
    if word.contains("://") || word.contains("www.") { return true }
    guard let at = word.firstIndex(of: "@") else { return false }
    return word[at...].contains(".")
  }

  /// How many of the first words are one telephone number; 0 when there is none.
  private static func phoneLength(_ words: ArraySlice<Substring>) -> Int {
    var figures: [UInt8] = []
    var isInternational = false
    var length = 0
    var best = 0
    for word in words {
      // “Tel:0803…” is one word.
      let first = word.split(separator: ":").last ?? ""
      let part = Array((length == 0 ? first : word).utf8)
      guard let last = part.last, part.dropLast().allSatisfy(isNumberPart),
        isNumberPart(last, atEnd: true)
      else { break }
      if length == 0 { isInternational = part.first == UInt8(ascii: "+") }
      length += 1
      figures += part.filter { (0x30...0x39).contains($0) }
      if figures.count > figuresMax { break }
      let isMarked = isInternational || figures.first == 0x30
      if figures.count >= (isMarked ? figuresMin : figuresMinUnmarked) { best = length }
    }
    return best
  }

  private static func isNumberPart(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x28, 0x29, 0x2B, 0x2D, 0x2E, 0x2F: true
    default: false
    }
  }

  private static func isNumberPart(_ byte: UInt8, atEnd: Bool) -> Bool {
    isNumberPart(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";")
  }

  /// A number has fifteen figures at most (ITU E.164), with a nought in brackets sixteen.
  private static let figuresMax = 16
  private static let figuresMin = 7
  /// Without a plus or a nought in front; `2500 - 2850` and `2025-10-17` are none.
  private static let figuresMinUnmarked = 9

  /// A telephone number as forms take it: nine to fifteen figures, a plus before them if it had
  /// one; nil when it is none.
  static func phone(_ text: String) -> String? {
    let parts = text.utf8.split(maxSplits: 1) {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "|")
    }
    guard let first = parts.first.map({ Substring($0) }) else { return nil }
    let figures = first.utf8.filter(\.isFigure)
    guard (9...15).contains(figures.count) else { return nil }
    let isInternational = first.drop(while: \.isWhitespace).first == "+"
    return (isInternational ? "+" : "") + String(decoding: figures, as: UTF8.self)
  }

  /// Whether a text has the form of a mail address: for settings, which a person wrote.
  static func isMail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
      && !text.contains { $0.isWhitespace || $0 == "<" || $0 == ">" }
  }
}
