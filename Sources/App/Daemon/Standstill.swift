import Foundation
import Jobs
import Pipeline
import Supervision
import Telemetry

/// Waits until the machine lets the daemon work again.
struct Standstill {
  private let configuration: DaemonConfiguration
  private let logger: Logger
  /// How often in a row there was too little room.
  private var shortages = 0
  private var lastEnd: ContinuousClock.Instant?

  /// A shortage that comes back within this time is the same one.
  private static let memory = Duration.seconds(3600)
  private static let backoff = Backoff()

  init(_ configuration: DaemonConfiguration, _ logger: Logger) {
    self.configuration = configuration
    self.logger = logger
  }

  /// - Parameter trouble: what keeps it from working.
  mutating func wait(_ trouble: DiskRoom.Trouble) async throws {
    let now = ContinuousClock.now
    if !trouble.isShortage || lastEnd.map({ now - $0 > Self.memory }) ?? true { shortages = 0 }
    let name = trouble.isShortage ? "disk full" : "disk failing"
    let remedy = trouble.isShortage ? "make room" : "mend it"
    logger.error(
      name,
      [
        "reason": trouble.reason,
        "detail": "\(remedy): the work goes on by itself, nothing is lost",
      ])
    let supervisor = configuration.supervisor
    supervisor?.tell(.status("\(name): \(trouble.reason)"), logger)
    let room = DiskRoom(configuration.workspace)
    repeat {
      supervisor?.tell(.alive, logger)
      try await ContinuousClock().sleep(for: .seconds(1))
    } while room.trouble() != nil
    if trouble.isShortage {
      if shortages > 0 {
        try await pause(Self.backoff.delaySeconds(afterAttempt: shortages, seed: 0))
      }
      shortages += 1
    }
    lastEnd = .now
    logger.info(trouble.isShortage ? "disk has room again" : "disk works again")
  }

  /// What filled the disk was removed when it failed, and would fill it again: a table that is too
  /// large for it would be written over and over. Somebody who makes room is noticed at once.
  private func pause(_ seconds: Double) async throws {
    let room = DiskRoom(configuration.workspace)
    guard let before = room.freeBytes() else { return }
    logger.warning(
      "disk fills again and again",
      [
        "free_bytes": "\(before.min() ?? 0)", "seconds": String(format: "%.1f", seconds),
        "detail":
          "what is at work needs more than is free: make room, and it is tried again at once",
      ])
    for _ in 0..<Int(seconds.rounded(.up)) {
      configuration.supervisor?.tell(.alive, logger)
      try await ContinuousClock().sleep(for: .seconds(1))
      guard let now = room.freeBytes() else { return }
      if zip(now, before).contains(where: { $0 > $1 + $1 / 4 }) { return }
    }
  }

  /// Waits a little behind an error that is over already, so that no error can make it spin.
  func wait(behind error: any Error) async throws {
    logger.error("work interrupted", ["reason": "\(error)", "detail": "it goes on by itself"])
    configuration.supervisor?.tell(.alive, logger)
    try await ContinuousClock().sleep(for: .seconds(2))
  }
}
