import Analysis

/// Numbers for the words that listings of a file use: types, features, further columns.
///
/// Each list has a limit; what comes later than that is not told apart.
struct MarketWords: Sendable {
  private(set) var types: [String] = []
  private(set) var features: [String] = []
  private(set) var figures: [String] = []

  private var typeNumbers: [String: Int] = [:]
  private var featureNumbers: [String: Int] = [:]
  /// Nil for a column that never counts.
  private var figureNumbers: [String: Int?] = [:]
  private var soldNames: [String: Bool] = [:]

  private static let typesMax = 200
  private static let featuresMax = 64
  private static let figuresMax = 24

  init() {}

  /// As ``write(to:)`` laid them out.
  init(from reader: inout PackReader) {
    types = reader.texts()
    features = reader.texts()
    figures = reader.texts()
    for (number, text) in types.enumerated() { typeNumbers[text.lowercased()] = number }
    for (number, text) in features.enumerated() { featureNumbers[text.lowercased()] = number }
    for (number, name) in figures.enumerated() { figureNumbers[name] = .some(number) }
  }

  func write(to writer: inout PackWriter) {
    writer.put(types)
    writer.put(features)
    writer.put(figures)
  }

  /// The number of a property type; nil when there are too many.
  mutating func type(_ text: String) -> Int? {
    Self.number(text, &types, &typeNumbers, Self.typesMax)
  }

  mutating func feature(_ text: String) -> Int? {
    Self.number(text, &features, &featureNumbers, Self.featuresMax)
  }

  /// The number of a further column with figures; nil for one that does not count.
  mutating func figure(_ name: String, _ columns: MarketColumns) -> Int? {
    if let known = figureNumbers[name] { return known }
    var number: Int?
    if figures.count < Self.figuresMax, columns.meaning(name) == .figure {
      number = figures.count
      figures.append(name)
    }
    if figureNumbers.count < Self.figuresMax * 8 { figureNumbers[name] = .some(number) }
    return number
  }

  mutating func isSoldDay(_ name: String, _ columns: MarketColumns) -> Bool {
    if let known = soldNames[name] { return known }
    let isSold = columns.meaning(name) == .sold
    if soldNames.count < Self.figuresMax * 8 { soldNames[name] = isSold }
    return isSold
  }

  private static func number(
    _ text: String, _ texts: inout [String], _ numbers: inout [String: Int], _ limit: Int
  ) -> Int? {
    let folded = text.lowercased()
    if let known = numbers[folded] { return known }
    if texts.count == limit { return nil }
    numbers[folded] = texts.count
    texts.append(text)
    return texts.count - 1
  }
}
