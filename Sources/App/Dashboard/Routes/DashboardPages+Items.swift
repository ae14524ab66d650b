import Accounts
import Files
import Foundation
import HTTPServer
import Pages
import Pipeline
import Storage
import Web

// The list of items, one item, and what is in its files.
extension DashboardPages {
  var itemRoutes: [WebRoute] {
    [
      WebRoute(.get, "/items", needs: .viewer) { visit in try await list(visit) },
      WebRoute(.get, "/items/{id}", needs: .viewer) { visit in try await item(visit) },
      WebRoute(.get, "/items/{id}/stages/{stage}", needs: .viewer) { visit in
        try await stream(visit)
      },
      WebRoute(.get, "/items/{id}/source", needs: .viewer) { visit in try await source(visit) },
      WebRoute(.get, "/items/{id}/history.json", needs: .viewer) { visit in
        .json(try await details(visit).item.json())
      },
    ]
  }

  /// The query of an address, narrowed to what this person may see.
  func query(_ fields: FormFields, _ viewer: Viewer) throws -> ItemQuery {
    do {
      var query = try ItemQuery(parameters: fields.pairs.map { ($0.name, $0.value) })
      query.visibleBusinesses = viewer.scope.names
      return query
    } catch {
      throw Problem.invalid(error.description)
    }
  }

  private func list(_ visit: Visit) async throws -> Response {
    let context = try await context(of: visit)
    let query = try query(visit.request.query, visit.viewer)
    var cursor: ItemPage.Cursor?
    if let text = visit.request.query["at"] {
      guard let read = ItemPage.Cursor(text) else {
        throw Problem.invalid("at=\(text) names no place in the list.")
      }
      cursor = read
    }
    let now = services.now()
    let start = cursor
    let viewer = visit.viewer
    let (items, bulks) = try await services.database.read { connection in
      (
        try ItemPage.read(query, at: start, now: now, connection),
        try BulkActionTable(connection).latest(Self.bulksMax).filter { bulk in
          let isRecent = bulk.ended.map { now.timeIntervalSince($0) < 60 } ?? true
          return isRecent && viewer.seesActions(of: bulk.by)
        }.prefix(Self.bulksShown)
      )
    }
    return page(.items, context, visit) {
      ItemsPage(
        query: query, page: items, workers: services.workers.map(\.name), bulks: Array(bulks),
        context: context)
    }
  }

  /// Actions on many items that are looked at, and how many of them the list shows.
  private static let (bulksMax, bulksShown) = (50, 3)

  /// The item of the address, if this person may see it.
  func details(_ visit: Visit) async throws -> ItemDetails {
    let text = visit.parameters["id"] ?? ""
    guard let id = ItemID(text),
      let details = try await ItemDetails.read(
        id, in: services.workspace, visible: visit.viewer.scope.names, services.database),
      visit.viewer.scope.contains(details.item.business)
    else {
      throw Problem.notFound(
        "There is no item \(text).",
        hint: "It may have been removed for good; the list shows all that are kept.")
    }
    return details
  }

  private func item(_ visit: Visit) async throws -> Response {
    let context = try await context(of: visit)
    let details = try await details(visit)
    let held = try details.held(limit: ItemView.heldMax)
    let rejects = try details.rejects(limit: ItemView.rejectsMax)
    let rejectsFile = try details.rejectsFile(in: services.workspace)
    let target = details.item.published.map { Path($0) }
    let result = try target.flatMap { try self.result(of: $0) }
    let published = try target.flatMap {
      try PublishedFolder.read($0, in: services.workspace.outbox, limit: ItemView.publishedMax)
    }
    let report = try details.report(in: services.workspace)
    return page(details.item.name, .items, context, visit) {
      ItemView(
        details: details, held: held, rejects: rejects, rejectsFile: rejectsFile, result: result,
        published: published, report: report, context: context)
    }
  }

  private static let recordsMax = 50

  private func stream(_ visit: Visit) async throws -> Response {
    let context = try await context(of: visit)
    let details = try await details(visit)
    guard let stage = Stage(rawValue: visit.parameters["stage"] ?? "") else {
      throw Problem.notFound("There is no such step.")
    }
    let first = visit.request.query["from"].flatMap(Int.init) ?? 1
    let records = try details.records(of: stage, from: first, limit: Self.recordsMax)
    let words = context.words
    return page(words("What “%1” wrote", stage.title(words)), .items, context, visit) {
      RecordsPage(
        details: details, stage: stage, records: records,
        next: records.count == Self.recordsMax ? first + records.count : nil, context: context)
    }
  }

  /// Characters of a source that are shown.
  private static let sourceMax = 64 << 10

  private func source(_ visit: Visit) async throws -> Response {
    let context = try await context(of: visit)
    let details = try await details(visit)
    let name = visit.request.query["file"] ?? ""
    guard let file = details.files.first(where: { $0.name == name && $0.role == .source }) else {
      throw Problem.notFound("The item has no such file.")
    }
    let text = try details.sourceText(name, limit: Self.sourceMax)
    return page(context.words("The original"), .items, context, visit) {
      SourcePage(details: details, file: file, text: text, context: context)
    }
  }
}
