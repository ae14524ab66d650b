import Rules

/// What a rule says about its tables. All of it is optional.
struct IngestOptions: Sendable {
  /// ISO 4217, for prices that name no currency.
  var currency: String?
  /// For prices that name no period.
  var period: Price.Period?
  /// For listings that do not say whether they are for sale or to let.
  var deal: Listing.Deal?
  /// For sizes that name no unit.
  var areaUnit: AreaUnit?
  var dayOrder: DayParser.Order?
  /// Columns named by hand: `price=Asking`.
  var columns: [(field: Field, name: String)] = []

  /// What of the rule was not understood, for the report.
  private(set) var problems: [String] = []

  init() {}

  init(_ options: [String: RuleValue]) {
    currency = read(options, "currency") { Currency.code(of: $0) }
    period = read(options, "period") { PeriodWords.period(named: $0) }
    deal = read(options, "deal") { DealWords.deal(named: $0) }
    areaUnit = read(options, "area_unit") { AreaUnit.named($0) }
    dayOrder = read(options, "dates") {
      switch $0 {
      case "day-first": .dayFirst
      case "month-first": .monthFirst
      default: nil
      }
    }
    for pin in options["columns"]?.strings ?? [] { readPin(pin) }
  }

  private mutating func read<Value>(
    _ options: [String: RuleValue], _ name: String, _ value: (String) -> Value?
  ) -> Value? {
    guard let option = options[name] else { return nil }
    let found = option.string.flatMap(value)
    if found == nil {
      problems.append("the rule's option “\(name)” has a value that is not known: \(option)")
    }
    return found
  }

  private mutating func readPin(_ pin: String) {
    let parts = pin.split(separator: "=", maxSplits: 1).map { HeaderName.words(String($0)) }
    guard parts.count == 2, let field = HeaderAliases.standard.field(named: parts[0]) else {
      problems.append("the rule's option “columns” has “\(pin)”; write it as “price=Asking”")
      return
    }
    columns.append((field, parts[1].joined(separator: " ")))
  }
}
