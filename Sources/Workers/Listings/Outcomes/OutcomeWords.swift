/// The names and words of outcome tables: `Resources/outcomes.txt`.
struct OutcomeWords: Sendable {
  static let standard = OutcomeWords(PackageResources.outcomes_txt)

  enum Column: String, Sendable, CaseIterable {
    case listing, outcome, day, price, inquiries, views
  }

  /// What a cell of the column `outcome` says.
  enum Saying: Equatable, Sendable {
    case outcome(OutcomeRecord.Outcome)
    case active
  }

  private var columns: [String: Column] = [:]
  private var sayings: [String: Saying] = [:]

  /// - Parameter bytes: lines of `column name: …` and `says word: …`; `#` begins a comment line.
  init(_ bytes: [UInt8]) {
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      if line.first == "#" { continue }
      let parts = line.split(separator: ":", maxSplits: 1)
      let key = parts[0].split(separator: " ").map(String.init)
      precondition(parts.count == 2 && key.count == 2, "outcomes.txt: no key in “\(line)”")
      let names = parts[1].split(separator: ",").map { Spacing.single($0) }
      if key[0] == "column", let column = Column(rawValue: key[1]) {
        for name in names { columns[name] = column }
      } else {
        precondition(key[0] == "says", "outcomes.txt: “\(parts[0])” is no key")
        let outcome = OutcomeRecord.Outcome(rawValue: key[1]).map(Saying.outcome) ?? .active
        for name in names { sayings[name] = outcome }
      }
    }
  }

  func column(_ header: String) -> Column? {
    columns[HeaderName.words(header).joined(separator: " ")]
  }

  /// Nil for a word that is none of them.
  func saying(_ cell: String) -> Saying? {
    sayings[HeaderName.words(cell).joined(separator: " ")]
  }
}
