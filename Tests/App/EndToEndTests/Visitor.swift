import Files
import Foundation
import HTTPClient
import TestSupport
import Testing

/// A person's browser, as far as a test needs one: keeps its session, sends forms as pages do.
final class Visitor {
  private let session: HTTPSession
  private let address: String
  private var cookie: String?
  /// Of the last page that had one.
  private var token = ""

  /// - Parameter authorities: a file with the certificate to trust.
  init(_ address: String, authorities: Path? = nil) {
    self.address = address
    var configuration = HTTPConfiguration()
    configuration.authoritiesFile = authorities?.description
    session = HTTPSession(configuration)
  }

  deinit { session.stop() }

  func get(_ path: String, host: String? = nil) async throws -> HTTPResponse {
    try await send(.get, path, host.map { [HTTPHeader("Host", $0)] } ?? [], [])
  }

  func post(_ path: String, _ form: [(String, String)]) async throws -> HTTPResponse {
    let text = (form + [("_csrf", token)]).map { "\($0)=\(Self.encoded($1))" }
      .joined(separator: "&")
    return try await send(
      .post, path, [HTTPHeader("Content-Type", "application/x-www-form-urlencoded")],
      Array(text.utf8))
  }

  func upload(_ name: String, to folder: String, _ text: String) async throws -> HTTPResponse {
    try await send(
      .post, "/upload?to=\(Self.encoded(folder))&name=\(Self.encoded(name))",
      [
        HTTPHeader("X-CSRF-Token", token), HTTPHeader("Content-Type", "application/octet-stream"),
      ], Array(text.utf8))
  }

  private func send(
    _ method: HTTPRequest.Method, _ path: String, _ headers: [HTTPHeader], _ body: [UInt8]
  ) async throws -> HTTPResponse {
    var all = headers + [HTTPHeader("Accept", "text/html")]
    if method == .post { all.append(HTTPHeader("Sec-Fetch-Site", "same-origin")) }
    if let cookie { all.append(HTTPHeader("Cookie", cookie)) }
    let response = try await session.send(
      HTTPRequest(method, address + path, headers: all, body: body))
    if let set = response.head["Set-Cookie"] {
      cookie = set.contains("Max-Age=0") ? nil : String(set.prefix { $0 != ";" })
    }
    if let mark = response.text.firstRange(of: "name=\"_csrf\" value=\"") {
      token = String(response.text[mark.upperBound...].prefix { $0 != "\"" })
    }
    return response
  }

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }
}

extension Program {
  /// Waits for what a daemon says of its dashboard.
  ///
  /// - Returns: where it is, and the link for the first sign-in.
  func dashboard() async throws -> (address: String, link: String) {
    var found: (String, String)?
    try await eventually("the dashboard is there") {
      let log = try self.log()
      if let address = Self.last(of: "dashboard: ", in: log),
        let link = Self.last(of: "first sign-in, works once and for a day: ", in: log)
      {
        found = (String(address.dropLast()), link)
      }
      return found != nil
    }
    return try #require(found)
  }

  /// Where a daemon that has ended listened: the next one may be told to listen there.
  func freeAddress() async throws -> String {
    let daemon = try start(["--listen", "127.0.0.1:0"])
    defer { daemon.kill() }
    let (address, _) = try await dashboard()
    #expect(daemon.stop() == 0)
    return address
  }

  private static func last(of mark: String, in log: String) -> String? {
    log.split(separator: "\n").last { $0.contains(mark) }.flatMap { line in
      line.firstRange(of: mark).map { String(line[$0.upperBound...]) }
    }
  }
}
