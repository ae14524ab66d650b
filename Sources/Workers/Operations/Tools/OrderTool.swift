import Agents
import Foundation
import Logs
import Storage

/// `assign`, `retry`, `escalate`, `complete`, `cancel`: what a person wants done with one task.
enum OrderTool {
  static func tool(_ order: TaskOrder) -> Tool {
    var parameters = [ToolParameter("task", .text, "the task’s id", isRequired: true)]
    if order == .assign {
      parameters.append(ToolParameter("agent", .text, "who gets it; else whom it suits best"))
    }
    parameters += [
      ToolParameter("business", .text, "whose task it is, where two have one of this id"),
      ToolParameter("note", .text, "why, for the timeline"),
    ]
    return Tool(order.rawValue, sentence(order), parameters) { call, context in
      try await run(order, call, context)
    }
  }

  private static func sentence(_ order: TaskOrder) -> String {
    switch order {
    case .assign: "gives a task to an agent"
    case .retry: "has a task begun anew, by another agent"
    case .escalate: "raises a task by one step; after three a person has it"
    case .complete: "says that a task is done"
    case .cancel: "says that a task is not to be done"
    case .tend, .report: preconditionFailure("not about one task")
    }
  }

  private static func run(
    _ order: TaskOrder, _ call: ToolCall, _ context: ToolContext
  ) async throws -> ToolAnswer {
    let task = call.text("task") ?? ""
    let business = try await business(of: task, call.text("business"), context)
    let rules = try context.operationsRules()
    let now = context.milliseconds
    let preview = await Trial.outcome(context.tables) { connection in
      let table = TaskTable(connection, business: business)
      var desk = TaskDesk(table, rules: rules, policy: .balanced, now: now)
      let problem = try desk.order(
        order, task, agent: call.text("agent"), by: call.by, note: call.text("note") ?? "")
      if let problem { throw ToolError(.refused, problem) }
      try desk.keep()
      try desk.assign()
      return try table.task(task)
    }
    guard let after = try preview.get() else {
      throw ToolError(.refused, "there is no task \(task)")
    }
    let holder = after.agent.map { " with \($0)" } ?? ""
    let outcome =
      "\(task) \(call.isDryRun ? "would be" : "will be") \(after.state.rawValue)\(holder)"
    if !call.isDryRun {
      var report = ReportFile()
      report.order = order.rawValue
      report.task = task
      report.agent = call.text("agent")
      report.note = call.text("note")
      report.by = call.by
      report.at = Day.text(now)
      try context.drop(report, for: business, named: "\(task).\(now).\(order.rawValue)")
    }
    return ToolAnswer(
      outcome, columns: ["business", "task", "state", "agent", "priority", "due"],
      rows: [
        [
          .text(business), .text(task), .text(after.state.rawValue), ToolValue(after.agent),
          .text(after.priority.rawValue), .text(Day.text(after.due)),
        ]
      ])
  }

  private static func business(
    of task: String, _ named: String?, _ context: ToolContext
  ) async throws -> String {
    let owners = try await context.tables.read { connection in
      try connection.query(
        "select business from operations_task where id = $1 order by business", [.text(task)]
      ) { $0.text(0) }
    }
    let fitting = owners.filter { named == nil || $0 == named }
    if fitting.count > 1 {
      throw ToolError(
        .badArgument, "\(task) is a task of \(fitting.joined(separator: " and of ")): say whose")
    }
    guard let owner = fitting.first else {
      throw ToolError(
        .refused, "there is no task \(task)" + (named.map { " of \($0)" } ?? ""))
    }
    return owner
  }
}

/// Statements whose outcome is wanted and whose changes are not.
enum Trial {
  private struct Undone<Value: Sendable>: Error { let value: Value }

  /// Runs `body` in a transaction that is always taken back.
  static func outcome<Value: Sendable>(
    _ database: any Database,
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async -> Result<Value, any Error> {
    do {
      try await database.write { throw Undone(value: try body($0)) }
      preconditionFailure("a trial always ends with its value as an error")
    } catch let undone as Undone<Value> {
      return .success(undone.value)
    } catch {
      return .failure(error)
    }
  }
}
