import Files
import Pipeline
import Supervision
import Telemetry

/// Waits until there is room again.
struct FullDisk {
  private let configuration: DaemonConfiguration
  private let logger: Logger

  init(_ configuration: DaemonConfiguration, _ logger: Logger) {
    self.configuration = configuration
    self.logger = logger
  }

  /// - Parameter shortage: what is short, in words.
  func wait(_ shortage: String) async throws {
    logger.error(
      "disk full",
      ["reason": shortage, "detail": "make room: the work goes on by itself, nothing is lost"])
    let supervisor = configuration.supervisor
    supervisor?.tell(.status("the disk is full: \(shortage)"), logger)
    let room = DiskRoom(configuration.workspace)
    repeat {
      supervisor?.tell(.alive, logger)
      try await ContinuousClock().sleep(for: .seconds(1))
    } while try room.shortage() != nil
    logger.info("disk has room again")
  }
}
