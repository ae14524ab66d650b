import Files
import Foundation
import Learning

/// Variants that are shown to people by what is known of them, whose answers come late.
struct BanditRun {
  /// How often each variant serves.
  let rates: [Double]
  let views: Int
  /// The variant of each view, and whether it served.
  private(set) var trace: [(arm: Int, served: Bool)] = []
  private(set) var arms: [Bandit.Arm]
  /// Whether one was called the winner at one of twelve looks.
  private(set) var hasWinner = false
  /// The variant that is taken for the best at the end.
  private(set) var best = 0

  /// Views until an answer is known, in the mean.
  private static let delayMean = 300.0
  private static let looks = 12

  init(rates: [Double], views: Int, seed: UInt64) {
    self.rates = rates
    self.views = views
    arms = rates.indices.map { Bandit.Arm("v\($0)") }
    var random = Random(seed: seed)
    // By the view at which they are known.
    var coming: [[(arm: Int, served: Bool)]] = Array(repeating: [], count: views)
    for view in 0..<views {
      for answer in coming[view] {
        arms[answer.arm].trials += 1
        if answer.served { arms[answer.arm].successes += 1 }
      }
      let arm = Bandit(arms).choice(&random)
      let served = Self.part(&random) < rates[arm]
      trace.append((arm, served))
      let known = view + 1 + Int(-log(1 - Self.part(&random)) * Self.delayMean)
      if known < views { coming[known].append((arm, served)) }
      if (view + 1) % (views / Self.looks) == 0, !hasWinner {
        hasWinner = Bandit(arms).verdict(&random).isWinner
      }
    }
    best = Bandit(arms).verdict(&random).best
  }

  var isRight: Bool { rates[best] == rates.max() }

  /// What was lost against always showing the best.
  var regret: Double {
    let best = rates.max() ?? 0
    return trace.reduce(0) { $0 + best - rates[$1.arm] }
  }

  /// The same when they take turns.
  var uniformRegret: Double {
    Double(views) * ((rates.max() ?? 0) - rates.reduce(0, +) / Double(rates.count))
  }

  private static func part(_ random: inout Random) -> Double {
    Double(random.next() >> 11) * 0x1p-53
  }

  static let argument = "--bandit"

  /// `--bandit RATE,RATE… SEED TRACE.csv TRUTH.json`: for programs that judge the choices.
  static func write(_ arguments: [String]) throws {
    let rates = arguments.first?.split(separator: ",").compactMap { Double($0) } ?? []
    guard arguments.count == 4, rates.count > 1, let seed = UInt64(arguments[1]) else {
      throw BenchError("--bandit RATE,RATE… SEED TRACE.csv TRUTH.json")
    }
    let run = BanditRun(rates: rates, views: 6000, seed: seed)
    let rows = run.trace.enumerated().map { "\($0),v\($1.arm),\($1.served ? 1 : 0)" }
    let trace = "round,arm,reward\n" + rows.joined(separator: "\n") + "\n"
    try FileWriter.write(Array(trace.utf8), to: Path(arguments[2]))
    let truth = rates.enumerated().map { "\"v\($0)\": \($1)" }.joined(separator: ", ")
    try FileWriter.write(Array("{\(truth)}\n".utf8), to: Path(arguments[3]))
  }
}
