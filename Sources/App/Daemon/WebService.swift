import API
import Accounts
import Cryptography
import Dashboard
import Foundation
import HTTPServer
import Pipeline
import Telemetry
import Web

/// The web interface of a running daemon.
struct WebService {
  let events: EventStream
  private let server: Server
  private let logger: Logger
  let store: AccountsStore
  private let configuration: WebConfiguration
  private let metrics = PipelineMetrics()
  private let announce: @Sendable (WebAnnouncement) -> Void

  /// Listens already, so that what is wrong shows before anything has begun.
  ///
  /// - Parameter announce: told when it answers: a link that nobody serves would only mislead.
  init(
    _ configuration: WebConfiguration, _ workspace: Workspace, _ logger: Logger,
    announce: @escaping @Sendable (WebAnnouncement) -> Void
  ) async throws {
    self.configuration = configuration
    self.announce = announce
    server = try Server(
      configuration.server, remark: { logger.debug("web server", ["remark": $0]) },
      renewed: { fault in
        if let fault {
          logger.error("certificate kept as it was", ["reason": "\(fault)"])
        } else {
          logger.info("certificate read again")
        }
      })
    store = try await AccountsStore.open(workspace)
    events = EventStream(run: String(Int(Date().timeIntervalSince1970), radix: 36))
    self.logger = logger
  }

  private func announcement() async throws -> WebAnnouncement {
    let scheme = configuration.server.certificate == nil ? "http" : "https"
    let host = configuration.server.socket.address.host
    let address = "\(scheme)://\(ListenAddress(host: host, port: server.port))"
    let secret = try await store.accounts.firstLink()
    return WebAnnouncement(
      address: address, firstLink: secret.map { "\(address)/welcome/\($0.text)" })
  }

  /// Answers until cancelled.
  func run(
    _ services: DashboardServices, _ uploads: UploadOutlook,
    figures: @escaping @Sendable () async throws -> [Figure]
  ) async throws {
    let pages = DashboardPages(services)
    let answers = WebMetrics()
    let programs = APIRoutes(
      APIServices(
        workspace: services.workspace, workers: services.workers, database: services.database,
        accounts: store.accounts, desk: services.desk, bulk: services.bulk,
        rules: services.rules, uploads: uploads, scheduler: services.scheduler,
        toolContext: services.toolContext, events: events,
        recentLog: services.recentLog, metrics: answers, pipelineMetrics: metrics,
        figures: figures, now: services.now))
    let application = WebApplication(
      configuration, routes: pages.routes + programs.routes, pages: pages,
      assets: DashboardPages.assets, accounts: store.accounts, events: events, metrics: answers,
      logger: logger)
    await programs.removeLeftUploads { [logger] error in
      logger.warning("broken upload not removed", ["reason": "\(error)"])
    }
    let announcement = try await announcement()
    try await withThrowingDiscardingTaskGroup { group in
      group.addTask { await events.run() }
      group.addTask {
        try await server.run(application.answer) { announce(announcement) }
      }
    }
  }

  func renewCertificate() { server.renewCertificate() }

  func close() async { await store.close() }

  /// Tells open pages of it.
  func publish(_ event: ItemEvent) {
    metrics.note(event)
    switch event {
    case .accepted(let id, _), .seenBefore(let id, _, _), .started(let id, _):
      events.publish(LiveChange(topic: "item", id: id.description))
    case .ended(let item, _, _, _), .attemptFailed(let item, _, _, _, _):
      events.publish(
        LiveChange(topic: "item", id: item.id.description, business: item.business))
    case .left(let origin, _): events.publish(LiveChange(topic: "left", id: origin))
    case .waits(let origin, _): events.publish(LiveChange(topic: "waits", id: origin))
    }
  }
}
