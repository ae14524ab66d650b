import Foundation
import Testing

@testable import Analysis

@Suite struct `A hazard` {
  private static let prior = HazardModel.Prior(intercept: -2, coefficients: [-4])

  @Test func `is the prior as long as nothing is known`() {
    let model = HazardModel([], groupCount: 2, prior: Self.prior)
    #expect(model.intercept == -2)
    #expect(model.coefficients == [-4])
    #expect(model.chance([0.1], group: 1) < model.chance([0], group: -1))
  }

  /// A thousand that last as the chances say, drawn from one seed.
  private static func market(
    _ count: Int, until limit: Double, _ chance: (Double, Int) -> Double
  ) -> [HazardModel.Observation] {
    var state: UInt64 = 7
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / Double(1 << 24)
    }
    return (0..<count).map { index in
      let (feature, group) = (next() - 0.5, index % 2)
      var periods = 1.0
      while periods < limit, next() > chance(feature, group) { periods += 1 }
      return HazardModel.Observation(
        features: [feature], group: group, periods: periods, hasEnded: periods < limit)
    }
  }

  @Test func `learns from what ended and from what has not`() {
    // Twice the feature halves the chance; the second group ends more often.
    let rows = Self.market(3000, until: 20) { feature, group in
      1 / (1 + exp(2 + 2 * feature - Double(group)))
    }
    let model = HazardModel(rows, groupCount: 2, prior: Self.prior)
    #expect(abs(model.coefficients[0] + 2) < 0.25)
    let ratio = model.chance([0], group: 1) / model.chance([0], group: 0)
    #expect((1.8...2.8).contains(ratio))
  }

  @Test(arguments: [(0.1, 1.0, 0.1), (0.5, 2.0, 0.75), (0.0, 9.0, 0.0)])
  func `adds up over periods`(_ chance: Double, _ periods: Double, _ expected: Double) {
    #expect(abs(HazardModel.chance(chance, within: periods) - expected) < 1e-12)
  }

  @Test func `of a single end is not carried away`() {
    let row = HazardModel.Observation(features: [0], group: 0, periods: 1, hasEnded: true)
    let model = HazardModel([row], groupCount: 1, prior: Self.prior)
    #expect(model.chance([0], group: 0) < 0.5)
  }
}
