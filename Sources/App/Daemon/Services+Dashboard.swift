import Agents
import Dashboard
import Foundation
import Models
import Pipeline
import Storage
import Watching

extension Services {
  /// What the pages look at and act on.
  func dashboard(_ web: WebService, _ watcher: Watcher) -> DashboardServices {
    let (dispatcher, tools) = (dispatcher, tools)
    let (directory, known) = (configuration.workspace.rules, WorkerNames.of(workers))
    let desk = ItemDesk(
      workspace: configuration.workspace, database: database, recovery: recovery,
      now: { Date() }, signal: { dispatcher.signal() })
    return DashboardServices(
      workspace: configuration.workspace, workers: workers, database: database,
      accounts: web.store.accounts, desk: desk,
      bulk: BulkDesk(desk, database, now: { Date() }),
      rules: RuleDesk(
        workspace: configuration.workspace, database: database, now: { Date() },
        check: { RuleFiles.check($0, in: directory, workers: known) }),
      scheduler: scheduler, gates: gates, itemsRunningMax: configuration.engine.itemsRunningMax,
      signal: { dispatcher.signal() },
      spent: { [database] since in
        try await database.read { connection in
          try ModelReports(connection).costs(by: .provider, since: since.timeIntervalSince1970)
            .reduce(0) { $0 + $1.cost }
        }
      }, toolContext: { tools.context(of: $0) }, events: web.events,
      recentLog: recentLog, watcherFacts: { Self.facts(await watcher.status()) },
      now: { Date() })
  }

  /// What the watcher says of itself.
  private static func facts(_ status: WatchStatus) -> [(name: String, value: String)] {
    let areas = status.areas.map { "\($0.fileSystem): \($0.mode)" }
    return [
      ("Inbox", status.isRootPresent ? "is there" : "is missing"),
      ("Directories", String(status.directories)), ("Watches", String(status.watches)),
      ("How it is watched", areas.joined(separator: ", ")),
      ("Scans", String(status.scans)), ("Files that wait to be whole", String(status.pending)),
    ]
  }
}
