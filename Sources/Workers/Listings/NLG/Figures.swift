import NLG

/// Numbers as they are read.
enum Figures {
  /// `1,234,567`.
  static func grouped(_ number: Int) -> String { Figure(number).written(.commas) }

  /// `1 listing`, `1,204 listings`.
  static func listings(_ count: Int) -> String {
    count == 1 ? "1 listing" : "\(grouped(count)) listings"
  }

  /// At most two decimals, and only those that are not zero: `2`, `2.5`, `1,204`.
  static func short(_ number: Double) -> String { figure(number).written(.commas) }

  /// The number rounded; 0 for what is no number or too large for a listing.
  ///
  /// - Parameter decimals: 0 to 4.
  static func figure(_ number: Double, decimals: Int = 2) -> Figure {
    guard number.isFinite, number.magnitude < 1e15 else { return 0 }
    let scales = [1.0, 10, 100, 1000, 10_000]
    return Figure(Int((number * scales[decimals]).rounded()), scale: decimals)
  }
}
