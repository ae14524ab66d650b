import Files
import HTTPServer
import TestSupport
import Testing

@Suite struct `A server` {
  private static func get(_ path: String, _ headers: String = "") -> String {
    "GET \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\(headers)\r\n"
  }

  @Test func `answers what it is asked`() async throws {
    let answer = try await Bench.run { request in
      .text("\(request.method.rawValue) \(request.path) \(request.query["q"] ?? "-")")
    } _: { bench in
      try await bench.send(Self.get("/a%20b/c?q=1"))
    }
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answer.hasSuffix("\r\n\r\nGET [\"a b\", \"c\"] 1"))
  }

  @Test func `answers several requests over one connection`() async throws {
    let answer = try await Bench.run {
      .text("<\($0.target)>")
    } _: { bench in
      try await bench.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n" + Self.get("/2"))
    }
    #expect(answer.contains("</1>") && answer.hasSuffix("</2>"))
  }

  @Test(arguments: [0, 1, 1000, 300_000, 3_000_000])
  func `hands over bodies of any size`(_ size: Int) async throws {
    let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 / 7) }
    let sum = body.reduce(0) { $0 &* 31 &+ Int($1) }
    let answer = try await Bench.run { request in
      do {
        let bytes = try await request.body.collect(limit: 4 << 20)
        return .text("\(bytes.count) \(bytes.reduce(0) { $0 &* 31 &+ Int($1) })")
      } catch {
        return .text("\(error)", status: 400)
      }
    } _: { bench in
      let head =
        "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: \(size)\r\n\r\n"
      return try await bench.send(Array(head.utf8) + body)
    }
    #expect(answer.hasSuffix("\r\n\r\n\(size) \(sum)"))
  }

  @Test func `takes bodies in chunks`() async throws {
    let answer = try await Bench.run { request in
      let bytes = try? await request.body.collect(limit: 100)  // Nil fails the test.
      return .text(String(decoding: bytes ?? [], as: UTF8.self))
    } _: { bench in
      try await bench.send(
        "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
    }
    #expect(answer.hasSuffix("\r\n\r\nabcde"))
  }

  @Test func `refuses a body without reading it`() async throws {
    let answer = try await Bench.run { request in
      do {
        return .text("\(try await request.body.collect(limit: 10).count)")
      } catch {
        return Response(413)
      }
    } _: { bench in
      try await bench.send(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\nExpect: 100-continue\r\n\r\n")
    }
    #expect(answer.hasPrefix("HTTP/1.1 413"))
    #expect(!answer.contains("100 Continue"))
  }

  @Test(arguments: [
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length : 1\r\n\r\na",
    "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nX(Y): b\r\n\r\n",
    "GET /\u{0} HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /../x HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET / HTTP/1.1\r\n\r\n",
  ])
  func `refuses what two readers may read differently`(_ request: String) async throws {
    let answer = try await Bench.run { _ in
      .text("taken")
    } _: {
      try await $0.send(request)
    }
    #expect(answer.hasPrefix("HTTP/1.1 400") || answer.isEmpty)
  }

  @Test func `refuses heads that are too large`() async throws {
    let answer = try await Bench.run { _ in
      .text("taken")
    } _: { bench in
      try await bench.send(Self.get("/", "A: \(String(repeating: "a", count: 70_000))\r\n"))
    }
    #expect(!answer.contains("taken"))
  }

  @Test func `drops who takes too long to ask`() async throws {
    let answer = try await Bench.run {
      $0.headSeconds = 0
    } handler: { _ in
      .text("taken")
    } _: { bench in
      try await bench.send("GET / HTTP/1.1\r\nHost: a\r\nX: ")
    }
    #expect(answer.isEmpty)
  }

  @Test func `sends a stream part by part`() async throws {
    let (stream, parts) = AsyncStream.makeStream(of: [UInt8].self)
    let answer = try await Bench.run { _ in
      Response(200, body: .stream(stream))
    } _: { bench in
      parts.yield(Array("first ".utf8))
      _ = try await bench.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n", until: "first")
      return "first"
    }
    parts.finish()
    #expect(answer == "first")
  }

  /// Longer than anybody may be silent, and longer than the next question may take.
  @Test func `sends for as long as there is something to say`() async throws {
    let (stream, parts) = AsyncStream.makeStream(of: [UInt8].self)
    let answer = try await Bench.run {
      $0.idleSeconds = 2
      $0.headSeconds = 1
    } handler: { _ in
      Response(200, body: .stream(stream))
    } _: { bench in
      async let answer = bench.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n", until: "last")
      for _ in 0..<10 {
        try await ContinuousClock().sleep(for: .milliseconds(500))
        parts.yield(Array("more ".utf8))
      }
      parts.yield(Array("last".utf8))
      return try await answer
    }
    parts.finish()
    #expect(answer.contains("last"))
  }

  @Test func `sends a long stream to who reads it`() async throws {
    let size = 5_000_000
    let answer = try await Bench.run { _ in
      let stream = AsyncStream<[UInt8]> { continuation in
        for start in stride(from: 0, to: size, by: 50_000) {
          continuation.yield(
            [UInt8](repeating: UInt8(ascii: "a") + UInt8(start / 50_000 % 26), count: 50_000))
        }
        continuation.finish()
      }
      return Response(200, body: .stream(stream))
    } _: { bench in
      try await bench.send("GET / HTTP/1.0\r\nHost: a\r\n\r\n")
    }
    #expect(answer.split(separator: "\r\n\r\n", maxSplits: 1).last?.utf8.count == size)
  }

  @Test(arguments: [
    ("", "200", "0123456789"), ("bytes=2-4", "206", "234"), ("bytes=-2", "206", "89"),
    ("bytes=7-", "206", "789"), ("bytes=10-", "416", ""), ("bytes=1-2,4-5", "200", "0123456789"),
  ])
  func `sends files and parts of them`(
    _ range: String, _ status: String, _ content: String
  ) async throws {
    let place = try TemporaryDirectory()
    let file = try place.write("file", "0123456789")
    let answer = try await Bench.run { request in
      do {
        return try FileContent(file).response(to: request, type: "text/plain")
      } catch {
        return .text("\(error)", status: 500)
      }
    } _: { bench in
      try await bench.send(Self.get("/", range.isEmpty ? "" : "Range: \(range)\r\n"))
    }
    #expect(answer.hasPrefix("HTTP/1.1 \(status)"))
    #expect(answer.hasSuffix("\r\n\r\n\(content)"))
  }

  /// Many times, since the answer and the end run beside each other.
  @Test func `finishes what is under way when it is stopped`() async throws {
    for _ in 1...50 { #expect(try await Self.answerOfStopped().hasSuffix("finished")) }
  }

  private static func answerOfStopped() async throws -> String {
    let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
    let (gates, gate) = AsyncStream.makeStream(of: Void.self)
    var configuration = HTTPConfiguration(.address(ListenAddress(host: "127.0.0.1", port: 0)))
    configuration.graceSeconds = 10
    let server = try Server(configuration) { _ in }
    let answer = try await withThrowingTaskGroup(of: String.self) { group in
      group.addTask {
        try await withThrowingTaskGroup(of: Void.self) { serving in
          serving.addTask {
            try await server.run { _ in
              arrived.yield()
              // Ends when the server is stopped: a stream is over for a cancelled task.
              for await _ in gates {}
              return .text("finished")
            }
          }
          for await _ in arrivals { break }
          serving.cancelAll()
          try await serving.waitForAll()
        }
        return ""
      }
      group.addTask { try await Bench(port: server.port).send(Self.get("/")) }
      return try await group.reduce("") { $0 + $1 }
    }
    gate.finish()
    return answer
  }

  @Test func `says who listens there already`() throws {
    var configuration = HTTPConfiguration(.address(ListenAddress(host: "127.0.0.1", port: 0)))
    let first = try Server(configuration) { _ in }
    configuration.socket = .address(ListenAddress(host: "127.0.0.1", port: first.port))
    do {
      _ = try Server(configuration) { _ in }
      Issue.record("two servers share a port")
    } catch {
      #expect(error.reason == .addressInUse)
    }
  }

  @Test func `is no way to forge a header`() async throws {
    let answer = try await Bench.run { request in
      Response(200, headers: ["X": request.query["x"] ?? ""])
    } _: { bench in
      try await bench.send(Self.get("/?x=a%0d%0aSet-Cookie:b"))
    }
    #expect(!answer.contains("Set-Cookie"))
  }
}
