/// Where a task stands.
enum TaskState: String, Sendable, CaseIterable {
  case pending, assigned, blocked, review, completed, failed, cancelled, escalated
  case inProgress = "in_progress"

  /// Whether somebody has to do something yet.
  var isOpen: Bool { self != .completed && self != .cancelled }

  /// Whether an agent has it.
  var isHeld: Bool { self == .assigned || self == .inProgress || self == .review }

  /// The one place that says which changes are right.
  func canBecome(_ next: TaskState) -> Bool { Self.changes[self]?.contains(next) ?? false }

  private static let changes: [TaskState: Set<TaskState>] = [
    .pending: [.assigned, .blocked, .escalated, .cancelled, .completed],
    .assigned: [
      .inProgress, .review, .completed, .failed, .blocked, .pending, .escalated, .cancelled,
    ],
    .inProgress: [.review, .completed, .failed, .blocked, .pending, .escalated, .cancelled],
    // A person may know that it is done, whatever became of the agent's attempt.
    .blocked: [.pending, .escalated, .completed, .cancelled],
    .review: [
      .inProgress, .completed, .failed, .blocked, .pending, .escalated, .cancelled,
    ],
    .failed: [.pending, .escalated, .completed, .cancelled],
    .escalated: [.pending, .assigned, .completed, .cancelled],
    // What happens again is to be done again.
    .completed: [.pending],
    .cancelled: [.pending],
  ]
}
