import Accounts
import Foundation
import HTTPServer
import Pipeline
import Web

extension APIRoutes {
  /// Files over the web: as they are, for programs and scripts; from a form, for pages without
  /// scripts.
  var uploadRoutes: [WebRoute] {
    let desk = UploadDesk(services.workspace)
    let plain: WebRoute.Handler = { visit in
      // Of a form, whose token would stand in its body.
      if visit.request.contentType == "multipart/form-data" { try visit.checkToken(nil) }
      let body = visit.request.body
      let query = visit.request.query
      let origin = try await desk.take(
        query["name"] ?? "", into: query["to"] ?? "", for: visit.viewer
      ) { try await body.next() }
      try await visit.audit("upload", origin)
      return .json(try APIAnswer.json(["origin": origin]).bytes, status: 201)
    }
    return [
      WebRoute(.post, Endpoint.base + "/files", needs: .operator, plain).readingBody(),
      WebRoute(.post, "/upload", needs: .operator) { visit in
        if visit.request.contentType != "multipart/form-data" { return try await plain(visit) }
        return try await form(visit, desk)
      }.readingBody(),
    ]
  }

  private static let formFieldsMax = 20

  /// Fields in order: `_csrf`, `to`, `next`, then the files.
  private func form(_ visit: Visit, _ desk: UploadDesk) async throws -> Response {
    let reader = try MultipartReader(visit.request)
    var fields: [String: String] = [:]
    var origins: [String] = []
    while let part = try await reader.nextPart() {
      guard let name = part.fileName else {
        guard fields.count < Self.formFieldsMax else {
          throw Problem.malformed("The form has more than \(Self.formFieldsMax) fields.")
        }
        fields[part.name] = String(
          decoding: try await reader.collect(limit: 10_000), as: UTF8.self)
        continue
      }
      try visit.checkToken(fields["_csrf"])
      // A file field that nothing was chosen in.
      if name.isEmpty { continue }
      origins.append(
        try await desk.take(name, into: fields["to"] ?? "", for: visit.viewer) {
          try await reader.nextBytes()
        })
    }
    for origin in origins { try await visit.audit("upload", origin) }
    let flash: Flash =
      origins.isEmpty
      ? .failure("No file was chosen.")
      : .success("In the inbox: \(origins.joined(separator: ", "))")
    return visit.redirect(to: fields["next"] ?? "/", flash)
  }
}
