import Synchronization

/// How long the stages of each rule's items took of late: an item need not be seen at a stage that
/// is over in a moment.
package final class StagePace: Sendable {
  private struct Key: Hashable {
    let rule: String
    let stage: Stage
  }

  private let milliseconds = Mutex<[Key: Double]>([:])

  private let quick: Double
  /// What one slow run counts a run later.
  private static let memory = 0.9

  /// - Parameter quick: a stage that takes less than this many milliseconds is over in a moment.
  package init(quick: Double = 10) { self.quick = quick }

  package func note(_ run: Item.StageRun, of rule: String) {
    milliseconds.withLock { milliseconds in
      let key = Key(rule: rule, stage: run.stage)
      milliseconds[key] = max(run.milliseconds, milliseconds[key, default: 0] * Self.memory)
    }
  }

  /// Whether the stage has been quick for all items of the rule of late; false before the first.
  package func isQuick(_ stage: Stage, of rule: String) -> Bool {
    milliseconds.withLock { $0[Key(rule: rule, stage: stage)] ?? .infinity } < quick
  }
}
