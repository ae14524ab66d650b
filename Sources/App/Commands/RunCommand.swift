import Daemon
import Executors
import Files
import Foundation
import Pipeline
import Telemetry
import Watching

/// `dropmill run`
struct RunCommand: Command {
  static let name = "run"
  static let summary = "watch the inbox and work until stopped"
  static let options = [
    Option.flag("--once", help: "work off what is there, then end"),
    Option.value("--mode", of: "MODE", help: "auto, reactive, polling or hybrid (default: auto)"),
    Option.value(
      "--discovery-interval", of: "SECONDS", help: "between two looks where polling (default: 5)"),
    Option.value("--settle", of: "SECONDS", help: "how long a file must be quiet (default: 2)"),
    Option.value("--first-run", of: "DIR", help: "drop copies of DIR if nothing ever ran here"),
    Option.value("--log", of: "STYLE", help: "text or json lines instead of progress"),
  ]
  static let details = """
    Takes each file that is dropped into inbox/ once it is whole, and publishes into outbox/.
    Ctrl-C stops it; nothing is lost, the next run goes on. With --once it ends with 0, or with 3
    when items failed.

      dropmill run --workspace ~/agency
      dropmill run --once && ls outbox/
    """

  func run(_ arguments: Arguments, _ session: Session) async throws -> ExitCode {
    var configuration = DaemonConfiguration(workspace: session.workspace)
    configuration.once = arguments.has("--once")
    configuration.watch = try Self.watch(arguments)
    configuration.engine.stageThreads = max(1, ProcessInfo.processInfo.activeProcessorCount)
    let showsProgress = arguments.values["--log"] == nil
    let progress = RunProgress(session.console, workspace: session.workspace)
    let daemon = DropmillDaemon(
      configuration: configuration, workers: session.workers,
      logger: try Self.logger(arguments, session), now: { Date() },
      observe: { event in progress.note(event, isShown: showsProgress) })
    try FirstRun.prepare(
      session.workspace, examples: arguments.values["--first-run"], session.console)
    session.console.note("watching \(session.workspace.inbox) (Ctrl-C stops)")
    let wasInterrupted = try await runUntilSignal(daemon)
    progress.finish()
    if wasInterrupted { return configuration.once ? .interrupted : .success }
    return progress.failedCount > 0 ? .someFailed : .success
  }

  /// - Returns: whether a signal ended it.
  private func runUntilSignal(_ daemon: DropmillDaemon) async throws -> Bool {
    let signals = Signals([Signals.interrupt, Signals.terminate])
    return try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        try await daemon.run()
        return false
      }
      group.addTask {
        for await _ in signals.received { return true }
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

  private static func watch(_ arguments: Arguments) throws -> WatchConfiguration {
    var watch = WatchConfiguration()
    if let text = arguments.values["--mode"] {
      guard let mode = WatchMode(rawValue: text) else {
        throw UsageError(
          message: "no mode “\(text)”",
          hint: WatchMode.allCases.map(\.rawValue).joined(separator: ", "))
      }
      watch.mode = mode
    }
    let interval = arguments.values["--discovery-interval"]
    if let seconds = try Number.seconds(interval, "--discovery-interval") {
      watch.pollingInterval = .seconds(seconds)
    }
    if let seconds = try Number.seconds(arguments.values["--settle"], "--settle") {
      watch.settle = .seconds(seconds)
      watch.settleRemote = .seconds(seconds)
    }
    return watch
  }

  private static func logger(_ arguments: Arguments, _ session: Session) throws -> Logger {
    let style = arguments.values["--log"]
    guard [nil, "text", "json"].contains(style) else {
      throw UsageError(message: "--log text, or --log json")
    }
    // Without --log the progress lines tell of items, and the log of what somebody must mend.
    let level: LogLevel = session.isVerbose ? .debug : style == nil ? .error : .info
    let console = session.console
    return Logger(
      level: level, style: style == "json" ? .json : .text, now: { Date() },
      write: { console.log($0) })
  }
}
