import Analysis
import Foundation

/// Estimates from neighbours on synthetic sales: how far off they are, how often the truth lies in
/// their interval, and how long 17,000 known targets and 4,000 estimates take.
///
/// The targets are made, so that the best possible error is known: that of the noise alone.
enum EstimateBenchmark: Benchmark {
  static let name = "estimates"

  private static let known = 17_000
  private static let asked = 4000
  static func run(_ bench: Bench) async throws {
    var world = World(seed: 11)
    let rows = (0..<known).map { _ in world.next() }
    let subjects = (0..<asked).map { _ in world.next() }
    var times: [Double] = []
    var errors: [Double] = []
    var inside = 0
    for _ in 0..<bench.runs {
      errors = []
      inside = 0
      times.append(
        seconds {
          var data = World.observations
          for row in rows { data.append(row.subject, target: row.target) }
          guard let fit = CrossFit(data, marks: rows.map(\.mark), isNewest: []) else { return }
          for subject in subjects {
            guard let (estimate, interval) = fit.estimate(subject.subject) else { continue }
            let error = abs(subject.target - estimate.value)
            errors.append(exp(error) - 1)
            if error <= interval.ninety * estimate.spread { inside += 1 }
          }
        })
    }
    let time = Sample(times)
    // Half of all normal noise lies within 0.6745 deviations.
    let best = 100 * (exp(0.6745 * World.noise) - 1)
    bench.add(
      Figure(
        name: "estimates: 17,000 known, 4,000 asked", value: time.median, unit: "s",
        target: .atMost(3), note: time.range))
    bench.add(
      Figure(
        name: "estimates: median error", value: 100 * Sample(errors).median, unit: "%",
        peer: "noise alone:", peerValue: best, target: .atMostTimesPeer(1.15)))
    bench.add(
      Figure(
        name: "estimates: truth outside of the 90 % interval",
        value: 100 * (1 - Double(inside) / Double(asked)), unit: "%", target: .atMost(13)))
  }
}

/// Things in towns, with a size, a quality and a position; what they fetch follows from these, from
/// a slope across the map, and from chance.
private struct World {
  private var random: Random

  struct Thing {
    let subject: Subject
    let target: Double
    let mark: UInt64
  }

  init(seed: UInt64) { random = Random(seed: seed) }

  static var observations: Observations {
    Observations(
      roles: [.feature, .feature, .feature, .feature], penalties: [1, 1, 1, 1],
      groupCount: towns, usesGroupDistance: false, positionCount: 2)
  }

  private static let towns = 70
  /// Standard deviation of the logarithm that no feature explains.
  static let noise = 0.12

  /// 0 to below 1.
  private mutating func unit() -> Double { Double(random.below(1 << 30)) / Double(1 << 30) }

  /// The sum of twelve is nearly normal.
  private mutating func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + unit() } }

  mutating func next() -> Thing {
    let town = random.below(Self.towns)
    let (east, north) = (Double(town % 10) * 8 + unit() * 8, Double(town / 10) * 8 + unit() * 8)
    let size = normal() * 0.4
    let rooms = (size * 2 + normal() * 0.7).rounded()
    let quality = normal().rounded()
    let age = unit() * 100 - 50
    let place = 0.4 * sin(east / 15) + 0.3 * cos(north / 11) + 0.05 * Double(town % 7)
    let target =
      12 + 0.8 * size + 0.03 * rooms + 0.12 * quality - 0.002 * age + place + normal() * Self.noise
    return Thing(
      subject: Subject(
        features: [size, rooms, quality, age], group: town,
        position: [Float(east / 0.5), Float(north / 0.5)]),
      target: target, mark: UInt64(random.below(Int.max)))
  }
}
