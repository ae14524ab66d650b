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
  /// Of dates that name none.
  var year = DayParser.Year.unknown
  /// How large a plot is, for sizes that are counted in plots.
  var plotSquareMetres: Double?
  /// Columns named by hand: `price=Asking`.
  var columns: [(field: Field, name: String)] = []

  /// The options that are read here.
  static let names: Set = [
    "currency", "period", "deal", "area_unit", "dates", "year", "plot_size", "columns",
  ]

  /// When the file came.
  private(set) var today: Day?

  /// What of the rule was not understood, for the report.
  private(set) var problems: [OptionProblem] = []

  init() {}

  /// - Parameter today: when the file came; without it `year: latest` is no year.
  init(_ options: [String: RuleValue], today: Day? = nil) {
    self.today = today
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
    year =
      read(options, "year") { text in
        if text == "latest" { return today.map { .latest(until: $0) } ?? .unknown }
        return Int(text).flatMap { 1900...2200 ~= $0 ? .fixed($0) : nil }
      } ?? .unknown
    plotSquareMetres = read(options, "plot_size") { Self.squareMetres($0) }
    guard let option = options["columns"] else { return }
    guard let pins = option.strings else {
      problems.append(
        OptionProblem("columns", "is a list such as [\"price=Asking\"], not \(option)"))
      return
    }
    for pin in pins { readPin(pin) }
  }

  private mutating func read<Value>(
    _ options: [String: RuleValue], _ name: String, _ value: (String) -> Value?
  ) -> Value? {
    guard let option = options[name] else { return nil }
    let found = option.string.flatMap(value)
    if found == nil {
      problems.append(OptionProblem(name, "has a value that is not known: \(option)"))
    }
    return found
  }

  /// From `648 sqm` or `7000 sqft`.
  private static func squareMetres(_ text: String) -> Double? {
    SizeParser().read(Lexer.tokens(of: text)).value?.squareMetres
  }

  private mutating func readPin(_ pin: String) {
    let parts = pin.split(separator: "=", maxSplits: 1).map { HeaderName.words(String($0)) }
    guard parts.count == 2, let field = HeaderAliases.standard.field(named: parts[0]) else {
      problems.append(OptionProblem("columns", "has “\(pin)”; write it as “price=Asking”"))
      return
    }
    columns.append((field, parts[1].joined(separator: " ")))
  }
}
