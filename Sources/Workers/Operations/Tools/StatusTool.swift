import Agents
import Pages
import Storage

/// `status`: the tasks of each business, by state.
enum StatusTool {
  static func run(_ context: ToolContext) async throws -> ToolAnswer {
    let counts = try await context.tables.read { connection in
      var counts: [String: [String: Int]] = [:]
      try connection.forEach(
        "select business, state, count(*) from operations_task group by business, state", []
      ) { counts[$0.text(0), default: [:]][$0.text(1)] = $0.integer(2) }
      return counts
    }
    let states = TaskState.allCases
    let open = counts.values.reduce(0) { sum, counts in
      sum + states.filter(\.isOpen).reduce(0) { $0 + counts[$1.rawValue, default: 0] }
    }
    let escalated = counts.values.reduce(0) { $0 + $1[TaskState.escalated.rawValue, default: 0] }
    return ToolAnswer(
      summary(open: open, businesses: counts.count, escalated: escalated),
      columns: ["business"] + states.map(\.rawValue),
      rows: counts.sorted { $0.key < $1.key }.map { business, counts in
        [.text(business)] + states.map { .integer(counts[$0.rawValue, default: 0]) }
      })
  }

  static func summary(open: Int, businesses: Int, escalated: Int) -> String {
    let words = Words.english
    return words.count(open, "1 task is open in ", "%1 tasks are open in ")
      + words.count(businesses, "1 business, ", "%1 businesses, ")
      + words.count(escalated, "1 waits for a person", "%1 wait for a person")
  }
}
