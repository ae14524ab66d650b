/// What a person or a schedule wants done with tasks.
enum TaskOrder: String, Sendable, CaseIterable {
  /// Given to an agent: the one that is named, or whom it suits best.
  case assign
  /// Begun anew at once, whatever has failed.
  case retry
  case escalate
  case complete
  case cancel
  /// All that time alone does.
  case tend
  /// The report of a day that is over.
  case report

  /// Those about one task.
  static let ofOneTask: [TaskOrder] = [.assign, .retry, .escalate, .complete, .cancel]
}
