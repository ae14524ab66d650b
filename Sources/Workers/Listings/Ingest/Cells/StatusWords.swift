/// The words of columns that say whether a listing is on offer: `Resources/statuses.txt`.
struct StatusWords: Sendable {
  static let standard = StatusWords(PackageResources.statuses_txt)

  enum Saying: Hashable, Sendable {
    /// On offer, as any other row.
    case available
    case status(OfferStatus)
  }

  private var sayings: [String: Saying] = [:]
  /// Words that say nothing alone.
  private var hints: Set<String> = []

  /// Below this share of known words a column is something else, whatever it is called.
  static let shareMin = 0.5
  /// Longer cells are texts.
  private static let wordsMax = 12
  /// What a status may go on with.
  private static let connectives: Set<String> = [
    "at", "by", "for", "from", "in", "on", "since", "through", "until", "via", "with",
  ]

  /// - Parameter bytes: lines of `says status: …` and `hints status: …`; `#` begins a comment line.
  init(_ bytes: [UInt8]) {
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      if line.first == "#" { continue }
      let parts = line.split(separator: ":", maxSplits: 1)
      let key = parts[0].split(separator: " ").map(String.init)
      precondition(parts.count == 2 && key.count == 2, "statuses.txt: no key in “\(line)”")
      let status = OfferStatus(rawValue: key[1])
      precondition(status != nil || key[1] == "available", "statuses.txt: “\(key[1])” is no status")
      for word in parts[1].split(separator: ",").map({ Spacing.single($0) }) {
        precondition(sayings[word] == nil, "statuses.txt: “\(word)” stands twice")
        sayings[word] = status.map(Saying.status) ?? .available
        if key[0] == "hints" { hints.insert(word) }
      }
    }
  }

  /// Nil for words that are no status.
  func saying(_ cell: some StringProtocol) -> Saying? { match(cell)?.saying }

  /// What these words are, and nothing behind them.
  func status(exactly words: some Sequence<String>) -> OfferStatus? {
    guard case .status(let status) = sayings[words.joined(separator: " ")] else { return nil }
    return status
  }

  /// Whether the cells of a column are known words for the most part, and not hints and nothing
  /// else; nil where no cell says anything.
  ///
  /// - Parameter isFlag: that 0 and 1 are no and yes.
  func heads(_ sample: ColumnSample, isFlag: Bool) -> Bool? {
    var (known, sure, total) = (0, 0, 0)
    var lexer = Lexer()
    for cell in sample.cells {
      lexer.read(cell.span)
      if Placeholder.isOne(lexer.tokens) { continue }
      total += 1
      if isFlag, cell == [0x30] || cell == [0x31] {
        known += 1
        sure += 1
      } else if let match = match(String(decoding: cell, as: UTF8.self)) {
        known += 1
        if !match.isHint { sure += 1 }
      }
    }
    if total == 0 { return nil }
    return sure > 0 && Double(known) >= Double(total) * Self.shareMin
  }

  private func match(_ cell: some StringProtocol) -> (saying: Saying, isHint: Bool)? {
    if cell.utf8.count > Self.bytesMax { return nil }
    let words = HeaderName.words(String(cell))
    if words.count > Self.wordsMax { return nil }
    for count in (0...words.count).reversed() {
      if count < words.count, !Self.mayFollow(words[count]) { continue }
      let text = words[..<count].joined(separator: " ")
      if let saying = sayings[text] { return (saying, hints.contains(text)) }
    }
    return nil
  }

  private static let bytesMax = 80

  private static func mayFollow(_ word: String) -> Bool {
    connectives.contains(word) || word.first?.isNumber == true
  }
}
