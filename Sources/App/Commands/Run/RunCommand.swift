import Daemon
import Executors
import Files
import Foundation
import Pipeline
import Supervision
import Telemetry
import Watching

/// `dropmill run`
struct RunCommand: Command {
  static let name = "run"
  static let summary = "watch the inbox and work until stopped"
  static let options = [
    Option.flag("--once", help: "work off what is there, then end"),
    Option.choice(
      "--mode", of: WatchMode.allCases.map(\.rawValue), help: "how to watch (default: auto)"),
    Option.value(
      "--discovery-interval", of: "TIME", help: "between two looks where polling (default: 5s)"),
    Option.value("--settle", of: "TIME", help: "how long a file must be quiet (default: 2s)"),
    Option.value(
      "--first-run", of: "DIR", takes: .directories,
      help: "drop copies of DIR if nothing ever ran here"),
    Option.value(
      "--listen", of: "ADDRESS", help: "of the web interface (default: 127.0.0.1:8321)"),
    Option.flag("--no-web", help: "no web interface; --once has none either"),
    Option.value(
      "--tls-certificate", of: "FILE", takes: .files, help: "PEM, to be reached from elsewhere"),
    Option.value("--tls-key", of: "FILE", takes: .files, help: "the certificate's key"),
    Option.value("--proxy", of: "ADDRESS,…", help: "reverse proxies that stand before it"),
    Option.choice(
      "--log", of: ["text", "json", "journal"], help: "log lines instead of progress"),
    Option.json, Option.dryRun,
  ]
  static let writes = true
  static let details = """
    Takes each file that is dropped into inbox/ once it is whole, and publishes into outbox/.
    Ctrl-C stops it; nothing is lost, the next run goes on. With --once it ends with 0, or with 3
    when items failed. SIGHUP makes it read its rules, settings and certificate again. Options win
    over dropmill.yaml.

      dropmill run --workspace ~/agency
      dropmill run --once && ls outbox/
      dropmill run --once --json | jq -r 'select(.type == "ended") | .place'
    """

  /// Seconds that stages have to come to an end when it is asked to stop.
  private static let graceSeconds = 9

  func run(_ arguments: Arguments, _ session: Session) async throws -> ExitCode {
    let workspace = session.workspace
    if arguments.has(Option.dryRun.name) { return try RunPreview(session).show() }
    let configuration = try Self.configuration(arguments, session)
    let logger = Self.logger(arguments, session)
    let tells = Self.logStyle(arguments, session) == nil && !session.console.isJSON
    let progress = RunProgress(
      session.console, workspace: workspace, isShown: tells, isOnce: configuration.once)
    let reloads = ReloadRequests()
    let daemon = DropmillDaemon(
      configuration: configuration, workers: session.workers, logger: logger, now: { Date() },
      reloads: reloads, reconfigure: { try Self.configuration(arguments, session) },
      observe: { progress.note($0) },
      began: { [console = session.console] in
        if tells { Self.tellBegin(workspace, isOnce: configuration.once, console) }
      },
      announce: { [console = session.console] in Self.tell($0, console) })
    try FirstRun.prepare(
      workspace, examples: arguments.path("--first-run"), session.console)
    let wasInterrupted = try await runUntilSignal(daemon, reloads) {
      Self.stop(workspace, configuration.supervisor, logger)
    }
    let hasEnded = configuration.once && !wasInterrupted
    try progress.finish(hasEnded ? try await InboxCount.current(session) : nil)
    if wasInterrupted { return configuration.once ? .interrupted : .success }
    return progress.failedCount > 0 ? .someFailed : .success
  }

  private static func tellBegin(_ workspace: Workspace, isOnce: Bool, _ console: Console) {
    let words = isOnce ? "taking what lies in" : "watching"
    console.note("\(words) \(workspace.inbox) (Ctrl-C stops)")
  }

  private static func tell(_ web: WebAnnouncement, _ console: Console) {
    console.note("dashboard: \(web.address)/")
    guard let link = web.firstLink else { return }
    console.note("first sign-in, works once and for a day: \(link)")
  }

  /// - Returns: whether a signal ended it.
  private func runUntilSignal(
    _ daemon: DropmillDaemon, _ reloads: ReloadRequests,
    stopping: @escaping @Sendable () -> Void
  ) async throws -> Bool {
    let signals = Signals([Signals.interrupt, Signals.terminate, Signals.hangUp])
    return try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        try await daemon.run()
        return false
      }
      group.addTask {
        for await signal in signals.received {
          if signal != Signals.hangUp {
            stopping()
            return true
          }
          reloads.ask()
        }
        return false
      }
      defer { group.cancelAll() }
      let first = try await group.next() ?? false
      group.cancelAll()
      // A daemon that was asked to stop ends with whatever it was waiting for being cancelled.
      do {
        while try await group.next() != nil {}
      } catch is CancellationError {}
      return first
    }
  }

  /// From here it has some seconds. What is at work then is left as a crash would leave it, and run
  /// again by the next start; a note says that it is not to blame.
  private static func stop(
    _ workspace: Workspace, _ supervisor: Supervisor?, _ logger: Logger
  ) {
    do throws(SupervisorError) {
      try supervisor?.tell(.stopping)
    } catch {
      logger.warning("supervisor not told", ["reason": "\(error)"])
    }
    Deadline.endProcess(after: graceSeconds, code: ExitCode.success.rawValue) {
      logger.warning("stages left at work", ["detail": "the next start runs them again"])
      do throws(FileError) {
        try FileWriter.write([], to: workspace.cutShort)
      } catch {
        logger.warning("end not noted", ["reason": "\(error)"])
      }
    }
  }

  /// What the settings say, and the options over them.
  private static func configuration(
    _ arguments: Arguments, _ session: Session
  ) throws -> DaemonConfiguration {
    let settings = try Settings.load(session.workspace.settings)
    var configuration = DaemonConfiguration(
      workspace: session.workspace, settings,
      cores: ProcessInfo.processInfo.activeProcessorCount)
    configuration.version = VersionCommand.version
    configuration.once = arguments.has("--once")
    configuration.web = try WebOptions.configuration(
      arguments, settings, session.workspace.root, session.environment)
    configuration.supervisor = Supervisor(environment: session.environment)
    let values = arguments.values
    if let mode = values["--mode"].flatMap(WatchMode.init) { configuration.watch.mode = mode }
    let interval = try Number.duration(values["--discovery-interval"], "--discovery-interval")
    if let interval { configuration.watch.pollingInterval = interval }
    if let settle = try Number.duration(values["--settle"], "--settle") {
      configuration.watch.settle = settle
      configuration.watch.settleRemote = settle
    }
    return configuration
  }

  /// Nil where progress lines tell of items.
  private static func logStyle(_ arguments: Arguments, _ session: Session) -> Logger.Style? {
    switch arguments.values["--log"] {
    case "text": .text
    case "json": .json
    case "journal": .journal
    default:
      Supervisor.readsStandardError(environment: session.environment) ? .journal : nil
    }
  }

  private static func logger(_ arguments: Arguments, _ session: Session) -> Logger {
    let style = logStyle(arguments, session)
    // Without --log the log has only what somebody must mend.
    let levels: [LogLevel] = style == nil ? [.error, .info, .debug] : [.info, .debug]
    let console = session.console
    return Logger(
      level: levels[min(session.verbosity, levels.count - 1)], style: style ?? .text,
      now: { Date() }, write: { console.log($0) })
  }
}
