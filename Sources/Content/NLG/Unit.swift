/// A unit of measure: how it is written, and by which other writings a reader may know it.
package struct Unit: Hashable, Sendable {
  /// As it stands after a number, `m²`.
  package let symbol: String
  /// What stands after the number one where that differs: `acre` beside `acres`.
  let singular: String
  let isSpaced: Bool
  /// What stands for the symbol in a sentence: `square feet` for `sq ft`.
  let inProse: String
  /// Other writings, lower case.
  let names: [String]

  package init(
    _ symbol: String, singular: String? = nil, inProse: String? = nil, isSpaced: Bool = true,
    names: [String] = []
  ) {
    self.symbol = symbol
    self.singular = singular ?? symbol
    self.isSpaced = isSpaced
    self.inProse = inProse ?? symbol
    self.names = names
  }

  package static let squareMetres = Unit(
    "m²",
    names: [
      "m2", "sqm", "sq m", "square metres", "square metre", "square meters", "square meter",
    ])
  package static let squareFeet = Unit(
    "sq ft", inProse: "square feet", names: ["sqft", "ft²", "ft2", "square feet", "square foot"])
  package static let hectares = Unit("ha", names: ["hectares", "hectare"])
  package static let acres = Unit("acres", singular: "acre", names: ["acre", "ac"])
  package static let kilometres = Unit(
    "km", names: ["kilometres", "kilometre", "kilometers", "kilometer"])
  package static let metres = Unit("m", names: ["metres", "metre", "meters", "meter"])
  package static let centimetres = Unit("cm", names: ["centimetres", "centimetre"])
  package static let millimetres = Unit("mm", names: ["millimetres", "millimetre"])
  package static let miles = Unit("miles", singular: "mile", names: ["mile", "mi"])
  package static let feet = Unit("ft", names: ["feet", "foot"])
  package static let inches = Unit("inches", singular: "inch", names: ["inch"])
  package static let kilograms = Unit("kg", names: ["kilograms", "kilogram", "kilos"])
  package static let litres = Unit("litres", singular: "litre", names: ["litre", "liters"])
  package static let hours = Unit("hours", singular: "hour", names: ["hour", "hrs"])
  package static let minutes = Unit(
    "minutes", singular: "minute", names: ["minute", "min", "mins"])
  package static let percent = Unit("%", isSpaced: false, names: ["percent", "per cent"])

  /// The units that a reader is expected to recognise in any text.
  static let known: [Unit] = [
    squareMetres, squareFeet, hectares, acres, kilometres, metres, centimetres, millimetres,
    miles, feet, inches, kilograms, litres, hours, minutes, percent,
  ]
}

/// A number with its unit.
package struct Measure: Hashable, Sendable {
  package let value: Figure
  package let unit: Unit

  package init(_ value: Figure, _ unit: Unit) {
    self.value = value
    self.unit = unit
  }

  /// As it stands in a text: `85 m²`, `1,200 sq ft`, `1 acre`.
  package var written: String { written(value == 1 ? unit.singular : unit.symbol) }

  /// As it stands in a sentence: `1,200 square feet`.
  package var inProse: String { written(value == 1 ? unit.singular : unit.inProse) }

  private func written(_ name: String) -> String {
    value.written(.commas) + (unit.isSpaced ? " " : "") + name
  }
}
