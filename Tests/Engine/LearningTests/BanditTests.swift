import Learning
import TestSupport
import Testing

@Suite struct `A bandit` {
  @Test func `takes variants by their weights while little is known`() {
    let bandit = Bandit([.init("a", weight: 3), .init("b", weight: 1), .init("c", weight: 0)])
    var generator = SeededGenerator(seed: 1)
    var counts = [0, 0, 0]
    for _ in 0..<4000 { counts[bandit.choice(&generator)] += 1 }
    #expect(counts[2] == 0)
    #expect(abs(counts[0] - 3000) < 150)
  }

  @Test func `says how variants have done of which none may be taken`() {
    let arms = [
      Bandit.Arm("a", successes: 1, trials: 10, weight: 0),
      .init("b", successes: 9, trials: 10, weight: 0),
    ]
    var generator = SeededGenerator(seed: 3)
    #expect(Bandit(arms).verdict(&generator).best == 1)
  }

  @Test func `makes the same choices from the same seed`() {
    let bandit = Bandit([
      .init("a", successes: 9, trials: 90), .init("b", successes: 8, trials: 90),
    ])
    let choices = { () -> [Int] in
      var generator = SeededGenerator(seed: 5)
      return (0..<50).map { _ in bandit.choice(&generator) }
    }
    #expect(choices() == choices())
    #expect(Set(choices()).count == 2)
  }

  @Test func `shrinks what it knows little of towards what is known in general`() {
    let arms = [
      Bandit.Arm("new", successes: 1, trials: 1), .init("old", successes: 50, trials: 1000),
    ]
    var generator = SeededGenerator(seed: 2)
    let verdict = Bandit(arms, generalRate: 0.05).verdict(&generator)
    #expect(verdict.rates[0].mean < 0.1)
    #expect(verdict.rates[0].interval.upperBound > 0.15)
    #expect(!verdict.isWinner)
  }

  @Test func `calls a clear winner, with its lead`() {
    let arms = [
      Bandit.Arm("a", successes: 30, trials: 1000), .init("b", successes: 60, trials: 1000),
    ]
    var generator = SeededGenerator(seed: 3)
    let verdict = Bandit(arms, generalRate: 0.04).verdict(&generator)
    #expect(verdict.best == 1 && verdict.isWinner && verdict.certainty > 0.99)
    #expect(verdict.lead.lowerBound > 0.01 && verdict.lead.upperBound < 0.05)
  }

  /// The setting of the benchmark: 6,000 views, an outcome known some 300 views later.
  @Test func `loses at most half of what taking turns would`() {
    let rates = [0.03, 0.035, 0.04, 0.055]
    var regret = 0.0
    for run in 0..<2 {
      var market = Market(rates, seed: UInt64(run))
      for view in 0..<6000 {
        regret += 0.055 - rates[market.step(view)]
      }
    }
    let uniform = 2.0 * 6000 * (0.055 - 0.04)
    #expect(regret < 0.5 * uniform, "\(regret) of \(uniform)")
  }

  @Test func `calls no winner where there is none`() {
    var wrong = 0
    for run in 0..<6 {
      var market = Market([0.04, 0.04], seed: 1000 + UInt64(run))
      var isCalled = false
      for view in 0..<3000 {
        _ = market.step(view)
        if view % 500 == 499, market.bandit.verdict(&market.generator).isWinner { isCalled = true }
      }
      if isCalled { wrong += 1 }
    }
    #expect(wrong == 0)
  }
}

/// Views of pages with variants, whose outcomes come later.
private struct Market {
  private let rates: [Double]
  private var arms: [Bandit.Arm]
  private var pending: [(at: Int, arm: Int, hit: Bool)] = []
  var generator: SeededGenerator

  init(_ rates: [Double], seed: UInt64) {
    self.rates = rates
    arms = rates.indices.map { Bandit.Arm("\($0)") }
    generator = SeededGenerator(seed: seed)
  }

  var bandit: Bandit { Bandit(arms, generalRate: 0.04) }

  mutating func step(_ view: Int) -> Int {
    for outcome in pending where outcome.at <= view {
      arms[outcome.arm].trials += 1
      arms[outcome.arm].successes += outcome.hit ? 1 : 0
    }
    pending.removeAll { $0.at <= view }
    let arm = bandit.choice(&generator)
    let hit = Double.random(in: 0..<1, using: &generator) < rates[arm]
    let delay = Int.random(in: 0..<600, using: &generator)
    pending.append((view + delay, arm, hit))
    return arm
  }
}

@Suite struct `A Beta distribution` {
  /// From tables: the quantiles of Beta(a, b).
  @Test(arguments: [
    (1.0, 1.0, 0.9, 0.05, 0.95), (2, 2, 0.9, 0.1354, 0.8646), (10, 90, 0.95, 0.0495, 0.1656),
    (0.5, 0.5, 0.9, 0.00616, 0.99384),
  ])
  func `has its interval`(
    _ alpha: Double, _ beta: Double, _ probability: Double, _ low: Double, _ high: Double
  ) {
    let interval = Beta(alpha: alpha, beta: beta).interval(probability)
    #expect(abs(interval.lowerBound - low) < 0.001 && abs(interval.upperBound - high) < 0.001)
  }

  @Test(arguments: [(0.4, 3.0), (2, 5), (40, 960)])
  func `is drawn with its mean and spread`(_ alpha: Double, _ beta: Double) {
    let distribution = Beta(alpha: alpha, beta: beta)
    var generator = SeededGenerator(seed: 9)
    let draws = (0..<20_000).map { _ in distribution.draw(&generator) }
    let mean = draws.reduce(0, +) / 20_000
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    let exact = alpha * beta / ((alpha + beta) * (alpha + beta) * (alpha + beta + 1))
    #expect(abs(mean - distribution.mean) < 4 * (exact / 20_000).squareRoot())
    #expect(abs(variance / exact - 1) < 0.1)
  }
}
