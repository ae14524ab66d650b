import Accounts
import Files
import HTTPServer
import Pages
import Pipeline
import Storage
import Web

// What is published, as a browser gets it.
extension DashboardPages {
  var resultRoutes: [WebRoute] {
    [
      WebRoute(.get, "/results/{path...}", needs: .viewer) { visit in try await result(visit) }
    ]
  }

  /// Where a publication can be seen: its page, else its folder.
  func result(of target: Path) throws -> Link? {
    let folder = services.workspace.outbox / target
    if let page = try PublishedFolder.page(of: folder) {
      return Link("/results/\((target / page).percentEncoded)")
    }
    return try FileStatus.ifPresent(folder) == nil
      ? nil : Link("/results/\(target.percentEncoded)/")
  }

  /// A file of the outbox, as it was published. No script of it runs: it would act in our name.
  private func result(_ visit: Visit) async throws -> Response {
    let segments = visit.request.path.dropFirst()
    let isPlain = segments.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") && !$0.contains("/") }
    guard segments.count >= 2, isPlain else { throw Problem.notFound("There is no such result.") }
    let names = Array(segments.prefix(2))
    guard try await sees(folder: names[1], of: names[0], visit.viewer) else {
      throw Problem.notFound("There is no such result.")
    }
    let outbox = services.workspace.outbox
    let place = segments.reduce(Path(bytes: [])) { $0 / $1 }
    var found = try ResultFile.at(place, in: outbox)
    if case .folder = found {
      let address = "/results/\(place.percentEncoded)/"
      guard visit.request.rawPath.hasSuffix("/") else { return .redirect(to: address) }
      guard let page = try PublishedFolder.page(of: outbox / place) else {
        return try await folder(place, visit)
      }
      // What a page refers to is beside it.
      if page != "index.html" { return .redirect(to: address + page.percentEncoded) }
      found = try ResultFile.at(place / page, in: outbox)
    }
    guard case .file(let content, let type) = found else {
      throw Problem.notFound("There is no such result.")
    }
    var response = try content.response(to: visit.request, type: type)
    response.headers["Content-Security-Policy"] =
      "default-src 'none'; img-src 'self' data:; media-src 'self'; font-src 'self';"
      + " style-src 'self' 'unsafe-inline'; form-action 'none'; base-uri 'none';"
      + " frame-ancestors 'none'"
    return response
  }

  /// Whether a folder of a worker's results is that of a business that somebody may see.
  private func sees(folder: String, of worker: String, _ viewer: Viewer) async throws -> Bool {
    guard let names = viewer.scope.names else { return true }
    let meant = names.filter { BusinessDirectory.name(of: $0) == folder }
    if meant.isEmpty { return false }
    return try await services.database.read { connection in
      try meant.contains { name in
        try !BusinessDirectory.isTaken(from: name, worker: worker, connection)
      }
    }
  }

  private func folder(_ place: Path, _ visit: Visit) async throws -> Response {
    let found = try PublishedFolder.read(
      place, in: services.workspace.outbox, limit: FolderPage.entriesMax)
    guard let found else { throw Problem.notFound("There is no such result.") }
    let context = try await context(of: visit)
    return page(String(decoding: place.name, as: UTF8.self), .items, context, visit) {
      FolderPage(folder: found, context: context)
    }
  }
}
