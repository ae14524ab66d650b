package import Agents
import Foundation
package import Pipeline
package import Rules
package import Storage

// Logs in; incidents, tasks and who does them out. The second domain: it shows that the engine
// knows none.

/// Finds what failed in logs, and sees that somebody does something about it.
package struct OperationsWorker: Worker {
  package let name = "operations"
  package let routes: [any Route] = [LogRoute(), ReportRoute()]
  package let migrations: [Migration] = OperationsMigrations.all
  package let optionNames: Set<String>? = OperationsOptions.names
  package let ruleFiles = OperationsRules.files
  package let tools = OperationsTools.all
  package let schedules = OperationsTools.schedules
  package let panels = [TasksPanel.panel]

  package init() {}

  package func problems(in options: [String: RuleValue]) -> [OptionProblem] {
    OperationsOptions(options).problems
  }

  package func faults(in file: RuleFile) -> [RuleFault] {
    OperationsRules.read(own: [file]).faults
  }

  package func agents(in context: ToolContext) async throws -> [AgentSummary] {
    let agents = try context.operationsRules().agents
    let name = name
    return try await context.tables.read { connection in
      try TaskClock(connection).businesses().flatMap { business in
        let table = TaskTable(connection, business: business)
        let paces = try table.paces(of: agents)
        return try table.records(of: agents, for: .bugFix).map {
          AgentSummary(
            $0.agent, $0.record, paces[$0.agent.name] ?? AgentPace(), worker: name,
            business: business)
        }
      }
    }
  }
}

extension AgentSummary {
  init(
    _ agent: Agent, _ record: AgentRecord, _ pace: AgentPace, worker: String, business: String
  ) {
    func date(_ milliseconds: Int) -> Date {
      Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    }
    self.init(
      worker: worker, business: business, name: agent.name, type: agent.type,
      reach: agent.reach.name, capabilities: agent.capabilities.map(\.rawValue),
      open: record.open, openMax: agent.tasksMax, done: record.done, failed: record.failed,
      lastAssigned: record.lastAssigned.map(date), lastHeard: pace.heard.map(date),
      p95Seconds: pace.p95.map { Double($0) / 1000 })
  }
}
