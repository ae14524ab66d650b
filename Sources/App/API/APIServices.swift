package import Accounts
package import Agents
package import Foundation
package import Pipeline
package import Storage
package import Telemetry
package import Web

/// What programs may look at and act on.
package struct APIServices: Sendable {
  let workspace: Workspace
  let workers: [any Worker]
  let database: any Database
  let accounts: AccountBook
  let desk: ItemDesk
  let bulk: BulkDesk
  let rules: RuleDesk
  let uploads: UploadOutlook
  let scheduler: Scheduler
  let toolContext: @Sendable (String) -> ToolContext
  let events: EventStream
  let recentLog: RecentLog
  let metrics: WebMetrics
  let pipelineMetrics: PipelineMetrics
  let figures: @Sendable () async throws -> [Figure]
  let now: @Sendable () -> Date

  package init(
    workspace: Workspace, workers: [any Worker], database: any Database, accounts: AccountBook,
    desk: ItemDesk, bulk: BulkDesk, rules: RuleDesk, uploads: UploadOutlook,
    scheduler: Scheduler,
    toolContext: @escaping @Sendable (String) -> ToolContext, events: EventStream,
    recentLog: RecentLog, metrics: WebMetrics, pipelineMetrics: PipelineMetrics,
    figures: @escaping @Sendable () async throws -> [Figure], now: @escaping @Sendable () -> Date
  ) {
    self.workspace = workspace
    self.workers = workers
    self.database = database
    self.accounts = accounts
    self.desk = desk
    self.bulk = bulk
    self.rules = rules
    self.uploads = uploads
    self.scheduler = scheduler
    self.toolContext = toolContext
    self.events = events
    self.recentLog = recentLog
    self.metrics = metrics
    self.pipelineMetrics = pipelineMetrics
    self.figures = figures
    self.now = now
  }

  func changed(_ topic: String, _ id: String, business: String? = nil) {
    events.publish(LiveChange(topic: topic, id: id, business: business))
  }
}
