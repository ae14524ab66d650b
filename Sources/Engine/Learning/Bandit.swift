// Which of several variants serves best is learned while they are used (Thompson sampling): each
// is tried as often as it is likely to be the best. What is believed of a variant is a Beta
// distribution around what is known in general, moved by its own successes and failures.

/// Variants of one thing, and how they have done.
package struct Bandit: Sendable {
  /// A variant, and how it has done.
  package struct Arm: Sendable, Hashable {
    package let name: String
    package var successes: Double
    package var trials: Double
    /// Its share as long as little is known; one of 0 is never taken.
    package let weight: Double

    package init(_ name: String, successes: Double = 0, trials: Double = 0, weight: Double = 1) {
      self.name = name
      self.successes = min(successes, trials)
      self.trials = trials
      self.weight = weight
    }
  }

  /// What can be said about which is best.
  package struct Verdict: Sendable {
    /// The arm with the best mean, in the order given.
    package let best: Int
    /// How likely it is that the best is the best.
    package let certainty: Double
    /// How much better it is than the next, in rates, with nine chances in ten.
    package let lead: ClosedRange<Double>
    /// Whether that may be said aloud.
    package let isWinner: Bool
    /// The rate of each arm: the middle, and where it lies with nine chances in ten.
    package let rates: [(mean: Double, interval: ClosedRange<Double>)]
  }

  /// Trials of an arm before anything is drawn by success.
  package static let trialsMin = 30.0
  /// Trials of an arm before one of them may be called the winner.
  package static let trialsOfWinnerMin = 200.0
  /// Nobody looks only once: with this certainty, looking twelve times calls fewer than one in
  /// twenty equal variants a winner (docs/benchmarks.md).
  package static let certaintyOfWinner = 0.9975
  /// How many trials the general rate counts for.
  package static let priorTrials = 20.0

  package let arms: [Arm]
  private let prior: Beta

  /// - Parameters:
  ///   - arms: at least one.
  ///   - generalRate: of all variants everywhere, towards which those with few trials shrink; nil
  ///     when nothing is known.
  package init(_ arms: [Arm], generalRate: Double? = nil) {
    precondition(!arms.isEmpty, "nothing can be said of no variant")
    self.arms = arms
    let rate = min(max(generalRate ?? 0.05, 0.005), 0.995)
    prior = Beta(alpha: Self.priorTrials * rate, beta: Self.priorTrials * (1 - rate))
  }

  private func belief(_ arm: Arm) -> Beta {
    Beta(
      alpha: prior.alpha + arm.successes, beta: prior.beta + arm.trials - arm.successes)
  }

  /// The arm to take next. The same generator gives the same choice. One of them has a weight.
  package func choice(_ generator: inout some RandomNumberGenerator) -> Int {
    let open = arms.indices.filter { arms[$0].weight > 0 }
    precondition(!open.isEmpty, "a choice needs a variant that may be taken")
    if open.contains(where: { arms[$0].trials < Self.trialsMin }) {
      return byWeight(open, &generator)
    }
    let draws = open.map { belief(arms[$0]).draw(&generator) }
    let best = zip(open, draws).max { $0.1 < $1.1 }
    return best?.0 ?? open[0]
  }

  /// - Parameter open: arms that may be taken, in order.
  private func byWeight(
    _ open: [Int], _ generator: inout some RandomNumberGenerator
  ) -> Int {
    let total = open.reduce(0) { $0 + arms[$1].weight }
    var rest = Double(generator.next() >> 11) * 0x1p-53 * total
    for index in open {
      rest -= arms[index].weight
      if rest < 0 { return index }
    }
    return open[open.count - 1]
  }

  /// What the trials say. The same generator gives the same verdict.
  package func verdict(_ generator: inout some RandomNumberGenerator) -> Verdict {
    let beliefs = arms.map(belief)
    let order = arms.indices.sorted { beliefs[$0].mean > beliefs[$1].mean }
    let best = order[0]
    var wins = 0
    var leads: [Double] = []
    for _ in 0..<Self.draws {
      let draw = beliefs.map { $0.draw(&generator) }
      let next = draw.indices.filter { $0 != best }.map { draw[$0] }.max() ?? 0
      if draw[best] > next { wins += 1 }
      leads.append(draw[best] - next)
    }
    leads.sort()
    let certainty = Double(wins) / Double(Self.draws)
    let isTried = arms.allSatisfy { $0.trials >= Self.trialsOfWinnerMin }
    return Verdict(
      best: best, certainty: certainty,
      lead: leads[Self.draws / 20]...leads[Self.draws - 1 - Self.draws / 20],
      isWinner: arms.count > 1 && isTried && certainty >= Self.certaintyOfWinner,
      rates: beliefs.map { ($0.mean, $0.interval(0.9)) })
  }

  private static let draws = 2000
}
