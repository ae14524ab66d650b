import Accounts
import Foundation
import HTTPServer
import Pages
import Pipeline
import Storage
import Web

// Businesses, workers, and what workers show of themselves.
extension DashboardPages {
  var workerRoutes: [WebRoute] {
    [
      WebRoute(.get, "/businesses", needs: .viewer) { visit in
        let context = try await context(of: visit)
        let businesses = try await withResults(try await businesses(visit.viewer))
        return page(.businesses, context, visit) {
          BusinessesPage(businesses: businesses, context: context)
        }
      },
      WebRoute(.get, "/workers", needs: .viewer) { visit in try await workers(visit) },
      WebRoute(.get, "/workers/{worker}", needs: .viewer) { visit in try await worker(visit) },
    ]
  }

  private func businesses(_ viewer: Viewer) async throws -> [BusinessSummary] {
    let visible = viewer.scope.names
    return try await services.database.read { try BusinessSummary.all(visible: visible, $0) }
  }

  /// Businesses whose last result is looked up, those with the newest files first.
  private static let businessesMax = 500

  private func withResults(
    _ businesses: [BusinessSummary]
  ) async throws -> [(summary: BusinessSummary, result: ShownResult?)] {
    let latest = businesses.sorted { ($0.latest ?? .distantPast) > ($1.latest ?? .distantPast) }
    let looked = Set(latest.prefix(Self.businessesMax).map { [$0.worker, $0.business] })
    let results = try await services.database.read { connection in
      try businesses.map { business -> PublishedResult? in
        guard looked.contains([business.worker, business.business]) else { return nil }
        return try PublishedResult.latest(
          of: business.business, worker: business.worker, limit: 1, connection
        ).first
      }
    }
    return try zip(businesses, results).map { business, result in
      (business, try result.map { ShownResult(result: $0, link: try self.result(of: $0.target)) })
    }
  }

  /// Publications of a business that are looked at, and places that are shown.
  private static let publicationsMax = 200
  private static let resultsMax = 24

  private func results(of business: String?, worker: String) async throws -> [ShownResult] {
    guard let business else { return [] }
    let results = try await services.database.read {
      try PublishedResult.latest(
        of: business, worker: worker, limit: Self.publicationsMax, $0)
    }
    return try results.prefix(Self.resultsMax).map {
      ShownResult(result: $0, link: try result(of: $0.target))
    }
  }

  private func workers(_ visit: Visit) async throws -> Response {
    let context = try await context(of: visit)
    let businesses = try await businesses(visit.viewer)
    let entries = services.workers.map { worker in
      WorkersPage.Entry(
        name: worker.name, routes: worker.routes.map(\.name), panels: worker.panels,
        items: businesses.filter { $0.worker == worker.name }.reduce(0) { $0 + $1.items })
    }
    return page(.workers, context, visit) { WorkersPage(workers: entries, context: context) }
  }

  private func worker(_ visit: Visit) async throws -> Response {
    let context = try await context(of: visit)
    let name = visit.parameters["worker"] ?? ""
    guard let worker = services.workers.first(where: { $0.name == name }) else {
      throw Problem.notFound("There is no worker “\(name)”.")
    }
    let business = visit.request.query["business"]
    if let business, !visit.viewer.scope.contains(business) {
      throw Problem.notFound("There is no business “\(business)”.")
    }
    let reader = OutboxReader(workspace: services.workspace, worker: name, address: "/results")
    var panels: [(Panel, SafeHTML)] = []
    for panel in worker.panels {
      let look = PanelContext(
        business: business, visibleBusinesses: visit.viewer.scope.names, now: services.now(),
        words: context.words.with(panel.translations), outbox: reader,
        database: services.database)
      panels.append((panel, try await panel.content(look)))
    }
    var query = ItemQuery()
    query.worker = name
    query.business = business
    query.visibleBusinesses = visit.viewer.scope.names
    let (asked, now, shown) = (query, services.now(), panels)
    let latest = try await services.database.read {
      try ItemPage.read(asked, limit: 10, now: now, $0).items
    }
    let results = try await results(of: business, worker: name)
    let section: Section = business == nil ? .workers : .businesses
    return page(business ?? name, section, context, visit) {
      WorkerPage(
        worker: name, business: business, panels: shown, latest: latest, results: results,
        context: context)
    }
  }
}
