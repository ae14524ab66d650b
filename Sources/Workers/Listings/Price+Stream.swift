import Pipeline

/// A price takes six fields of a stream, all missing when there is none.
extension Price {
  static func write(_ price: Price?, to row: inout RowWriter) {
    row.put(price?.minorUnits)
    row.put(price?.maximumMinorUnits)
    row.put(price?.currency)
    row.put(price?.period.rawValue)
    row.put(price?.isPerArea)
    row.put(price?.qualifier?.rawValue)
  }

  static func read(from row: inout RowReader) throws -> Price? {
    let minorUnits = try row.optionalInteger()
    let maximum = try row.optionalInteger()
    let currency = try row.optionalText()
    let period = try row.optionalText().flatMap(Period.init)
    let isPerArea = try row.optionalFlag()
    let qualifier = try row.optionalText().flatMap(Qualifier.init)
    guard let minorUnits else { return nil }
    return Price(
      minorUnits: minorUnits, maximumMinorUnits: maximum, currency: currency,
      period: period ?? .once, isPerArea: isPerArea ?? false,
      qualifier: qualifier)
  }
}
