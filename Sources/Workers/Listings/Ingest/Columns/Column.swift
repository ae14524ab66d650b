/// How one column is read.
struct Column: Sendable, Equatable {
  /// 0-based.
  var index: Int
  /// As written in the header, without blanks around it.
  var name: String
  /// Nil: nothing we know; it is carried through.
  var field: Field?
  var currency: String?
  var areaUnit: AreaUnit?
  /// Its cells name their units.
  var hasUnits = false
  var period: Price.Period?
  /// What the figures are multiplied with: 100,000 in a column of lakhs.
  var factor = 1
  var decimalMark = DecimalMark.point
  var dayOrder = DayParser.Order.dayFirst
  /// Its places begin with the widest: `Nairobi - Karen`.
  var isWidestFirst = false

  init(index: Int, name: String, field: Field?) {
    self.index = index
    self.name = name
    self.field = field
  }

  /// For the report: “column “Price (KES)” read as price in KES”.
  var decision: String? {
    guard let field, field != .ignored else { return nil }
    var text = "column “\(name)” read as \(field.words)"
    if field == .flag { text = "column “\(name)” read as a feature, yes or no" }
    switch field {
    case .price, .rent:
      if let currency { text += " in \(currency)" }
      if let period { text += " a \(period.rawValue)" }
      if factor > 1 { text += ", in units of \(factor)" }
    case .area, .plot: text += areaWords
    case .listed where dayOrder == .monthFirst: text += ", the month first"
    default: break
    }
    if decimalMark == .comma { text += ", with decimal commas" }
    if isWidestFirst { text += ", the widest place first" }
    return text
  }

  private var areaWords: String {
    if hasUnits { return ", each cell in its unit" }
    return areaUnit.map { " in \(Self.words($0))" } ?? " in square metres: no unit is named"
  }

  private static func words(_ unit: AreaUnit) -> String {
    switch unit {
    case .squareMetre: "square metres"
    case .squareFoot: "square feet"
    case .squareYard: "square yards"
    default: "\(unit.rawValue)s"
    }
  }
}
