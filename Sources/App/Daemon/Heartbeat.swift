import Pipeline
import Storage
import Supervision
import Synchronization
import Telemetry
import Watching

/// Tells the supervisor that the daemon works: only while its parts answer.
struct Heartbeat {
  let supervisor: Supervisor
  let dispatcher: Dispatcher
  let watcher: Watcher
  let intake: Intake
  let database: any Database
  let logger: Logger

  /// How often it tells what it does, when the supervisor does not watch.
  private static let statusInterval = Duration.seconds(30)

  private var interval: Duration { supervisor.heartbeat ?? Self.statusInterval }

  func run() async throws {
    let answers = Answers()
    try await withThrowingTaskGroup { group in
      group.addTask { try await ask(answers) }
      group.addTask { try await tell(answers) }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  /// How often the intake has answered.
  private final class Answers: Sendable {
    let count = Atomic(0)
  }

  private func ask(_ answers: Answers) async throws {
    while true {
      await intake.answer()
      answers.count.add(1, ordering: .relaxed)
      try await ContinuousClock().sleep(for: interval / 2)
    }
  }

  private func tell(_ answers: Answers) async throws {
    let clock = ContinuousClock()
    var signs = LifeSigns()
    var hangs = false
    tell(.ready)
    while true {
      // Each of them answers only when its loop comes round: one that hangs keeps the message back.
      let running = await dispatcher.runningCount
      let watched = await watcher.status()
      try await database.write { _ in }
      let isAlive = signs.isAlive(
        answers: answers.count.load(ordering: .relaxed), workTime: intake.workTime)
      if !isAlive, !hangs {
        logger.warning("intake hangs", ["detail": "no file is taken until the disk answers it"])
      }
      hangs = !isAlive
      if isAlive { tell(.alive) }
      tell(.status("\(running) items under way, \(watched.pending) files not yet whole"))
      try await clock.sleep(for: interval)
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
