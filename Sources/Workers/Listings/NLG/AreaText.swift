import NLG

/// An area in the unit that its file has: square metres, square feet, acres or hectares.
struct AreaText: Sendable {
  let measure: Measure
  let squareMetres: Double
  /// It is the lower end of a range.
  let isLeast: Bool

  /// - Parameter written: the size as the file has it, to tell its unit.
  init(squareMetres: Double, written: String?) {
    self.squareMetres = squareMetres
    isLeast = written.map(SizeParser.isRange) ?? false
    let unit = written.flatMap(Self.unit)
    let value = squareMetres / (unit?.squareMetres ?? 1)
    let decimals =
      switch unit?.unit {
      case .acres, .hectares: Self.decimals(of: value, hundredth: 0.01 / (unit?.squareMetres ?? 1))
      default: value < 10 ? 2 : value < 100 ? 1 : 0
      }
    measure = Measure(
      Figures.figure(value, decimals: decimals), unit?.unit ?? .squareMetres)
  }

  /// As many as the file has, and four at most: an eighth of an acre is no `0.13 acres`.
  ///
  /// - Parameter hundredth: of a square metre, to which areas are kept.
  private static func decimals(of value: Double, hundredth: Double) -> Int {
    (0..<4).first { decimals in
      abs(Figures.figure(value, decimals: decimals).approximate - value) <= hundredth
    } ?? 4
  }

  /// `81 m²`, `from 4,053 sq ft`.
  var short: String {
    (isLeast ? "from " : "") + String(measure.written.map { $0 == " " ? "\u{a0}" : $0 })
  }

  /// In square metres, where it was written otherwise: `377 m²`.
  var inSquareMetres: Measure? {
    measure.unit == .squareMetres
      ? nil : AreaText(squareMetres: squareMetres, written: nil).measure
  }

  /// In square metres, as it is read.
  var squareMetresShown: Double { (inSquareMetres ?? measure).value.approximate }

  /// One of its unit, as a sentence says it; nil for the units of land.
  var unitInWords: String? {
    switch measure.unit {
    case .squareMetres: "m²"
    case .squareFeet: "square foot"
    default: nil
    }
  }

  /// With square metres behind another unit: `4,053 sq ft (377 m²)`.
  var whole: String {
    if measure.unit == .squareMetres { return short }
    return "\(short) (\(AreaText(squareMetres: squareMetres, written: nil).short))"
  }

  /// - Returns: nil for square metres, and for units that only the file's own country reads.
  private static func unit(_ written: String) -> (unit: Unit, squareMetres: Double)? {
    // All names below have one of these letters, and most sizes (`81 m²`) have none.
    if !written.utf8.contains(where: { $0 | 0x20 == 0x66 || $0 | 0x20 == 0x61 }) { return nil }
    let words = written.lowercased()
      .split { !($0.isLetter || $0 == "²") }.map(String.init)
    for word in words {
      switch word {
      case "sqft", "sft", "ft", "ft²", "feet", "foot", "sf", "sqfeet":
        return (.squareFeet, 0.092_903_04)
      case "acre", "acres": return (.acres, 4_046.856_422_4)
      case "hectare", "hectares", "ha": return (.hectares, 10_000)
      default: continue
      }
    }
    return nil
  }
}

extension Measure {
  /// Before a noun: `4,053 sq ft`, but `0.75-acre`.
  var adjective: String {
    switch unit {
    case .acres: "\(value.written(.commas))-acre"
    case .hectares: "\(value.written(.commas))-hectare"
    default: written
    }
  }
}

extension Listing {
  /// The floor area as people read it.
  var areaShown: AreaText? {
    areaSquareMetres.map { AreaText(squareMetres: $0, written: areaText) }
  }

  /// The plot as people read it. What an earlier version kept has no text of its own for a plot
  /// from the column of areas.
  var plotShown: AreaText? {
    plotSquareMetres.map {
      AreaText(squareMetres: $0, written: plotText ?? (areaSquareMetres == nil ? areaText : nil))
    }
  }
}
