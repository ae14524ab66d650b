import Foundation
package import HTTPServer

extension Problem {
  private struct Body: Encodable {
    struct Fault: Encodable {
      let pointer: String
      let detail: String
    }

    let type: String
    let title: String
    let status: Int
    let detail: String
    let instance: String
    let errors: [Fault]?
  }

  /// The answer for programs: RFC 9457.
  package func response(request id: String) -> Response {
    let body = Body(
      type: "about:blank", title: title, status: status,
      detail: hint.isEmpty ? detail : "\(detail) \(hint)", instance: "urn:request:\(id)",
      errors: errors.isEmpty ? nil : errors.map { .init(pointer: $0.pointer, detail: $0.detail) })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      let response = Response.typed(
        Array(try encoder.encode(body)), "application/problem+json", status)
      return decorated(response)
    } catch {
      preconditionFailure("texts and numbers can be written as JSON: \(error)")
    }
  }

  /// For programs as they want it, and else as a page.
  func answer(to request: Request, page: () -> [UInt8]) -> Response {
    let accept = request.headers["Accept"]
    let isForPrograms =
      request.path.first == "api"
      || accept?.contains("text/html") == false && accept?.contains("json") == true
    if isForPrograms { return response(request: request.id) }
    return decorated(.html(page(), status: status))
  }

  /// With the header fields that belong to the status.
  func decorated(_ response: Response) -> Response {
    var response = response
    if let retryAfter { response.headers["Retry-After"] = "\(retryAfter)" }
    if !allow.isEmpty { response.headers["Allow"] = allow.joined(separator: ", ") }
    if status == 401 { response.headers["WWW-Authenticate"] = "Bearer" }
    return response
  }
}
