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
  /// Its prices are for one of it each, not for the whole.
  var pricedUnit: AreaUnit?
  /// Its cells name their units.
  var hasUnits = false
  var period: Price.Period?
  /// What comes on top of its prices.
  var tax: Price.Tax?
  /// What the figures are multiplied with: 100,000 in a column of lakhs.
  var factor = 1
  var decimalMark = DecimalMark.point
  var dayOrder = DayParser.Order.dayFirst
  /// That no field takes, and says on which day a listing was sold or let.
  var isSoldDay = false
  /// Its places begin with the widest: `Nairobi - Karen`.
  var isWidestFirst = false
  /// The year of dates that name none.
  var year = DayParser.Year.unknown
  /// Square metres of a plot, where sizes are counted in plots.
  var plotSquareMetres: Double?
  /// Why it is taken for what it is.
  var basis = Basis.name
  /// How many of its cells can be read so; nil for texts.
  var fit: ColumnFit?

  enum Basis: Sendable, Equatable {
    /// The rule says so.
    case rule
    /// The header says so.
    case name
    /// Its cells do, in these words.
    case content(String)
  }

  init(index: Int, name: String, field: Field?) {
    self.index = index
    self.name = name
    self.field = field
  }

  /// For the report: “column “Price (KES)” read as price in KES”.
  var decision: String? {
    if isSoldDay {
      return "column “\(name)” read as the day of a sale or letting"
        + (dayOrder == .monthFirst ? ", the month first" : "")
    }
    guard let field, field != .ignored else { return nil }
    if field == .carried {
      return "column “\(name)” is carried through: by its name no page tells it, and it is no price"
    }
    var text = "column “\(name)” read as \(field.words)"
    if field == .flag { text = "column “\(name)” read as a feature, yes or no" }
    switch field {
    case .price, .rent:
      if let currency { text += " in \(currency)" }
      if let period { text += " a \(period.rawValue)" }
      if let tax { text += ", plus \(tax.rawValue)" }
      if let pricedUnit { text += ", for one \(Self.word(pricedUnit)) each" }
      if factor > 1 { text += ", in units of \(factor)" }
    case .area, .plot: text += areaWords
    case .listed where dayOrder == .monthFirst: text += ", the month first"
    default: break
    }
    if decimalMark == .comma { text += ", with decimal commas" }
    if isWidestFirst { text += ", the widest place first" }
    return "\(text) (\(reasons))"
  }

  /// `by its name; 496 of 500 cells are amounts, such as “750000”`.
  private var reasons: String {
    let fits = fit.flatMap { fit in field?.noun.map { fit.words($0) } }
    switch basis {
    case .rule: return ["by the rule", fits].compactMap(\.self).joined(separator: "; ")
    case .name: return ["by its name", fits].compactMap(\.self).joined(separator: "; ")
    case .content(let words): return "by its cells: \(words)"
    }
  }

  private var areaWords: String {
    if hasUnits { return ", each cell in its unit" }
    return areaUnit.map { " in \(Self.words($0))" } ?? " in square metres: no unit is named"
  }

  private static func word(_ unit: AreaUnit) -> String {
    switch unit {
    case .squareMetre: "square metre"
    case .squareFoot: "square foot"
    case .squareYard: "square yard"
    default: unit.rawValue
    }
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
