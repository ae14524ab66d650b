/// How much of the asked money hangs on one value of a trait.
struct Concentration: Sendable {
  let trait: String
  /// Herfindahl–Hirschman index: the sum of squared shares, 1 when all is one.
  let index: Double
  let largest: String
  let largestShare: Double

  /// Above this the portfolio hangs on a few.
  static let indexMax = 0.25

  var isConcentrated: Bool { index > Self.indexMax }

  /// - Parameter sums: asked money by value.
  init(_ trait: String, _ sums: [String: Double]) {
    self.trait = trait
    // In one order, so that rounding is the same each time.
    let sums = sums.sorted { $0.key < $1.key }
    let total = max(sums.reduce(0) { $0 + $1.value }, 1)
    index = sums.reduce(0) { $0 + ($1.value / total) * ($1.value / total) }
    let largest = sums.max { ($0.value, $1.key) < ($1.value, $0.key) }
    self.largest = largest?.key ?? ""
    largestShare = (largest?.value ?? 0) / total
  }
}

/// Asked money by place: on the widest level of places on which listings differ at all.
struct PlaceSums {
  /// By level, the widest first; none behind the first on which they differ.
  private var levels: [[String: Double]] = []
  private var isDecided = false

  mutating func add(_ amount: Double, places: [String]) {
    // On a level that no listing had so far, those before stand with their narrowest place.
    while !isDecided, levels.count < max(places.count, 1) { levels.append(levels.last ?? [:]) }
    for level in levels.indices {
      let name = places.isEmpty ? "unknown" : places[max(0, places.count - 1 - level)]
      levels[level][name, default: 0] += amount
    }
    if let first = levels.firstIndex(where: { $0.count > 1 }) {
      levels.removeLast(levels.count - first - 1)
      isDecided = true
    }
  }

  var sums: [String: Double] { (isDecided ? levels.last : levels.first) ?? [:] }
}
