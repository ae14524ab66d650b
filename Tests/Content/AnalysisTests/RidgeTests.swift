import Testing

@testable import Analysis

@Suite struct `A regression` {
  /// y = 2 + 3a − b, with 1 for the second group.
  private static func data(_ rows: Int = 60, slip: Double = 0) -> Observations {
    var data = Observations(
      roles: [.feature, .feature], penalties: [0.001, 0.001], groupCount: 2,
      usesGroupDistance: true, positionCount: 0)
    for row in 0..<rows {
      let (first, second) = (Double(row % 7) - 3, Double(row % 5) - 2)
      let group = row % 2
      let target = 2 + 3 * first - second + Double(group) + (row == 11 ? slip : 0)
      data.append(Subject(features: [first, second], group: group), target: target)
    }
    return data
  }

  @Test func `finds the effects of columns and groups`() throws {
    let data = Self.data()
    let model = try #require(RidgeModel(data, rows: Array(0..<60), groupPenalty: 0.001))
    #expect(abs(model.coefficients[0] - 3) < 0.01)
    #expect(abs(model.coefficients[1] + 1) < 0.01)
    #expect(abs(model.groupEffects[1] - model.groupEffects[0] - 1) < 0.01)
  }

  @Test func `is not bent by a slip of a digit`() throws {
    let data = Self.data(slip: 1000)
    let model = try #require(RidgeModel(data, rows: Array(0..<60), groupPenalty: 0.001))
    #expect(abs(model.coefficients[0] - 3) < 0.05)
  }

  @Test(arguments: [(1.0, 0.9), (30.0, 0.5)])
  func `draws the effects of groups with few rows to 0`(_ penalty: Double, _ least: Double) throws {
    let model = try #require(
      RidgeModel(Self.data(), rows: Array(0..<60), groupPenalty: penalty))
    let gap = model.groupEffects[1] - model.groupEffects[0]
    #expect(gap < 1)
    #expect(gap > least - 0.05)
  }

  @Test func `keeps what was believed of a column of which nothing is seen`() throws {
    var data = Observations(
      roles: [.feature], penalties: [1], priors: [0.8], groupCount: 0, usesGroupDistance: false,
      positionCount: 0)
    for row in 0..<5 { data.append(Subject(features: [0], group: -1), target: Double(row)) }
    let model = try #require(RidgeModel(data, rows: Array(0..<5), groupPenalty: 3))
    #expect(abs(model.coefficients[0] - 0.8) < 1e-9)
  }

  @Test func `of one row or of equal columns has a solution all the same`() throws {
    var data = Observations(
      roles: [.feature, .feature], penalties: [1, 1], groupCount: 1, usesGroupDistance: true,
      positionCount: 0)
    data.append(Subject(features: [1, 1], group: 0), target: 5)
    let model = try #require(RidgeModel(data, rows: [0], groupPenalty: 3))
    #expect(abs(model.value(of: 0, in: data) - 5) < 1e-6)
    #expect(RidgeModel(data, rows: [], groupPenalty: 3) == nil)
  }
}

@Suite struct `A matrix` {
  @Test func `that is positive definite is solved`() throws {
    // 4 2 / 2 3 times (1, 2) is (8, 8).
    let cholesky = try #require(Cholesky(lower: [4, 0, 2, 3], size: 2))
    let x = cholesky.solve([8, 8])
    #expect(abs(x[0] - 1) < 1e-12)
    #expect(abs(x[1] - 2) < 1e-12)
  }

  @Test(arguments: [[1.0, 0, 1, 1], [0.0, 0, 0, 1], [1.0, 0, 2, 1]])
  func `that is not is refused`(_ lower: [Double]) {
    #expect(Cholesky(lower: lower, size: 2) == nil)
  }
}

@Suite struct `A quantile` {
  @Test(arguments: [
    ([3.0, 1, 2], 0.5, 2.0), ([1.0, 2], 0.5, 1.5), ([5.0], 0.9, 5.0),
    ([0.0, 10], 0.9, 9.0), ([1.0, 2, 3], 1.7, 3.0),
  ])
  func `lies between its neighbours in proportion`(
    _ values: [Double], _ share: Double, _ expected: Double
  ) {
    #expect(Quantiles.quantile(share, of: values) == expected)
  }

  @Test func `of nothing there is none`() {
    #expect(Quantiles.median([]) == nil)
    #expect(Quantiles.scale([]) == 0)
  }
}
