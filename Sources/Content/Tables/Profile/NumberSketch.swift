/// The distribution of a stream of numbers in a few hundred bytes: quantiles and a histogram.
///
/// A merging t-digest: numbers are collected, sorted, and merged into clusters that are small at
/// the ends of the distribution and large in the middle, so that outliers neither get lost nor
/// spoil the rest. Source: Dunning, Ertl, “Computing extremely accurate quantiles using t-digests”,
/// arXiv:1902.04023, with the scale function k(q) = δ·q(1−q), in its simplest form.
struct NumberSketch: Sendable {
  private struct Cluster {
    var sum: Double
    var count: Double

    var mean: Double { sum / count }
  }

  private static let collectedMax = 500
  /// Clusters hold at most 4 n q (1 − q) / `resolution` numbers.
  private static let resolution = 100.0

  private(set) var count = 0
  private(set) var least = Double.infinity
  private(set) var greatest = -Double.infinity
  private var mean = 0.0
  private var clusters: [Cluster] = []
  private var collected: [Double] = []
  /// Whether each cluster is one value, so that nothing lies between them.
  private var isExact = false

  init() {}

  /// The distribution of values whose frequencies are all known.
  init(exactly values: [(value: Double, count: Int)]) {
    isExact = true
    for (value, times) in values.sorted(by: { $0.value < $1.value }) where times > 0 {
      clusters.append(Cluster(sum: value * Double(times), count: Double(times)))
      count += times
      least = min(least, value)
      greatest = max(greatest, value)
      mean += (value - mean) * Double(times) / Double(count)
    }
  }

  mutating func add(_ number: Double) {
    count += 1
    least = min(least, number)
    greatest = max(greatest, number)
    mean += (number - mean) / Double(count)
    collected.append(number)
    if collected.count == Self.collectedMax { merge() }
  }

  /// The arithmetic mean; nil without numbers.
  var average: Double? { count > 0 ? mean : nil }

  /// The number below which `share` (0…1) of the numbers lie; nil without numbers.
  func quantile(_ share: Double) -> Double? {
    var merged = self
    merged.merge()
    return merged.mergedQuantile(share)
  }

  /// The number in the middle, or halfway between the two in the middle where all are known.
  var median: Double? {
    guard isExact else { return quantile(0.5) }
    var below = 0.0
    for (index, cluster) in clusters.enumerated() {
      below += cluster.count
      if below * 2 > Double(count) { return cluster.mean }
      if below * 2 == Double(count) {
        return cluster.mean / 2 + clusters[index + 1].mean / 2
      }
    }
    return nil
  }

  /// How many numbers lie in each of `bars` equal intervals between the 1st and 99th percentile;
  /// what lies outside counts in the first and last.
  func histogram(bars: Int) -> (from: Double, to: Double, counts: [Int])? {
    var merged = self
    merged.merge()
    guard let low = merged.mergedQuantile(0.01), let high = merged.mergedQuantile(0.99) else {
      return nil
    }
    guard high > low, bars > 0 else { return (low, high, [count]) }
    var counts = Array(repeating: 0, count: bars)
    for cluster in merged.clusters {
      let place = (cluster.mean - low) / (high - low) * Double(bars)
      // An outlier may lie further away than an Int counts. `max` answers 0 for no number, which
      // is what comes of sums and ranges beyond the largest one.
      counts[Int(min(Double(bars - 1), max(0, place)))] += Int(cluster.count)
    }
    return (low, high, counts)
  }

  // MARK: - Merging

  private mutating func merge() {
    guard !collected.isEmpty else { return }
    var all = clusters + collected.map { Cluster(sum: $0, count: 1) }
    all.sort { $0.mean < $1.mean }
    collected.removeAll(keepingCapacity: true)
    clusters.removeAll(keepingCapacity: true)
    let total = Double(count)
    var current = all[0]
    var below = 0.0
    for next in all.dropFirst() {
      let together = current.count + next.count
      let middle = (below + together / 2) / total
      if together <= max(1, 4 * total * middle * (1 - middle) / Self.resolution) {
        current = Cluster(sum: current.sum + next.sum, count: together)
      } else {
        below += current.count
        clusters.append(current)
        current = next
      }
    }
    clusters.append(current)
  }

  private func mergedQuantile(_ share: Double) -> Double? {
    guard let first = clusters.first, let last = clusters.last else { return nil }
    let target = share * Double(count)
    if isExact { return exactQuantile(target) }
    var below = 0.0
    var before = (place: 0.0, value: least)
    for cluster in clusters {
      let place = below + cluster.count / 2
      if target < place {
        return interpolate(before, (place, cluster.mean), at: target)
      }
      before = (place, cluster.mean)
      below += cluster.count
    }
    return first.mean == last.mean
      ? last.mean : interpolate(before, (Double(count), greatest), at: target)
  }

  private func exactQuantile(_ target: Double) -> Double? {
    var below = 0.0
    for cluster in clusters {
      below += cluster.count
      if below >= target { return cluster.mean }
    }
    return clusters.last?.mean
  }

  private func interpolate(
    _ from: (place: Double, value: Double), _ to: (place: Double, value: Double), at place: Double
  ) -> Double {
    guard to.place > from.place else { return to.value }
    let share = min(1, max(0, (place - from.place) / (to.place - from.place)))
    return from.value + share * (to.value - from.value)
  }
}
