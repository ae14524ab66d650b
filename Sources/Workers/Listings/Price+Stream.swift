import Pipeline

/// A price takes six fields of a stream, all missing when there is none. The last has the qualifier
/// and the tax, as in `offersOver +VAT`.
extension Price {
  static func write(_ price: Price?, to row: inout RowWriter) {
    row.put(price?.minorUnits)
    row.put(price?.maximumMinorUnits)
    row.put(price?.currency)
    row.put(price?.period.rawValue)
    row.put(price?.isPerArea)
    row.put(price.flatMap(words))
  }

  static func read(from row: inout RowReader) throws -> Price? {
    let minorUnits = try row.optionalInteger()
    let maximum = try row.optionalInteger()
    let currency = try row.optionalText()
    let period = try row.optionalText().flatMap(Period.init)
    let isPerArea = try row.optionalFlag()
    let words = try row.optionalText()?.split(separator: " ") ?? []
    let tax = words.last.flatMap { $0.first == "+" ? Tax(rawValue: String($0.dropFirst())) : nil }
    guard let minorUnits else { return nil }
    return Price(
      minorUnits: minorUnits, maximumMinorUnits: maximum, currency: currency,
      period: period ?? .once, isPerArea: isPerArea ?? false,
      qualifier: words.first.flatMap { Qualifier(rawValue: String($0)) }, tax: tax)
  }

  private static func words(_ price: Price) -> String? {
    let words = [price.qualifier?.rawValue, price.tax.map { "+\($0.rawValue)" }].compactMap(\.self)
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}
