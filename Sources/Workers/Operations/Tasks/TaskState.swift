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
    .blocked: [.pending, .escalated, .cancelled],
    .review: [.completed, .failed, .inProgress, .cancelled],
    .failed: [.pending, .escalated, .cancelled],
    .escalated: [.pending, .assigned, .completed, .cancelled],
    // What happens again is to be done again.
    .completed: [.pending],
    .cancelled: [.pending],
  ]
}
