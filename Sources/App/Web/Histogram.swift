/// How often a figure was below each of some bounds.
package struct Histogram: Sendable, Equatable {
  let bounds: [Double]
  private(set) var counts: [Int]
  private(set) var sum = 0.0
  private(set) var count = 0

  /// - Parameter bounds: rising.
  package init(_ bounds: [Double]) {
    self.bounds = bounds
    counts = [Int](repeating: 0, count: bounds.count)
  }

  package mutating func add(_ value: Double) {
    if let index = bounds.firstIndex(where: { value <= $0 }) { counts[index] += 1 }
    sum += value
    count += 1
  }
}
