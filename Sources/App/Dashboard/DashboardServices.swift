package import Accounts
package import Agents
package import Foundation
package import Pipeline
package import Storage
package import Telemetry
package import Web

/// What the pages look at and act on.
package struct DashboardServices: Sendable {
  package var workspace: Workspace
  package var workers: [any Worker]
  package var database: any Database
  package var accounts: AccountBook
  package var desk: ItemDesk
  package var bulk: BulkDesk
  package var rules: RuleDesk
  package var scheduler: Scheduler
  package var gates: StageGates
  /// Items under way at one time, at most.
  package var itemsRunningMax: Int
  /// Says that there may be something to run.
  package var signal: @Sendable () -> Void
  /// Millionths of a dollar that models have cost since then.
  package var spent: @Sendable (Date) async throws -> Int
  /// What a worker's agents are asked with.
  package var toolContext: @Sendable (String) -> ToolContext
  package var events: EventStream
  package var recentLog: RecentLog
  /// What the watcher says of itself, as facts for people.
  package var watcherFacts: @Sendable () async -> [(name: String, value: String)]
  package var now: @Sendable () -> Date

  package init(
    workspace: Workspace, workers: [any Worker], database: any Database, accounts: AccountBook,
    desk: ItemDesk, bulk: BulkDesk, rules: RuleDesk, scheduler: Scheduler,
    gates: StageGates, itemsRunningMax: Int, signal: @escaping @Sendable () -> Void,
    spent: @escaping @Sendable (Date) async throws -> Int,
    toolContext: @escaping @Sendable (String) -> ToolContext, events: EventStream,
    recentLog: RecentLog,
    watcherFacts: @escaping @Sendable () async -> [(name: String, value: String)],
    now: @escaping @Sendable () -> Date
  ) {
    self.workspace = workspace
    self.workers = workers
    self.database = database
    self.accounts = accounts
    self.desk = desk
    self.bulk = bulk
    self.rules = rules
    self.scheduler = scheduler
    self.gates = gates
    self.itemsRunningMax = itemsRunningMax
    self.signal = signal
    self.spent = spent
    self.toolContext = toolContext
    self.events = events
    self.recentLog = recentLog
    self.watcherFacts = watcherFacts
    self.now = now
  }

  /// When today began, by the world's time.
  var midnight: Date {
    let day = 86_400.0
    return Date(timeIntervalSince1970: (now().timeIntervalSince1970 / day).rounded(.down) * day)
  }

  func changed(_ topic: String, _ id: String, business: String? = nil) {
    events.publish(LiveChange(topic: topic, id: id, business: business))
  }
}
