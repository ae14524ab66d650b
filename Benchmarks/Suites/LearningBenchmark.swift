/// Variants of prompts: what is lost while the best is found, and how often equal ones have a
/// winner.
enum LearningBenchmark: Benchmark {
  static let name = "learning"

  private static let cases: [(name: String, rates: [Double], target: Figure.Target)] = [
    ("two, 3 and 4 %", [0.03, 0.04], .atMost(0.5)),
    ("four, 3 to 5.5 %", [0.03, 0.035, 0.04, 0.055], .atMost(0.5)),
    ("six, the best 5 %", [0.03, 0.03, 0.032, 0.034, 0.036, 0.05], .none),
  ]

  static func run(_ bench: Bench) throws {
    let runs = bench.options.isQuick ? 20 : 200
    for (name, rates, target) in cases {
      let all = (0..<runs).map { BanditRun(rates: rates, views: 6000, seed: UInt64($0)) }
      let regret = all.reduce(0) { $0 + $1.regret } / all.reduce(0) { $0 + $1.uniformRegret }
      bench.add(
        Figure(
          name: "variants: regret against turns, \(name)", value: regret, unit: "×",
          target: target, note: "6,000 views, answers 300 later, \(runs) runs"))
      bench.add(
        Figure(
          name: "variants: the best is known at the end, \(name)",
          value: 100 * Double(all.count(where: \.isRight)) / Double(runs), unit: "%",
          target: rates.count == 4 ? .atLeast(95) : .none, note: "\(runs) runs"))
    }
    for count in [2, 4] {
      let all = (0..<runs).map {
        BanditRun(rates: Array(repeating: 0.04, count: count), views: 6000, seed: UInt64($0))
      }
      bench.add(
        Figure(
          name: "variants: \(count) equal ones with a winner, twelve looks",
          value: 100 * Double(all.count { $0.hasWinner }) / Double(runs), unit: "%",
          target: .atMost(5), note: "\(runs) runs"))
    }
  }
}
