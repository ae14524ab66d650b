import API
import Agents
import Jobs
import Models
package import Pipeline
package import Storage

/// The tables of the engine and of all workers.
package enum Schema {
  package static func migrations(of workers: [any Worker]) -> [Migration] {
    JobTable.migrations + ItemTable.migrations + StageGates.migrations + Outbox.migrations
      + Scheduler.migrations + RuleHistory.migrations + ModelTables.migrations
      + APIRoutes.migrations
      + workers.flatMap(\.migrations)
  }
}
