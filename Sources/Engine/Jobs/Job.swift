/// The durable row that says that a stage of an item is to be run. An item has one job, which moves
/// on with it.
package struct Job: Sendable, Equatable {
  package let item: Int
  /// The stage's name.
  package let stage: String
  /// 1 for the first attempt at this stage.
  package let attempt: Int
  /// How often a daemon ended without warning while the item was at work.
  package let crashes: Int
  /// Grows with each lease: who holds an older one can change nothing.
  package let fence: Int
  package let rule: String

  package init(
    item: Int, stage: String, attempt: Int, crashes: Int, fence: Int, rule: String
  ) {
    self.item = item
    self.stage = stage
    self.attempt = attempt
    self.crashes = crashes
    self.fence = fence
    self.rule = rule
  }

  /// Nobody has ever held a lease of this item before.
  package var isFirst: Bool { fence == 1 }

  /// The same lease at the next stage.
  package func moved(to stage: some RawRepresentable<String>) -> Job {
    Job(
      item: item, stage: stage.rawValue, attempt: 1, crashes: crashes, fence: fence, rule: rule)
  }
}
