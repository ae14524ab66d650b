import Dashboard
import Foundation
import HTTPServer
import Jobs
import Pipeline
import Supervision
import Telemetry
import Web

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

  /// - Parameters:
  ///   - trouble: what keeps it from working.
  ///   - web: where people look meanwhile, and are told.
  mutating func wait(_ trouble: DiskRoom.Trouble, _ web: WebConfiguration?) async throws {
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
    let delay =
      trouble.isShortage && shortages > 0
      ? Self.backoff.delaySeconds(afterAttempt: shortages, seed: 0) : nil
    try await withThrowingTaskGroup { group in
      if let web {
        group.addTask { [self] in await show(trouble, web) }
      }
      try await untilItWorks()
      if let delay { try await pause(delay) }
      group.cancelAll()
    }
    if trouble.isShortage { shortages += 1 }
    lastEnd = .now
    logger.info(trouble.isShortage ? "disk has room again" : "disk works again")
  }

  private func untilItWorks() async throws {
    let room = DiskRoom(configuration.workspace)
    repeat {
      configuration.supervisor?.tell(.alive, logger)
      try await ContinuousClock().sleep(for: .seconds(1))
    } while room.trouble() != nil
  }

  /// In the place of the web interface, until cancelled. Who is not known to be somebody reads it:
  /// where the disk is, the log alone tells.
  private func show(_ trouble: DiskRoom.Trouble, _ web: WebConfiguration) async {
    let problem: Problem =
      trouble.isShortage
      ? .closed(
        "The disk is full", "Dropmill waits until there is room. Nothing is lost.",
        hint: "Make room: the work goes on by itself, and so does this page.")
      : .closed(
        "The disk fails", "Dropmill waits until files can be written again. Nothing is lost.",
        hint: "The log says what fails. The work goes on by itself, and so does this page.")
    let application = ClosedApplication(
      web, problem, assets: DashboardPages.assets, page: DashboardPages.closed)
    while !Task.isCancelled {
      do {
        let server = try Server(
          web.server, remark: { [logger] in logger.debug("web server", ["remark": $0]) })
        try await server.run(application.answer)
      } catch {
        logger.warning("web server waits", ["reason": "\(error)"])
        // Cancelled when the work goes on.
        try? await ContinuousClock().sleep(for: .seconds(5))
      }
    }
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
