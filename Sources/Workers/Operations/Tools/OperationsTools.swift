import Agents
import Files
import Foundation
import Logs
import Pipeline
import Rules
import Storage
import Tables

// The tools of this worker: what a person, a schedule or an agent can have done. None changes the
// tables of tasks itself: each drops a file into the business's `tasks/`, which becomes an item.

/// The table of contents.
enum OperationsTools {
  static let all: [Tool] =
    [
      Tool("check", "looks at disk, memory, load, queues, database and agents") { _, context in
        try await HealthCheck(context).run().answer
      },
      Tool("status", "says how many tasks are where, by business") { _, context in
        try await StatusTool.run(context)
      },
      Tool("watch", "looks as “check” does, and drops a log of what is not as it should be") {
        try await WatchTool.run($0, $1)
      },
      Tool("tend", "has leases, deadlines and waiting tasks looked at where it is time") {
        try await TendTool.run($0, $1)
      },
      Tool("report", "has the report of the day that is over written, for each business") {
        try await TendTool.report($0, $1)
      },
      Tool("work", "has agents that are programs, tools or addresses do their tasks") {
        try await AgentWork($1).run($0)
      },
      IssueTool.tool, RecoverTool.tool,
    ] + TaskOrder.ofOneTask.map(OrderTool.tool)

  /// Those that an agent of the rule files can be.
  static let agentTools = ["check", "status"]

  static let schedules: [Schedule] = [
    Schedule("tend", .asNeeded(atMostEvery: .seconds(60)), tool: "tend", due: TendTool.due),
    Schedule("work", .asNeeded(atMostEvery: .seconds(15)), tool: "work") {
      try await AgentWork($0).due()
    },
    Schedule("watch", .every(.seconds(300)), tool: "watch"),
    Schedule("issues", .asNeeded(atMostEvery: .seconds(60)), tool: "issues", due: IssueTool.due),
    Schedule("report", daily, tool: "report"),
  ]

  /// Five minutes after midnight, when the last files of the day are through.
  private static let daily: Timing = {
    do {
      return try .cron("5 0 * * *")
    } catch {
      preconditionFailure("the line is wrong: \(error)")
    }
  }()
}

extension ToolContext {
  /// Milliseconds since 1970, as in the tables.
  var milliseconds: Int { Int(now.timeIntervalSince1970 * 1000) }

  /// The worker's tables with those of this workspace.
  func operationsRules() throws -> OperationsRules {
    let own = try OperationsRules.files.compactMap {
      try RuleFile(of: worker, $0, in: places.rules)
    }
    let (rules, faults) = OperationsRules.read(own: own)
    if faults.isEmpty { return rules }
    throw OperationsRuleError(faults: faults)
  }

  /// Drops what somebody says or wants, as the route of reports reads it.
  func drop(_ report: ReportFile, for business: String, named name: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    let folder = Path(worker) / BusinessDirectory.name(of: business) / "tasks"
    try drop(Array(try encoder.encode(report)), as: folder / "\(name).json")
  }
}
