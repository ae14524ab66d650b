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
  private var figureNumbers: [String: Int] = [:]

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
    for (number, name) in figures.enumerated() { figureNumbers[name] = number }
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

  /// The number of a further column with figures; nil when there are too many.
  mutating func figure(_ name: String) -> Int? {
    if let known = figureNumbers[name] { return known }
    if figures.count == Self.figuresMax { return nil }
    figureNumbers[name] = figures.count
    figures.append(name)
    return figures.count - 1
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
