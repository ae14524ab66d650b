import Accounts
import HTTPServer
import TestSupport
import Testing

@testable import Web

@Suite struct `The event stream` {
  private static func viewer(_ scope: BusinessScope) -> Viewer {
    Viewer(accountID: 1, name: "ada", role: .viewer, scope: scope, proof: .none)
  }

  private static func stream(
    _ events: EventStream, _ scope: BusinessScope = .all, last: String? = nil,
    after: String? = nil
  ) throws -> AsyncStream<[UInt8]>.Iterator {
    var headers = Headers()
    headers["Last-Event-ID"] = last
    let target = after.map { "/events?after=\($0)" } ?? "/events"
    let request = try Request(.get, target, headers: headers)
    let response = try events.response(to: request, for: viewer(scope))
    guard case .stream(let stream) = response.body else {
      throw Problem.malformed("no stream")
    }
    return stream.makeAsyncIterator()
  }

  /// Publishes, lets the quarter of a second pass, and returns when a listener has heard it.
  private static func publish(
    _ changes: [LiveChange], _ events: EventStream, _ clock: ManualClock
  ) async throws {
    var witness = try stream(events)
    _ = await witness.next()
    for change in changes { events.publish(change) }
    // The comments sleep too.
    await clock.waitForSleepers(2)
    clock.advance(by: .milliseconds(250))
    _ = await witness.next()
  }

  private static func running(
    _ body: @escaping @Sendable (EventStream, ManualClock) async throws -> Void
  ) async throws {
    let clock = ManualClock()
    let events = EventStream(run: "r", clock: clock)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await events.run() }
      try await body(events, clock)
      group.cancelAll()
    }
  }

  private static func text(_ bytes: [UInt8]?) -> String {
    String(decoding: bytes ?? [], as: UTF8.self)
  }

  @Test func `tells each change once, in one message with its neighbours`() async throws {
    try await Self.running { events, clock in
      var listener = try Self.stream(events)
      #expect(Self.text(await listener.next()) == "retry: 3000\n\n")
      let one = LiveChange(topic: "item", id: "1")
      try await Self.publish([one, one, LiveChange(topic: "item", id: "\"2\"")], events, clock)
      #expect(
        Self.text(await listener.next()) == """
          id: r-1
          event: changes
          data: [{"topic":"item","id":"1"},{"topic":"item","id":"\\"2\\""}]


          """)
    }
  }

  @Test func `tells nobody of another's business`() async throws {
    try await Self.running { events, clock in
      var listener = try Self.stream(events, .only(["acme"]))
      _ = await listener.next()
      try await Self.publish([LiveChange(topic: "item", id: "1", business: "best")], events, clock)
      try await Self.publish([LiveChange(topic: "item", id: "2", business: "acme")], events, clock)
      let message = Self.text(await listener.next())
      #expect(message.contains("\"2\"") && !message.contains("\"1\""))
    }
  }

  @Test func `tells who sees some that something has changed, and not what`() async throws {
    try await Self.running { events, clock in
      var listener = try Self.stream(events, .only(["acme"]))
      var whole = try Self.stream(events)
      _ = await listener.next()
      _ = await whole.next()
      let names = ["listings/best/secret.csv", "another.csv"]
      let changes = names.map { LiveChange(topic: "left", id: $0) }
      let own = LiveChange(topic: "item", id: "2", business: "acme")
      try await Self.publish(changes + [own], events, clock)
      let data = #"data: [{"topic":"left","id":""},{"topic":"item","id":"2"}]"#
      #expect(Self.text(await listener.next()).contains(data))
      #expect(Self.text(await whole.next()).contains("secret.csv"))
    }
  }

  @Test func `tells who comes back what was missed, or to refresh`() async throws {
    try await Self.running { events, clock in
      for number in 1...3 {
        try await Self.publish([LiveChange(topic: "item", id: "\(number)")], events, clock)
      }
      // All three are sent when a listener has heard the last.
      var first = try Self.stream(events, last: "r-1")
      _ = await first.next()
      #expect(Self.text(await first.next()).hasPrefix("id: r-2\n"))
      var stranger = try Self.stream(events, last: "other-1")
      _ = await stranger.next()
      #expect(Self.text(await stranger.next()).contains("event: refresh"))
    }
  }

  @Test func `tells a page what came between its drawing and its listening`() async throws {
    try await Self.running { events, clock in
      let position = events.position
      try await Self.publish([LiveChange(topic: "item", id: "1")], events, clock)
      #expect(events.position != position)
      var page = try Self.stream(events, after: position)
      _ = await page.next()
      #expect(Self.text(await page.next()).hasPrefix("id: \(events.position)\n"))
    }
  }

  @Test func `lets go of who does not keep up`() async throws {
    try await Self.running { events, clock in
      let listener = try Self.stream(events)
      // Not so long that a comment is due.
      for number in 1...40 {
        try await Self.publish([LiveChange(topic: "item", id: "\(number)")], events, clock)
      }
      var count = 0
      var iterator = listener
      while await iterator.next() != nil { count += 1 }
      #expect(count == 32)
    }
  }
}
