/// Tells by the columns that no field takes whether a listing was sold or let already, and for
/// what. Remembers what the names of columns mean.
struct SoldColumns {
  private let columns: MarketColumns
  private var meanings: [Substring: MarketColumns.Meaning] = [:]
  private var lexer = Lexer()

  private static let namesMax = 200

  init(_ columns: MarketColumns = .standard) { self.columns = columns }

  /// Nil unless a column says on which day it was sold or let.
  mutating func departure(of listing: Listing) -> Departure? {
    var day: Day?
    var paid: Int?
    for text in listing.extra {
      guard let mark = text.utf8.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let meaning = meaning(text[..<mark])
      if meaning != .sold && meaning != .paid { continue }
      let cell = Array(text.utf8[text.utf8.index(after: mark)...])
      if meaning == .sold { day = day ?? DayParser().read(cell.span).value }
      if meaning == .paid { paid = paid ?? amount(cell) }
    }
    let way = listing.status?.way ?? .init(listing.deal)
    return day.map { Departure(way: way, day: $0.number, minorUnits: paid) }
  }

  private mutating func amount(_ cell: [UInt8]) -> Int? {
    lexer.read(cell.span)
    guard case .value(.price(let price)) = MoneyParser().read(lexer.tokens) else { return nil }
    return price.minorUnits
  }

  private mutating func meaning(_ name: Substring) -> MarketColumns.Meaning {
    if let known = meanings[name] { return known }
    let meaning = columns.meaning(String(name))
    if meanings.count < Self.namesMax { meanings[name] = meaning }
    return meaning
  }
}
