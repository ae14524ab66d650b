import Logs
import Pages

/// The day in a few lines: what came, what is open, what was done.
struct DailyReport {
  private let board: Board
  /// In the day that it is about, in milliseconds since 1970.
  private let time: Int

  /// So many incidents are named.
  private static let namedMax = 20

  init(_ board: Board, of time: Int) {
    self.board = board
    self.time = time
  }

  func text() -> String {
    let day = Day.text(time).prefix(10)
    let start = time - time % TaskPolicy.day
    let counts = board.days[start]
    let words = Words.english
    var lines = [
      "# \(day)", "",
      "- \(words.count(counts?.newIncidents ?? 0, "1 new incident", "%1 new incidents")), "
        + "\(counts?.incidents ?? 0) in all",
      "- \(words.count(counts?.done ?? 0, "1 task was done", "%1 tasks were done"))",
      "- Open now, at \(Day.text(board.now)): "
        + words.count(board.openCount, "1 task", "%1 tasks") + ", "
        + words.count(
          board.count(of: [.escalated]), "1 waits for a person", "%1 wait for a person"), "",
    ]
    let urgent = board.openTasks.sorted {
      (TaskPolicy.rank($0, at: board.now), $1.id) > (TaskPolicy.rank($1, at: board.now), $0.id)
    }
    if !urgent.isEmpty { lines += ["## Open now, the most urgent first", ""] }
    for task in urgent.prefix(Self.namedMax) {
      let agent = task.agent.map { "with \($0)" } ?? task.state.rawValue
      lines.append(
        "- \(task.priority.rawValue): \(Markdown.plain(task.title)) (\(task.id), \(agent), due"
          + " \(Day.text(task.due)))")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
