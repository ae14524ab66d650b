import Testing

@testable import Analysis

@Suite struct `An estimate` {
  /// Targets of 1 + a + b/2 and a little noise, all from one seed.
  private static func data(
    _ count: Int, noise: Double, changing row: Int? = nil, by change: Double = 0
  ) -> (Observations, [UInt64]) {
    var data = Observations(
      roles: [.feature, .feature], penalties: [1, 1], groupCount: 3, usesGroupDistance: true,
      positionCount: 0)
    var state: UInt64 = 42
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / Double(1 << 24)
    }
    var marks: [UInt64] = []
    for index in 0..<count {
      let (first, second) = (next() - 0.5, next() * 4)
      // The sum of twelve is nearly normal.
      let error = (0..<12).reduce(-6.0) { sum, _ in sum + next() } * noise
      data.append(
        Subject(features: [first, second], group: index % 3),
        target: 1 + first + second / 2 + error + (index == row ? change : 0))
      marks.append(UInt64(index) &* 0x9e37_79b9_7f4a_7c15)
    }
    return (data, marks)
  }

  @Test(arguments: [12, 60, 150])
  func `is not moved by its own target, nor is its interval`(_ count: Int) throws {
    for row in [0, count / 2, count - 1] {
      let (before, marks) = Self.data(count, noise: 0.1)
      let (after, _) = Self.data(count, noise: 0.1, changing: row, by: 0.7)
      let first = try #require(CrossFit(before, marks: marks, isNewest: []))
      let second = try #require(CrossFit(after, marks: marks, isNewest: []))
      let subject = before.subject(row)
      let (estimate, interval) = try #require(first.estimate(subject, ofRow: row))
      let (changed, changedInterval) = try #require(second.estimate(subject, ofRow: row))
      #expect(estimate.value == changed.value)
      #expect(estimate.spread == changed.spread)
      #expect(interval.ninety == changedInterval.ninety)
      #expect(!estimate.neighbours.contains { $0.row == row })
    }
  }

  @Test func `is near the truth, and 90 of 100 targets lie in its interval`() throws {
    let (data, marks) = Self.data(800, noise: 0.1)
    let fit = try #require(CrossFit(data, marks: marks, isNewest: []))
    var inside = 0
    var errors: [Double] = []
    for row in 0..<data.count {
      let (estimate, interval) = try #require(fit.estimate(data.subject(row), ofRow: row))
      let error = abs(data.targets[row] - estimate.value)
      errors.append(error)
      if error <= interval.ninety * estimate.spread { inside += 1 }
    }
    // The noise alone has a median of 0.067.
    #expect(try #require(Quantiles.median(errors)) < 0.075)
    #expect((0.87...0.93).contains(Double(inside) / Double(data.count)))
  }

  @Test func `is the weighted mean of its adjusted neighbours`() throws {
    let (data, marks) = Self.data(100, noise: 0.1)
    let fit = try #require(CrossFit(data, marks: marks, isNewest: []))
    let (estimate, _) = try #require(fit.estimate(Subject(features: [0.1, 2], group: 1)))
    #expect(estimate.neighbours.count == 15)
    let mean = estimate.neighbours.reduce(0) { $0 + $1.weight * $1.adjusted }
    #expect(abs(mean - estimate.value) < 1e-9)
    #expect(abs(estimate.neighbours.reduce(0) { $0 + $1.weight } - 1) < 1e-9)
  }

  @Test func `follows the newest targets as far as they are many`() throws {
    var (data, marks) = Self.data(200, noise: 0.05)
    for row in 0..<60 {
      let subject = data.subject(row)
      data.append(
        Subject(features: subject.features, group: subject.group),
        target: data.targets[row] + 0.2)
      marks.append(UInt64(row) &* 0xbf58_476d_1ce4_e5b9)
    }
    let fit = try #require(
      CrossFit(data, marks: marks, isNewest: (0..<260).map { $0 >= 200 }))
    let (_, calibration) = try #require(fit.estimate(data.subject(0)))
    #expect((0.05...0.2).contains(calibration.drift))
  }

  @Test func `of fewer than two rows there is none`() {
    let (data, marks) = Self.data(1, noise: 0)
    #expect(CrossFit(data, marks: marks, isNewest: []) == nil)
  }
}
