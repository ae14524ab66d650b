package import Accounts
package import Agents
package import Foundation
package import Pipeline
package import Storage
package import Telemetry
package import Web

/// What the watcher says of itself.
package struct WatchFacts: Sendable {
  /// A file that waits, and why.
  package struct Waiting: Sendable {
    package let file: String
    package let seconds: Double
    package let reason: String

    package init(file: String, seconds: Double, reason: String) {
      self.file = file
      self.seconds = seconds
      self.reason = reason
    }
  }

  package var isInboxThere = true
  /// “ext: hybrid”, for each file system.
  package var modes: [String] = []
  package var directories = 0
  /// That got no watch and are looked at again and again.
  package var polled = 0
  package var watches = 0
  /// Nil where the kernel does not say.
  package var watchesMax: Int?
  package var events = 0
  /// In the last minute.
  package var eventsPerSecond = 0.0
  package var overflows = 0
  package var scans = 0
  package var pending = 0
  /// Those of them that a program has had open for longest.
  package var heldOpen: [Waiting] = []
  /// What could not be looked at, with the error.
  package var problems: [String] = []
  /// What to do; nil where all is well.
  package var advice: String?

  package init() {}
}

/// The settings, and what is wrong with them.
package struct SettingFacts: Sendable {
  /// One of them, as `dropmill.yaml` has it.
  package struct Setting: Sendable {
    package let name: String
    /// As it is written; nil for none.
    package let value: String?
    /// What holds where nothing is set; nil when nothing does.
    package let byDefault: String?
    /// The line that sets it; nil where none does.
    package let line: Int?
    /// Why what is written cannot be used.
    package let fault: String?

    package init(name: String, value: String?, byDefault: String?, line: Int?, fault: String?) {
      self.name = name
      self.value = value
      self.byDefault = byDefault
      self.line = line
      self.fault = fault
    }
  }

  package var settings: [Setting]
  /// What is wrong, and not with the value of one setting.
  package var faults: [String]
  /// The file as a whole is not taken: what was read before stays in force.
  package var isRefused: Bool

  package init(settings: [Setting] = [], faults: [String] = [], isRefused: Bool = false) {
    self.settings = settings
    self.faults = faults
    self.isRefused = isRefused
  }
}

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
  package var watch: @Sendable () async -> WatchFacts
  /// What the settings file says, and what holds where it says nothing.
  package var settings: @Sendable () throws -> SettingFacts
  package var now: @Sendable () -> Date

  package init(
    workspace: Workspace, workers: [any Worker], database: any Database, accounts: AccountBook,
    desk: ItemDesk, bulk: BulkDesk, rules: RuleDesk, scheduler: Scheduler,
    gates: StageGates, itemsRunningMax: Int, signal: @escaping @Sendable () -> Void,
    spent: @escaping @Sendable (Date) async throws -> Int,
    toolContext: @escaping @Sendable (String) -> ToolContext, events: EventStream,
    recentLog: RecentLog,
    watch: @escaping @Sendable () async -> WatchFacts,
    settings: @escaping @Sendable () throws -> SettingFacts,
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
    self.watch = watch
    self.settings = settings
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
