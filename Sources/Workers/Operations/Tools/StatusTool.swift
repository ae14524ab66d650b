import Agents
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
      "\(open) tasks are open in \(counts.count) businesses, \(escalated) wait for a person",
      columns: ["business"] + states.map(\.rawValue),
      rows: counts.sorted { $0.key < $1.key }.map { business, counts in
        [.text(business)] + states.map { .integer(counts[$0.rawValue, default: 0]) }
      })
  }
}
