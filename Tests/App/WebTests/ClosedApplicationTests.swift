import HTTPServer
import Testing

@testable import Web

@Suite struct `The application while nothing can be answered` {
  private static let assets = Assets([
    .init(name: "a.css", type: "text/css", bytes: Array("body{}".utf8))
  ])
  private static let application = ClosedApplication(
    WebConfiguration(HTTPConfiguration(.address(ListenAddress(host: "127.0.0.1", port: 0)))),
    .closed("The disk is full", "It waits.", hint: "Make room."),
    assets: assets,
    page: { problem, _ in Array("page: \(problem.title)".utf8) })

  private static func send(
    _ method: HTTPServer.Method, _ target: String, host: String = "localhost:8321"
  ) async throws -> Response {
    var headers = Headers()
    headers.add("Host", host)
    headers.add("Accept", "text/html")
    return await application.answer(
      try Request(method, target, headers: headers, id: "r1", body: .bytes([])))
  }

  private static func text(_ response: Response) -> String {
    guard case .bytes(let bytes) = response.body else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `tells a person why, and asks again by itself`() async throws {
    let page = try await Self.send(.get, "/items?place=done")
    #expect(page.status == 503)
    #expect(Self.text(page) == "page: The disk is full")
    #expect(page.headers["Retry-After"] == "5")
    #expect(page.headers["Refresh"] == "5")
    #expect(page.headers["Content-Security-Policy"]?.contains("default-src 'none'") == true)
    #expect(page.headers["Cache-Control"] == "private, no-store")
  }

  @Test func `does not have a form sent again`() async throws {
    let page = try await Self.send(.post, "/items/1/retry")
    #expect(page.status == 503)
    #expect(page.headers["Refresh"] == nil)
  }

  @Test func `tells programs in their own way`() async throws {
    let answer = try await Self.send(.get, "/api/v1/items")
    #expect(answer.status == 503)
    #expect(answer.headers["Content-Type"] == "application/problem+json")
    #expect(Self.text(answer).contains("Make room."))
    #expect(try await Self.send(.get, "/healthz").status == 200)
    #expect(try await Self.send(.get, "/readyz").status == 503)
  }

  @Test func `serves what its page needs, to nobody under a foreign name`() async throws {
    let path = Self.assets.path("a.css")
    #expect(Self.text(try await Self.send(.get, path)) == "body{}")
    #expect(try await Self.send(.get, path, host: "evil.example").status == 421)
    #expect(try await Self.send(.get, "/", host: "evil.example").status == 421)
  }
}
