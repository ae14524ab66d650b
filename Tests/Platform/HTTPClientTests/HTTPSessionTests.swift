import Foundation
import HTTPClient
import TestSupport
import Testing

@Suite struct `A request` {
  @Test(arguments: [
    (HTTPRequest.Method.get, ""), (.post, "{\"a\":1}"), (.put, ""), (.patch, "x"), (.delete, ""),
  ])
  func `arrives as it was made`(_ method: HTTPRequest.Method, _ body: String) async throws {
    let bench = try Bench { _, _ in LoopbackServer.answer(200, "done") }
    defer { bench.stop() }
    let request = HTTPRequest(
      method, "\(bench.server.url)/path?q=1",
      headers: [HTTPHeader("x-one", "1"), HTTPHeader("x-empty", "")], body: Array(body.utf8))
    let answer = try await bench.session.send(request)
    let seen = try #require(bench.server.requests.first)
    #expect(answer.status == 200 && answer.text == "done")
    #expect(seen.method == method.rawValue && seen.path == "/path?q=1" && seen.text == body)
    #expect(seen["x-one"] == "1" && seen["x-empty"]?.isEmpty == true)
    #expect(seen["user-agent"] == "dropmill" && seen["expect"] == nil)
  }

  @Test func `to the same host uses its connection again`() async throws {
    let bench = try Bench { _, number in LoopbackServer.answer(200, "\(number)") }
    defer { bench.stop() }
    for number in 0..<5 {
      #expect(try await bench.session.send(bench.request("/own")).text == "\(number)")
    }
    // Somebody else may knock at a port that was another's a moment ago.
    let own = bench.server.requests.filter { $0.path == "/own" }
    #expect(own.count == 5)
    // One, but where a slow machine let curl give up a connection that was idle.
    #expect(Set(own.map(\.connection)).count < own.count)
  }

  @Test(arguments: [HTTPRequest.Method.post, .patch])
  func `that changes something is sent once, also where the connection ends without an answer`(
    _ method: HTTPRequest.Method
  ) async throws {
    let server = try LoopbackServer { request, _ in
      request.method == "GET" ? LoopbackServer.answer(200, "{}") : [.close]
    }
    defer { server.stop() }
    let session = HTTPSession()
    defer { session.stop() }
    _ = try await session.send(HTTPRequest(.get, server.url))
    await #expect(throws: HTTPError.self) {
      try await session.send(HTTPRequest(method, server.url, body: Array("{}".utf8)))
    }
    #expect(server.requests.map(\.method) == ["GET", method.rawValue])
  }

  @Test func `runs beside others, and all are answered`() async throws {
    let bench = try Bench { request, _ in LoopbackServer.answer(200, request.path) }
    defer { bench.stop() }
    let texts = try await withThrowingTaskGroup(of: String.self) { group in
      for number in 0..<40 {
        group.addTask { try await bench.session.send(bench.request("/\(number)")).text }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(texts == Set((0..<40).map { "/\($0)" }))
    #expect(bench.server.connectionCount <= 8)
  }

  @Test(arguments: [
    "ftp://127.0.0.1/", "file:///etc/passwd", "127.0.0.1", "http://127.0.0.1/\r\nx: y",
  ])
  func `with a wrong address is not sent`(_ url: String) async throws {
    let session = HTTPSession()
    defer { session.stop() }
    await expectReason(.malformed) { try await session.send(HTTPRequest(.get, url)) }
  }

  @Test(arguments: [("x y", "1"), ("", "1"), ("x", "a\r\nb: c"), ("x", "a\u{0}")])
  func `with a wrong header is not sent`(_ name: String, _ value: String) async throws {
    let bench = try Bench { _, _ in LoopbackServer.answer(200, "") }
    defer { bench.stop() }
    var request = bench.request()
    request.headers = [HTTPHeader(name, value)]
    await expectReason(.malformed) { try await bench.session.send(request) }
    #expect(bench.server.requests.isEmpty)
  }

  @Test func `keeps its secrets to itself`() async throws {
    let bench = try Bench { _, _ in [.drop] }
    defer { bench.stop() }
    var request = bench.request("/?key=canary-7")
    request.headers = [HTTPHeader("authorization", prefix: "Bearer ", secret: Secret("canary-7\n"))]
    let error = await #expect(throws: HTTPError.self) { try await bench.session.send(request) }
    #expect(bench.server.requests.first?["authorization"] == "Bearer canary-7")
    var dumped = ""
    dump(request.headers, to: &dumped)
    let said = ["\(request)", "\(request.headers)", String(reflecting: request.headers), dumped]
    #expect(!(said + ["\(String(describing: error))"]).joined().contains("canary-7"))
  }

  @Test func `follows no redirect, and none with a secret`() async throws {
    let target = try LoopbackServer { _, _ in LoopbackServer.answer(200, "there") }
    defer { target.stop() }
    let bench = try Bench { _, _ in
      LoopbackServer.answer(302, "moved", headers: ["location: \(target.url)/next"])
    }
    defer { bench.stop() }
    var request = bench.request()
    #expect(try await bench.session.send(request).status == 302)
    request.limits.redirectsMax = 3
    #expect(try await bench.session.send(request).text == "there")
    request.headers = [HTTPHeader("x-api-key", secret: Secret("s"))]
    #expect(try await bench.session.send(request).status == 302)
    #expect(target.requests.count == 1)
  }

  @Test func `does not reach link-local addresses, unless allowed to`() async throws {
    let session = HTTPSession()
    defer { session.stop() }
    for host in ["169.254.169.254", "[fe80::1]", "[::ffff:169.254.169.254]", "100.100.100.200"] {
      await expectReason(.refused) {
        try await session.send(HTTPRequest(.get, "http://\(host)/latest/meta-data"))
      }
    }
  }

  @Test func `goes through the proxy of the configuration and no other`() async throws {
    let proxy = try LoopbackServer { _, _ in LoopbackServer.answer(200, "by proxy") }
    defer { proxy.stop() }
    var configuration = HTTPConfiguration()
    configuration.proxy = proxy.url
    let session = HTTPSession(configuration)
    defer { session.stop() }
    let answer = try await session.send(HTTPRequest(.get, "http://nowhere.invalid/a"))
    #expect(answer.text == "by proxy")
    #expect(proxy.requests.first?.path == "http://nowhere.invalid/a")
  }
}

/// A session and a server that does as it is told.
struct Bench {
  let server: LoopbackServer
  let session = HTTPSession()

  init(
    _ answer: @escaping @Sendable (LoopbackServer.Request, Int) -> [LoopbackServer.Step]
  ) throws {
    server = try LoopbackServer(answer)
  }

  func stop() {
    session.stop()
    server.stop()
  }

  /// Beside all other tests it may take long until a request is seen.
  func request(_ path: String = "/") -> HTTPRequest {
    var request = HTTPRequest(.get, server.url + path)
    let patience = Duration.seconds(300)
    (request.limits.firstByte, request.limits.idle, request.limits.total) =
      (patience, patience, patience)
    return request
  }
}
