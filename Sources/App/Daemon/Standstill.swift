import Files
import Pipeline
import Supervision
import Telemetry

/// Waits until the machine lets the daemon work again.
struct Standstill {
  private let configuration: DaemonConfiguration
  private let logger: Logger

  init(_ configuration: DaemonConfiguration, _ logger: Logger) {
    self.configuration = configuration
    self.logger = logger
  }

  /// - Parameter trouble: what keeps it from working.
  func wait(_ trouble: DiskRoom.Trouble) async throws {
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
    logger.info(trouble.isShortage ? "disk has room again" : "disk works again")
  }

  /// Waits a little behind an error that is over already, so that no error can make it spin.
  func wait(behind error: any Error) async throws {
    logger.error("work interrupted", ["reason": "\(error)", "detail": "it goes on by itself"])
    configuration.supervisor?.tell(.alive, logger)
    try await ContinuousClock().sleep(for: .seconds(2))
  }
}
