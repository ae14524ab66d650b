import Chats
import Files
import Foundation
import Rules
import Storage
import TestSupport
import Testing

@testable import Models

@Suite struct `A question to a model` {
  @Test(arguments: ChatDialect.allCases)
  func `is answered, paid and written down`(_ dialect: ChatDialect) async throws {
    let bench = try await ModelBench { _, _ in ModelBench.said("Good.", dialect) }
    try bench.place.write("key", "canary-1\n")
    let key = KeySource.file("\(bench.place.path)/key")
    let settings = ModelSettings(providers: [bench.provider("a", dialect, key: key)])
    let reply = try await bench.ask(settings)
    #expect(reply.text == "Good." && !reply.isKept)
    let request = try #require(bench.server.requests.first)
    let names = ["authorization", "x-api-key", "x-goog-api-key"]
    #expect(names.compactMap { request[$0] }.allSatisfy { $0.hasSuffix("canary-1") })
    #expect(names.contains { request[$0] != nil })
    // Ten tokens at 1 and five at 2 millionths.
    #expect(try await bench.spent("business acme") == 20)
    #expect(try await bench.spent("item 1") == 20)
    #expect(try await bench.outcomes() == ["a answered 1"])
    await bench.stop()
  }

  @Test func `asked again costs nothing`() async throws {
    let bench = try await ModelBench { _, _ in ModelBench.said("Good.") }
    let settings = ModelSettings(providers: [bench.provider("a")])
    _ = try await bench.ask(settings)
    let again = try await bench.ask(settings, business: "other", item: 9)
    #expect(again.isKept && again.text == "Good.")
    #expect(bench.server.requests.count == 1)
    #expect(try await bench.spent("business other") == 0)
    _ = try await bench.ask(settings, "Other words")
    #expect(bench.server.requests.count == 2)
    #expect(try await bench.outcomes() == ["a answered 1", "a kept 0", "a answered 1"])
    let seconds = try await bench.seconds()
    #expect(seconds[1] == 0 && seconds.allSatisfy { $0 < 3600 }, "\(seconds)")
    await bench.stop()
  }

  @Test func `asked by many at the same time is asked once`() async throws {
    let bench = try await ModelBench { _, _ in ModelBench.said("Good.") }
    let settings = ModelSettings(providers: [bench.provider("a")])
    let kept = try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<8 {
        group.addTask { try await bench.ask(settings, business: "\(number)").isKept }
      }
      return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(kept == 7 && bench.server.requests.count == 1)
    await bench.stop()
  }

  @Test func `goes to a model that was set up otherwise since it was found to be of no use`()
    async throws
  {
    let bench = try await ModelBench { request, _ in
      request["authorization"] == "Bearer good"
        ? ModelBench.said("Good.") : LoopbackServer.answer(401, "{}")
    }
    try bench.place.write("credentials/old", "bad")
    try bench.place.write("credentials/new", "good")
    let old = ModelSettings(providers: [bench.provider("a", key: .credential("old"))])
    await #expect(throws: ModelRefusal.self) { try await bench.ask(old) }
    let new = ModelSettings(providers: [bench.provider("a", key: .credential("new"))])
    #expect(try await bench.ask(new, "1").text == "Good.")
    // Another to be asked behind it makes it no other model.
    let longer = ModelSettings(providers: [
      bench.provider("a", key: .credential("old"), next: "b"), bench.provider("b"),
    ])
    await #expect(throws: ModelRefusal.self) { try await bench.ask(longer, "2") }
    #expect(bench.server.requests.filter { $0.path.hasPrefix("/a/") }.count == 2)
    await bench.stop()
  }

  @Test func `waits as long as it is asked to, and then some`() async throws {
    let bench = try await ModelBench { _, number in
      number < 2
        ? LoopbackServer.answer(429, "{}", headers: ["retry-after: 7"]) : ModelBench.said("Good.")
    }
    let settings = ModelSettings(providers: [bench.provider("a")])
    #expect(try await bench.ask(settings).text == "Good.")
    #expect(bench.clock.sleeps.filter { $0 >= 7 }.count == 2)
    #expect(try await bench.outcomes() == ["a answered 3"])
    await bench.stop()
  }

  @Test(arguments: [400, 401, 403, 404, 402, 413, 422])
  func `is not asked again where that is of no use`(_ status: Int) async throws {
    let bench = try await ModelBench { _, _ in LoopbackServer.answer(status, "{}") }
    let settings = ModelSettings(providers: [bench.provider("a")])
    await #expect(throws: ModelRefusal.self) { try await bench.ask(settings) }
    #expect(bench.server.requests.count == 1)
    await bench.stop()
  }

  @Test func `goes to the next model, and the first has its rest`() async throws {
    let bench = try await ModelBench { request, _ in
      request.path.hasPrefix("/a/")
        ? LoopbackServer.answer(429, #"{"error":{"code":"insufficient_quota"}}"#)
        : ModelBench.said("B.")
    }
    let settings = ModelSettings(providers: [
      bench.provider("a", next: "b"), bench.provider("b", next: "a"),
    ])
    #expect(try await bench.ask(settings).provider == "b")
    #expect(try await bench.ask(settings, "Again").provider == "b")
    #expect(bench.server.requests.filter { $0.path.hasPrefix("/a/") }.count == 1)
    bench.clock.advance(by: 3700)
    #expect(try await bench.ask(settings, "Later").provider == "b")
    #expect(bench.server.requests.filter { $0.path.hasPrefix("/a/") }.count == 2)
    await bench.stop()
  }

  @Test(arguments: [false, true])
  func `whose answer breaks off is asked once more and paid twice`(_ isDropped: Bool) async throws {
    let bench = try await ModelBench { _, number in
      if number > 0 { return ModelBench.said("Whole.") }
      let piece = #"data: {"choices":[{"delta":{"content":"Half of it all"}}]}"# + "\n\n"
      let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
      return isDropped
        ? [.send(head + "content-length: 9999\r\n\r\n" + piece), .drop]
        : [.send(head + "connection: close\r\n\r\n" + piece), .close]
    }
    let settings = ModelSettings(providers: [bench.provider("a")])
    #expect(try await bench.ask(settings).text == "Whole.")
    #expect(try await bench.spent("business acme") > 20)
    #expect(try await bench.outcomes() == ["a answered 2"])
    await bench.stop()
  }

  @Test func `that is stopped has cost what was said by then`() async throws {
    let bench = try await ModelBench { _, _ in
      let piece = #"data: {"choices":[{"delta":{"content":"Half of it all"}}]}"# + "\n\n"
      let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
      return [.send(head + "content-length: 9999\r\n\r\n" + piece), .hold]
    }
    let settings = ModelSettings(providers: [bench.provider("a")])
    let asking = try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { _ = try await bench.ask(settings) }
      try await eventually("it is asked") { bench.server.requests.count == 1 }
      try await ContinuousClock().sleep(for: .milliseconds(200))
      group.cancelAll()
      return await group.nextResult()
    }
    #expect(throws: CancellationError.self) { try asking?.get() }
    #expect(try await bench.outcomes() == ["a cancelled 1"])
    #expect(try await bench.spent("business acme") > 0)
    await bench.stop()
  }

  /// Whatever a server has begun on is paid for, and counts in the budgets.
  @Test(arguments: [
    // What the server says; the least that it costs.
    (
      #"data: {"choices":[{"delta":{"reasoning_content":""# + String(repeating: "a", count: 400)
        + #""}}]}"#,
      200
    ),
    (
      #"data: {"choices":[{"delta":{}}],"usage":{"prompt_tokens":10,"completion_tokens":300}}"#,
      610
    ),
    ("data: {\"choices\":", 1),
  ])
  func `that breaks off before a word was said is paid`(_ said: String, _ least: Int) async throws {
    let bench = try await ModelBench { _, _ in
      let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"
      return [.send(head + said + "\n\n"), .close]
    }
    let settings = ModelSettings(providers: [bench.provider("a")])
    await #expect(throws: ModelRefusal.self) { try await bench.ask(settings) }
    #expect(try await bench.spent("business acme") >= least * bench.server.requests.count)
    await bench.stop()
  }

  @Test func `that is never answered may have cost the longest answer`() async throws {
    let bench = try await ModelBench { _, _ in [.hold] }
    let settings = ModelSettings(providers: [bench.provider("a", timeout: .milliseconds(400))])
    await #expect(throws: ModelRefusal.self) { try await bench.ask(settings) }
    #expect(try await bench.spent("business acme") >= 100 * bench.server.requests.count)
    await bench.stop()
  }

  @Test func `nobody listens for costs nothing`() async throws {
    let bench = try await ModelBench { _, _ in [.close] }
    bench.server.stop()
    let settings = ModelSettings(providers: [bench.provider("a")])
    await #expect(throws: ModelRefusal.self) { try await bench.ask(settings) }
    #expect(try await bench.spent("business acme") == 0)
    await bench.stop()
  }

  @Test func `may be answered in one piece`() async throws {
    let bench = try await ModelBench { _, _ in
      let body =
        #"{"choices":[{"message":{"content":"Good."},"finish_reason":"stop"}],"#
        + #""usage":{"prompt_tokens":10,"completion_tokens":5}}"#
      return LoopbackServer.answer(200, body, type: "application/json; charset=utf-8")
    }
    let settings = ModelSettings(providers: [bench.provider("a")])
    #expect(try await bench.ask(settings).text == "Good.")
    #expect(try await bench.spent("business acme") == 20)
    await bench.stop()
  }

  @Test func `never has its key in what is kept of its answer`() async throws {
    let bench = try await ModelBench { _, _ in
      let body =
        #"data: {"model":"m canary-1","choices":[{"delta":{"content":"It is cana"}}]}"# + "\n\n"
        + #"data: {"choices":[{"delta":{"content":"ry-1."},"finish_reason":"stop"}]}"# + "\n\n"
      return LoopbackServer.answer(200, body, type: "text/event-stream")
    }
    try bench.place.write("key", "canary-1\n")
    let key = KeySource.file("\(bench.place.path)/key")
    let reply = try await bench.ask(ModelSettings(providers: [bench.provider("a", key: key)]))
    #expect(!reply.text.contains("canary") && reply.text.hasPrefix("It is "))
    #expect(!reply.model.contains("canary") && reply.model.hasPrefix("m "))
    await bench.stop()
  }

  @Test func `is asked again when its answer is too old`() async throws {
    let bench = try await ModelBench { _, _ in ModelBench.said("Good.") }
    let settings = ModelSettings(providers: [bench.provider("a")])
    _ = try await bench.ask(settings)
    bench.clock.advance(by: Double(settings.answerDays) * 86_400 + 1)
    for isKept in [false, true] { #expect(try await bench.ask(settings).isKept == isKept) }
    await bench.stop()
  }

  @Test func `of a form is held to it`() async throws {
    let bench = try await ModelBench { _, number in
      ModelBench.said(["Sure!", #"{"text": 1}"#][number % 2])
    }
    let settings = ModelSettings(providers: [bench.provider("a")])
    let refusal = await #expect(throws: ModelRefusal.self) {
      try await bench.ask(settings, schema: .texts(["text"]))
    }
    #expect(refusal?.description.contains("another form") == true)
    #expect(bench.server.requests.count == 2)
    await bench.stop()
  }

  @Test func `stays off a server that fails and fails`() async throws {
    let bench = try await ModelBench { _, _ in LoopbackServer.answer(500, "{}") }
    let settings = ModelSettings(providers: [bench.provider("a")])
    for number in 0..<5 {
      await #expect(throws: ModelRefusal.self) { try await bench.ask(settings, "\(number)") }
    }
    // The fifth failure opened the circuit, also for the question that met it.
    #expect(bench.server.requests.count == 5)
    bench.clock.advance(by: 31)
    await #expect(throws: ModelRefusal.self) { try await bench.ask(settings, "probe") }
    #expect(bench.server.requests.count == 6)
    await bench.stop()
  }

  @Test func `that may try after a pause, and is not sent, leaves it to the next`() async throws {
    let bench = try await ModelBench(deadlineSeconds: 2) { _, _ in LoopbackServer.answer(500, "{}")
    }
    let settings = ModelSettings(providers: [
      bench.provider("a", tokensPerMinute: 100_000, timeout: .seconds(2))
    ])
    func isSent(_ text: String) async throws -> Bool {
      let count = bench.server.requests.count
      await #expect(throws: ModelRefusal.self) { try await bench.ask(settings, text) }
      return bench.server.requests.count > count
    }
    let words = String(repeating: "word ", count: 10_000)
    var number = 0
    while try await isSent("\(number) \(words)"), number < 9 { number += 1 }
    #expect((1...5).contains(number), "the fifth failure keeps others off")
    bench.clock.advance(by: 31)
    let all = String(repeating: words, count: 10)
    #expect(try await !isSent(all), "it needs the tokens of a minute, and cannot wait for them")
    #expect(try await isSent("probe"))
    await bench.stop()
  }

  @Test func `keeps to the requests of a minute`() async throws {
    let bench = try await ModelBench { _, _ in ModelBench.said("Good.") }
    let settings = ModelSettings(providers: [bench.provider("a", requestsPerMinute: 3)])
    for number in 0..<5 { _ = try await bench.ask(settings, "\(number)") }
    #expect(abs(bench.clock.sleeps.reduce(0, +) - 40) < 1)
    await bench.stop()
  }

  @Test func `learns the limits of its server`() async throws {
    let bench = try await ModelBench { _, _ in
      LoopbackServer.answer(
        200, #"data: {"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}"# + "\n\n",
        headers: [
          "x-ratelimit-limit-requests: 2", "x-ratelimit-remaining-requests: 0",
          "x-ratelimit-reset-requests: 20s",
        ])
    }
    let settings = ModelSettings(providers: [bench.provider("a")])
    _ = try await bench.ask(settings, "1")
    _ = try await bench.ask(settings, "2")
    #expect(bench.clock.sleeps.reduce(0, +) >= 20)
    await bench.stop()
  }

  @Test func `without a key to be found is not sent`() async throws {
    let bench = try await ModelBench { _, _ in ModelBench.said("Good.") }
    let settings = ModelSettings(providers: [bench.provider("a", key: .credential("missing"))])
    let refusal = await #expect(throws: ModelRefusal.self) { try await bench.ask(settings) }
    #expect(refusal?.description.contains("no good key: its key could not be read") == true)
    #expect(bench.server.requests.isEmpty)
    await bench.stop()
  }

  @Test(arguments: [
    (401, #"{"error":{"message":"wrong key canary-2/x"}}"#),
    (401, #"{"error":{"message":"wrong key canary-2\/x"}}"#),
    (401, "no such key: canary-2/x"),
    (200, #"data: {"error":{"message":"wrong key canary-2/x"}}"# + "\n\n"),
    (200, #"data: {"error":{"message":"wrong key canary-2\/x", "code": 401}}"# + "\n\n"),
  ])
  func `leaves no trace of its key`(_ status: Int, _ body: String) async throws {
    let bench = try await ModelBench { _, _ in LoopbackServer.answer(status, body) }
    try bench.place.write("credentials/a", "canary-2/x")
    let settings = ModelSettings(providers: [bench.provider("a", key: .credential("a"))])
    let refusal = await #expect(throws: ModelRefusal.self) { try await bench.ask(settings) }
    #expect(bench.server.requests.first?["authorization"] == "Bearer canary-2/x")
    #expect(refusal?.description.contains("key") == true)
    #expect(!String(describing: refusal).contains("canary-2"))
    await bench.stop()
    let bytes = try ["", "-wal"].flatMap { ending in
      let path = Path("\(bench.place.path)/models.sqlite\(ending)")
      return try FileStatus.ifPresent(path) == nil ? [] : try FileReader.contents(of: path)
    }
    #expect(bytes.firstRange(of: Array("canary-2".utf8)) == nil)
  }
}
