import HTTPClient
import TestSupport
import Testing

private let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"

@Suite struct `An answer` {
  @Test func `streams: its head comes before its body ends`() async throws {
    let bench = try Bench { _, _ in [.send(chunked + "3\r\none\r\n"), .hold] }
    defer { bench.stop() }
    let stream = try await bench.session.stream(bench.request())
    #expect(stream.head.status == 200)
    var pieces = stream.body.makeAsyncIterator()
    #expect(try await pieces.next() == Array("one".utf8))
  }

  @Test func `of a thousand pieces comes whole and in order`() async throws {
    let text = (0..<1000).map { "piece \($0);" }
    let steps = text.map {
      LoopbackServer.Step.send("\(String($0.utf8.count, radix: 16))\r\n\($0)\r\n")
    }
    let bench = try Bench { _, _ in [.send(chunked)] + steps + [.send("0\r\n\r\n")] }
    defer { bench.stop() }
    #expect(try await bench.session.send(bench.request()).text == text.joined())
  }

  @Test func `tells its headers in any case, and skips what is provisional`() async throws {
    let bench = try Bench { _, _ in
      [
        .send(
          "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 429 Slow\r\nRetry-After:  7 \r\nX-A: a  b\r\n"),
        .send("Content-Length: 0\r\n\r\n"),
      ]
    }
    defer { bench.stop() }
    let head = try await bench.session.send(bench.request()).head
    #expect(head.status == 429 && !head.isSuccess)
    #expect(head["retry-after"] == "7" && head["RETRY-AFTER"] == "7" && head["x-a"] == "a  b")
    #expect(head["x-b"] == nil)
  }

  @Test func `that ends early is broken, and says whether it had begun`() async throws {
    let cut = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc"
    for (steps, hasBegun) in [
      ([LoopbackServer.Step.drop], false), ([.close], false), ([.send(cut), .close], true),
      ([.send(chunked + "3\r\none\r\n"), .close], true),
    ] {
      let bench = try Bench { _, _ in steps }
      defer { bench.stop() }
      let error = await expectReason(.broken) { try await bench.session.send(bench.request()) }
      #expect(error?.hasBegun == hasBegun)
    }
  }

  @Test func `that is no HTTP is unreadable or broken, never an answer`() async throws {
    let bench = try Bench { _, _ in [.send("220 ftp ready\r\n"), .close] }
    defer { bench.stop() }
    await #expect(throws: HTTPError.self) { try await bench.session.send(bench.request()) }
  }

  @Test func `larger than allowed is cut off`() async throws {
    let bench = try Bench { request, _ in
      request.path == "/head"
        ? [.send("HTTP/1.1 200 OK\r\nx: \(String(repeating: "y", count: 2000))\r\n\r\n"), .close]
        : LoopbackServer.answer(200, String(repeating: "z", count: 2000))
    }
    defer { bench.stop() }
    for path in ["/head", "/body"] {
      var request = bench.request(path)
      request.limits.headBytesMax = 1000
      request.limits.bodyBytesMax = 1999
      await expectReason(.tooLarge) { try await bench.session.send(request) }
    }
    var request = bench.request("/body")
    request.limits.bodyBytesMax = 2000
    #expect(try await bench.session.send(request).body.count == 2000)
  }

  @Test(arguments: ["/never", "/first", "/total"])
  func `that takes too long is given up`(_ path: String) async throws {
    let bench = try Bench { request, _ in
      request.path == "/first" ? [.send(chunked + "3\r\none\r\n"), .hold] : [.hold]
    }
    defer { bench.stop() }
    var request = bench.request(path)
    request.limits.connect = .milliseconds(50)
    request.limits.firstByte = path == "/never" ? .milliseconds(50) : .seconds(60)
    request.limits.idle = .milliseconds(100)
    request.limits.total = path == "/total" ? .milliseconds(100) : .seconds(60)
    let error = await expectReason(.timedOut) { try await bench.session.send(request) }
    #expect(error?.hasBegun == (path == "/first"))
    #expect(error?.wasSent == true)
    try await eventually("the connection is closed") { bench.server.goneCount >= 1 }
  }

  @Test func `nobody waits for any longer is not fetched on`() async throws {
    let bench = try Bench { _, _ in [.send(chunked + "3\r\none\r\n"), .hold] }
    defer { bench.stop() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        await expectReason(.cancelled) { try await bench.session.send(bench.request()) }
      }
      try await eventually("the request has come") { bench.server.requests.count >= 1 }
      group.cancelAll()
    }
    try await eventually("the connection is closed") { bench.server.goneCount >= 1 }
    do {
      let stream = try await bench.session.stream(bench.request())
      #expect(stream.head.status == 200)
    }
    try await eventually("the second is closed too") { bench.server.goneCount >= 2 }
  }

  @Test func `is not awaited by a session that has stopped`() async throws {
    let bench = try Bench { _, _ in [.hold] }
    defer { bench.stop() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        await expectReason(.stopped) { try await bench.session.send(bench.request()) }
      }
      try await eventually("the request has come") { bench.server.requests.count >= 1 }
      bench.session.stop()
    }
    await expectReason(.stopped) { try await bench.session.send(bench.request()) }
  }

  @Test func `does not come from where nobody listens`() async throws {
    let bench = try Bench { _, _ in [] }
    let request = bench.request()
    bench.server.stop()
    try await eventually("the server listens no longer") {
      do {
        _ = try await bench.session.send(request)
        return false
      } catch let error as HTTPError {
        return error.reason == .unconnected
      }
    }
    await expectReason(.unresolved) {
      try await bench.session.send(HTTPRequest(.get, "http://nowhere.invalid/"))
    }
    bench.session.stop()
  }
}
