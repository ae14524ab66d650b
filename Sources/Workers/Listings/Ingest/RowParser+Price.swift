/// The price of a row, with what columns beside it say of it.
extension RowParser {
  /// What the row's own column says of its currency.
  enum RowCurrency {
    case none
    case code(String)
    /// Words that nobody knows: then it is not the one of the column or of the rule either.
    case unknown
  }

  mutating func readCurrency(
    _ cell: UnsafeRawBufferPointer, _ plan: CellPlan
  ) -> RowCurrency {
    if reader.isPlaceholder(cell) || cell.isEmpty { return .none }
    if !cell.elementsEqual(lastCurrency.text) {
      let code = Currency.code(of: String(decoding: cell, as: UTF8.self))
      lastCurrency = (Array(cell), code.map(RowCurrency.code) ?? .unknown)
    }
    if case .unknown = lastCurrency.currency {
      reader.note(
        "it is no known currency; the price has none unless its own cell names one", plan)
    }
    return lastCurrency.currency
  }

  mutating func readPrice(
    _ cell: UnsafeRawBufferPointer, _ plan: CellPlan, _ currency: RowCurrency,
    _ period: PeriodWords.Saying?
  ) {
    // A home has one price: the other amount is kept beside it.
    if record.price != nil { return leave(cell, plan) }
    if let status = reader.statusBeside(cell) {
      record.status = status.combined(with: record.status)
    }
    switch reader.money(cell, plan, parser(columns[plan.column], currency, period)) {
    case .price(let price):
      // For that time no price is kept, unless its own cell says another.
      if period != .other || price.period != .once { record.price = whole(price, plan) }
      if plan.field == .rent, !record.texts.has(.deal) {
        record.texts.set(.deal, Listing.Deal.rent.rawValue)
      }
    case .words: record.texts.set(.priceText, cell)
    case nil: break
    }
  }

  /// The price as it is, or where its column is one of prices for a unit of area, for a square
  /// metre.
  private mutating func whole(_ price: Price, _ plan: CellPlan) -> Price? {
    guard let unit = columns[plan.column].pricedUnit, !price.isPerArea else { return price }
    guard let least = unit.perSquareMetre(price.minorUnits), least > 0 else {
      reader.note("it is no price for a unit of area", plan)
      return nil
    }
    var price = price
    price.isPerArea = true
    price.minorUnits = least
    let most = price.maximumMinorUnits.flatMap { unit.perSquareMetre($0) }
    price.maximumMinorUnits = most.flatMap { $0 > least ? $0 : nil }
    return price
  }

  private func parser(
    _ column: Column, _ currency: RowCurrency, _ period: PeriodWords.Saying?
  ) -> MoneyParser {
    var parser = MoneyParser(
      currency: column.currency, ruleCurrency: ruleCurrency, period: column.period ?? .once,
      tax: column.tax, unit: column.factor)
    switch currency {
    case .code(let code): parser.currency = code
    case .unknown: parser.currency = nil
    case .none: break
    }
    switch period {
    case .period(let period): parser.period = period
    case .other: parser.period = .once
    case nil: break
    }
    return parser
  }

  /// A word in the cell of the price itself goes before one in a column beside it. A range says
  /// itself from where to where.
  mutating func readQualifier(_ cell: UnsafeRawBufferPointer, _ plan: CellPlan) {
    if cell.isEmpty { return }
    guard let price = record.price else { return readQualifierAlone(cell, plan) }
    switch reader.qualifier(cell, plan) {
    case .price(let qualifier, let period):
      if price.qualifier == nil, price.maximumMinorUnits == nil {
        record.price?.qualifier = qualifier
      }
      if price.period == .once, let period { record.price?.period = period }
      record.price?.tax = price.tax ?? TaxWords.tax(in: reader.tokens(cell))
    case .onRequest:
      record.price = nil
      record.texts.set(.priceText, cell)
      reader.note(
        "the price is told only on request: it is on no page, in no feed and export", plan)
    case nil: break
    }
  }

  /// Beside no price `POA` says why there is none.
  private mutating func readQualifierAlone(_ cell: UnsafeRawBufferPointer, _ plan: CellPlan) {
    let isOnRequest = QualifierWords.saying(reader.tokens(cell)) == .onRequest
    if isOnRequest, !record.texts.has(.priceText) { return record.texts.set(.priceText, cell) }
    leave(cell, plan)
  }
}
