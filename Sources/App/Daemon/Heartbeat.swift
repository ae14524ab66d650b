import Pipeline
import Storage
import Supervision
import Telemetry
import Watching

/// Tells the supervisor that the daemon works: only while its parts answer.
struct Heartbeat {
  let supervisor: Supervisor
  let dispatcher: Dispatcher
  let watcher: Watcher
  let database: any Database
  let logger: Logger

  /// How often it tells what it does, when the supervisor does not watch.
  private static let statusInterval = Duration.seconds(30)

  func run() async throws {
    let clock = ContinuousClock()
    tell(.ready)
    while true {
      // Each of them answers only when its loop comes round: one that hangs keeps the message back.
      let running = await dispatcher.runningCount
      let watched = await watcher.status()
      try await database.write { _ in }
      tell(.alive)
      tell(.status("\(running) items under way, \(watched.pending) files not yet whole"))
      try await clock.sleep(for: supervisor.heartbeat ?? Self.statusInterval)
    }
  }

  private func tell(_ message: Supervisor.Message) { supervisor.tell(message, logger) }
}

extension Supervisor {
  /// As ``tell(_:)``; what cannot be told stands in the log.
  func tell(_ message: Message, _ logger: Logger) {
    do throws(SupervisorError) {
      try tell(message)
    } catch {
      logger.warning("supervisor not told", ["reason": "\(error)"])
    }
  }
}
