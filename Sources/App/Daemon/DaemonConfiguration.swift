package import Pipeline
package import Supervision
package import Watching
package import Web

/// How a daemon works.
package struct DaemonConfiguration: Sendable {
  package var workspace: Workspace
  package var engine = Configuration()
  package var watch = WatchConfiguration()
  /// Nil: no web interface.
  package var web: WebConfiguration?
  /// Works off what is there, and ends.
  package var once = false
  /// Who wants to know how the daemon is.
  package var supervisor: Supervisor?

  /// How long originals are kept.
  package var retention = Retention.Limits()
  /// The boot that the daemon runs in; nil: whether the machine went down is not asked.
  package var boot: MachineStop.Boot?
  /// Texts that may have lost something when the machine went down wait for a person.
  package var holdsAfterCrash = true

  /// What `dropmill.yaml` says of each setting, to know whether it says something else now.
  package var written: [String: String] = [:]
  /// Of the program, for who measures it.
  package var version = ""

  package init(workspace: Workspace) { self.workspace = workspace }

  /// As the settings say.
  ///
  /// - Parameter cores: stages run on as many threads, unless the settings say how many.
  package init(workspace: Workspace, _ settings: Settings, cores: Int) {
    self.workspace = workspace
    written = settings.written
    watch.mode = settings.text(.watchMode).flatMap(WatchMode.init) ?? watch.mode
    watch.pollingInterval = settings.duration(.watchInterval) ?? watch.pollingInterval
    if let settle = settings.duration(.watchSettle) {
      watch.settle = settle
      // A server's clients see sizes late: what is set may only make the wait longer.
      watch.settleRemote = max(settle, watch.settleRemote)
    }
    engine.stageThreads = settings.count(.limitsThreads) ?? max(1, cores)
    engine.itemsRunningMax = settings.count(.limitsItems) ?? engine.itemsRunningMax
    engine.leaseMax = min(engine.leaseMax, engine.itemsRunningMax)
    engine.attemptsMax = settings.count(.limitsAttempts) ?? engine.attemptsMax
    retention.age = settings.duration(.keepDone).map { $0 / .seconds(1) }
    retention.trashAge = settings.duration(.keepTrash).map { $0 / .seconds(1) }
    retention.bytes = settings.bytes(.keepDoneSize)
    retention.historyAge = settings.duration(.keepHistory).map { $0 / .seconds(1) }
    holdsAfterCrash = settings.text(.intakeAfterCrash) == "hold"
    boot = .current
    engine.sourceBytesMax = settings.bytes(.limitsSource) ?? engine.sourceBytesMax
  }
}
