/// Tells by the columns that no field takes whether a listing was sold or let already. Remembers
/// what the names of columns mean.
struct SoldColumns {
  private let columns: MarketColumns
  private var isSold: [Substring: Bool] = [:]

  private static let namesMax = 200

  init(_ columns: MarketColumns = .standard) { self.columns = columns }

  /// Whether a column says on which day it was sold or let.
  mutating func hasDay(_ listing: Listing) -> Bool {
    for text in listing.extra {
      guard let mark = text.utf8.firstIndex(of: UInt8(ascii: "=")), isSold(text[..<mark]) else {
        continue
      }
      let cell = Array(text.utf8[text.utf8.index(after: mark)...])
      if DayParser().read(cell.span).value != nil { return true }
    }
    return false
  }

  private mutating func isSold(_ name: Substring) -> Bool {
    if let known = isSold[name] { return known }
    let means = columns.meaning(String(name)) == .sold
    if isSold.count < Self.namesMax { isSold[name] = means }
    return means
  }
}
