import Agents
import Files
import Processes
import Storage
import Tables

/// `recover`: runs the program that a class of failure names. It is never run without a person's
/// word: what it would do is asked when the incident opens, and done when it is approved.
enum RecoverTool {
  static let tool = Tool(
    "recover", "runs the recovery program of an incident’s class",
    [
      ToolParameter("business", .text, "whose incident it is", isRequired: true),
      ToolParameter("incident", .text, "the incident’s id", isRequired: true),
    ], risk: .high
  ) { try await run($0, $1) }

  /// Asks for the recovery of incidents that are new, once for each: that it was asked for is
  /// written down behind the question. One that could not be put comes again, and one that waits
  /// is not put twice.
  static func ask(_ rules: OperationsRules, _ context: ToolContext) async throws -> [[ToolValue]] {
    let kinds = rules.kinds.filter { !$0.value.recovery.isEmpty }.map(\.key)
    if kinds.isEmpty { return [] }
    let now = context.milliseconds
    let fresh = try await context.tables.read { connection in
      try TaskClock(connection).businesses().flatMap { business in
        try TaskTable(connection, business: business).unrecoveredTasks(kinds)
          .map { (business: business, task: $0) }
      }
    }
    var said: [[ToolValue]] = []
    for (business, task) in fresh {
      guard let incident = task.incident else { continue }
      let answer = try await context.runner.call(
        tool.name, of: context.worker,
        ["business": .text(business), "incident": .text(incident)], isDryRun: false,
        by: "operations", why: "incident \(incident) of \(business)")
      let isNew = try await context.tables.write { connection in
        try TaskTable(connection, business: business).begin(task, "recover", at: now)
      }
      if isNew { said.append([.text(incident), .text(tool.name), .text(answer.summary)]) }
    }
    return said
  }

  private static func run(_ call: ToolCall, _ context: ToolContext) async throws -> ToolAnswer {
    let id = call.text("incident") ?? ""
    let business = call.text("business") ?? ""
    let found = try await context.tables.read { connection in
      let table = TaskTable(connection, business: business)
      return (try table.incident(id), try table.task(of: id))
    }
    guard let incident = found.0, let task = found.1 else {
      throw ToolError(.refused, "\(business) has no incident \(id)")
    }
    if !task.state.isOpen {
      throw ToolError(
        .refused, "the task of incident \(id) is \(task.state.rawValue): nothing is run")
    }
    let recovery = try context.operationsRules().kind(incident.kind).recovery
    if recovery.isEmpty {
      throw ToolError(.refused, "the class \(incident.kind) names no recovery program")
    }
    let program = AgentProgram(run: recovery)
    let words = try program.words(rules: context.places.rules)
    if call.isDryRun {
      return ToolAnswer("would run \(words) for “\(incident.title)” of \(business)")
    }
    let name = "recover.\(Scratch.mark(of: business)).\(id).\(incident.reopened)"
    let answer = try await Scratch.use(context, named: name) { directory in
      try await program.answer(
        to: TaskFiles.json(task, incident), in: directory, rules: context.places.rules)
    }
    if answer.state != .completed {
      throw ToolError(.refused, "\(words) \(answer.state.rawValue): \(answer.note)")
    }
    return ToolAnswer("\(words) has run: \(answer.note)")
  }
}
