import Accounts
import Files
import HTTPServer
import Pages
import Pipeline
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
    guard visit.viewer.scope.contains(segments.dropFirst().first) else {
      throw Problem.notFound("There is no such result.")
    }
    let place = segments.reduce(Path(bytes: [])) { $0 / $1 }
    var path = services.workspace.outbox / place
    var status = try FileStatus.ifPresent(path)
    if status?.kind == .directory {
      let address = String(visit.request.rawPath)
      guard address.hasSuffix("/") else { return .redirect(to: address + "/") }
      guard let page = try PublishedFolder.page(of: path) else {
        return try await folder(place, visit)
      }
      // What a page refers to is beside it.
      if page != "index.html" { return .redirect(to: address + page.percentEncoded) }
      path = path / page
      status = try FileStatus.ifPresent(path)
    }
    guard status?.kind == .file else { throw Problem.notFound("There is no such result.") }
    var response = try ResultFile.response(path, to: visit.request)
    response.headers["Content-Security-Policy"] =
      "default-src 'none'; img-src 'self' data:; media-src 'self'; font-src 'self';"
      + " style-src 'self' 'unsafe-inline'; form-action 'none'; base-uri 'none';"
      + " frame-ancestors 'none'"
    return response
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
