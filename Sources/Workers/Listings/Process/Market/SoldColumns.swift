/// Tells by the columns that no field takes whether a listing was sold or let already, and for
/// what.
struct SoldColumns {
  private let lastDay: Day?
  private var meanings: ColumnMeanings
  private var paidParser = PaidParser()

  /// - Parameter lastDay: ``Pipeline/Item/lastDay``; a sale that is to close later is none yet.
  init(_ columns: MarketColumns = .standard, until lastDay: Day?) {
    meanings = ColumnMeanings(columns)
    self.lastDay = lastDay
  }

  /// Nil unless a column says on which day it was sold or let.
  mutating func departure(of listing: Listing) -> Departure? {
    var day: Day?
    var paid: Int?
    for text in listing.extra {
      guard let mark = text.utf8.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let meaning = meanings.meaning(of: text[..<mark])
      if meaning != .sold && meaning != .paid { continue }
      let cell = Array(text.utf8[text.utf8.index(after: mark)...])
      if meaning == .sold { day = day ?? DayParser().read(cell.span).value }
      if meaning == .paid {
        paid = paid ?? paidParser.read(cell.span, for: listing).value
      }
    }
    guard let day, day <= lastDay ?? day else { return nil }
    return Departure(
      way: listing.status?.way ?? .init(listing.deal), day: day.number, minorUnits: paid)
  }
}
