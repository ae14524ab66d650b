import Logs

/// The day in a few lines: what came, what is open, what was done.
struct DailyReport {
  private let board: Board

  /// So many incidents are named.
  private static let namedMax = 20

  init(_ board: Board) { self.board = board }

  func text() -> String {
    let day = Day.text(board.now).prefix(10)
    let start = board.now - board.now % TaskPolicy.day
    let new = board.incidents.filter { $0.opened >= start }
    let done = board.tasks.filter { $0.state == .completed && $0.changed >= start }
    var lines = [
      "# \(day)", "",
      "- \(new.count) new incidents, \(board.incidents.count) in all",
      "- \(board.openTasks.count) tasks are open, \(done.count) were done today",
      "- \(board.tasks(in: .escalated).count) wait for a person", "",
    ]
    let urgent = board.openTasks.sorted {
      (TaskPolicy.rank($0, at: board.now), $1.id) > (TaskPolicy.rank($1, at: board.now), $0.id)
    }
    if !urgent.isEmpty { lines += ["## Open, the most urgent first", ""] }
    for task in urgent.prefix(Self.namedMax) {
      let agent = task.agent.map { "with \($0)" } ?? task.state.rawValue
      lines.append(
        "- \(task.priority.rawValue): \(Markdown.plain(task.title)) (\(task.id), \(agent), due"
          + " \(Day.text(task.due)))")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
