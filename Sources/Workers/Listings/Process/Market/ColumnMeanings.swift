/// What the names of columns mean, remembered: each is asked for in every row.
struct ColumnMeanings: Sendable {
  private let columns: MarketColumns
  private var meanings: [Substring: MarketColumns.Meaning] = [:]

  private static let namesMax = 200

  init(_ columns: MarketColumns = .standard) { self.columns = columns }

  /// - Parameter name: as the table writes it.
  mutating func meaning(of name: Substring) -> MarketColumns.Meaning {
    if let known = meanings[name] { return known }
    let meaning = columns.meaning(String(name))
    if meanings.count < Self.namesMax { meanings[name] = meaning }
    return meaning
  }
}
