import Accounts
import Foundation
import HTTPServer
import Pipeline
import Web

extension APIRoutes {
  /// Files over the web: as they are, for programs and scripts; from a form, for pages without
  /// scripts.
  var uploadRoutes: [WebRoute] {
    let desk = uploads
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
        return try await form(visit)
      }.readingBody(),
    ]
  }

  private static let formFieldsMax = 20

  /// Fields in order: `_csrf`, `to`, `next`, then the files. Each file is for itself: one that is
  /// refused keeps no other from being taken, and the answer tells of both.
  private func form(_ visit: Visit) async throws -> Response {
    let reader = try MultipartReader(visit.request)
    var fields: [String: String] = [:]
    var result = UploadResult()
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
      do {
        let origin = try await uploads.take(name, into: fields["to"] ?? "", for: visit.viewer) {
          try await reader.nextBytes()
        }
        try await visit.audit("upload", origin)
        result.origins.append(origin)
      } catch let problem as Problem {
        result.refuse(name, problem)
      }
    }
    if let problem = result.problem { throw problem }
    let flash: Flash =
      result.origins.isEmpty
      ? .failure("No file was chosen.") : .success("In the inbox: \(result.list)")
    return visit.redirect(to: fields["next"] ?? "/", flash)
  }
}

/// What became of the files of one form.
struct UploadResult {
  /// Those that were taken, by where they lie below the inbox.
  var origins: [String] = []
  private var first: Problem?
  private var refusedCount = 0
  private var faults: [Problem.Fault] = []

  /// Of more than these it is said how many they are.
  private static let faultsMax = 20

  mutating func refuse(_ name: String, _ problem: Problem) {
    refusedCount += 1
    first = first ?? problem
    guard faults.count < Self.faultsMax else { return }
    let reason = [problem.detail, problem.hint].filter { !$0.isEmpty }.joined(separator: " ")
    faults.append(.init(pointer: name, detail: reason))
  }

  var list: String { origins.joined(separator: ", ") }

  /// What is told when some were refused; nil when none was.
  var problem: Problem? {
    guard var problem = first else { return nil }
    let count = origins.count + refusedCount
    // One alone is told in its own words.
    if count == 1 { return problem }
    problem.hint = origins.isEmpty ? "" : "In the inbox: \(list)"
    problem.detail =
      origins.isEmpty
      ? "None of the \(count) files was taken."
      : "\(refusedCount) of the \(count) files \(refusedCount == 1 ? "was" : "were") not taken."
    problem.errors = faults
    return problem
  }
}
