/// Middles and spreads that a few absurd values do not move.
package enum Quantiles {
  /// The middle value, or the mean of the two; nil of nothing.
  package static func median(_ values: [Double]) -> Double? {
    if values.isEmpty { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// The value below which a share (0…1) of the values lies, between neighbours in proportion.
  package static func quantile(_ share: Double, of values: [Double]) -> Double? {
    if values.isEmpty { return nil }
    let sorted = values.sorted()
    let position = min(max(share, 0), 1) * Double(sorted.count - 1)
    let index = Int(position)
    if index + 1 >= sorted.count { return sorted[sorted.count - 1] }
    return sorted[index] + (sorted[index + 1] - sorted[index]) * (position - Double(index))
  }

  /// The median distance from the median, as a standard deviation: of normal values it is theirs.
  package static func scale(_ values: [Double]) -> Double {
    guard let middle = median(values) else { return 0 }
    return 1.4826 * (median(values.map { abs($0 - middle) }) ?? 0)
  }
}
