import Pages
import Pipeline

/// Prices that name no currency in a table whose others name one. Which it is nobody guesses: they
/// are shown as they stand, and somebody is told.
struct BarePrices {
  private var lines = FirstLines()
  private var isNamedElsewhere = false

  mutating func add(_ record: Record) {
    guard let price = record.price else { return }
    if price.currency == nil { lines.add(record.line) } else { isNamedElsewhere = true }
  }

  /// Nil where no price names a currency: the table's columns are told of then.
  var finding: Finding? {
    guard isNamedElsewhere, lines.count > 0 else { return nil }
    let prices = Words.english.count(
      lines.count, "A price names no currency, and is shown without one",
      "%1 prices name no currency, and are shown without one")
    return Finding(
      .warning, "price-currency",
      "\(prices), while others of the table name theirs (\(lines.text)). Write the currency into "
        + "the cell, or set it for all with the rule's option “currency”.")
  }
}
