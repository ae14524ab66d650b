import Files
import Foundation
import Jobs
import Pipeline
import TestSupport
import Testing

@Suite struct `A failed attempt` {
  @Test(arguments: Stage.allCases)
  func `is tried again after a wait that doubles`(_ stage: Stage) async throws {
    let mill = try await Mill()
    mill.script.plan(stage, .fail("disk"), .fail("net"), .fail("door"))
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    for attempt in 1...3 {
      try await mill.work()
      #expect(try await mill.job(id) == "retryable \(stage.rawValue) \(attempt)")
      let delay = try await mill.delay(of: id)
      let expected = Backoff().delaySeconds(afterAttempt: attempt, seed: 1)
      #expect(abs(delay - expected) < 0.001)
      mill.clock.advance(by: .seconds(delay + 0.001))
    }
    try await mill.work()
    #expect(try await mill.row(id) == "done published")
    #expect(try mill.published() == ["lines/acme/a.txt/lines.txt": "ONE!\n"])
  }

  @Test(arguments: Stage.allCases)
  func `is the last when there were as many as allowed`(_ stage: Stage) async throws {
    let mill = try await Mill()
    mill.script.plan(stage, .fail("1"), .fail("2"), .fail("3"), .fail("4"), .fail("door\u{1b}"))
    let id = try await mill.submit("lines/acme/a.txt", "one\nreject ingest\nreject process\n")
    for _ in 1...5 {
      try await mill.work()
      mill.clock.advance(by: .seconds(1000))
    }
    #expect(try mill.place(of: id) == .failed)
    #expect(try await mill.row(id) == "failed failed")
    #expect(try await mill.job(id) == "discarded \(stage.rawValue) 5")
    let message = "\(stage.rawValue) failed 5 times, the last time with: door\u{1b}"
    #expect(try mill.item(id).findings.map(\.message) == [message])
    #expect(!mill.log.text.contains("\u{1b}"))
    #expect(try mill.source(of: id).hasPrefix("one\n"))
    #expect(try mill.published().isEmpty)
    #expect(try TreeListing.paths(below: mill.workspace.building).isEmpty)
  }

  @Test func `at publishing leaves nothing published`() async throws {
    let mill = try await Mill()
    try mill.place.write("outbox/lines", "in the way")
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    #expect(try await mill.job(id) == "retryable publish 1")
    #expect(try mill.item(id).published == nil)
    try Directory.removeFile(mill.workspace.outbox / "lines")
    mill.clock.advance(by: .seconds(1000))
    try await mill.work()
    #expect(try mill.item(id).published == "lines/acme/a.txt")
  }

  @Test func `is counted as the rule says`() async throws {
    let mill = try await Mill()
    mill.script.plan(.nlg, .fail("1"), .fail("2"))
    let id = try await mill.submit("lines/acme/twice/a.txt", "one\n")
    try await mill.work()
    let delay = try await mill.delay(of: id)
    #expect((20...40).contains(delay))
    mill.clock.advance(by: .seconds(40))
    try await mill.work()
    #expect(try mill.place(of: id) == .failed)
  }

  @Test(arguments: ["process", "qa"])
  func `that left much out by then does not keep its item from being given up`(
    _ stage: String
  ) async throws {
    let mill = try await Mill()
    let stageThatFails = try #require(Stage(rawValue: stage))
    mill.script.plan(stageThatFails, .fail("1"), .fail("2"))
    let much = String(repeating: "reject \(stage)\n", count: 5000)
    let id = try await mill.submit("lines/acme/twice/a.txt", "reject ingest\none\n" + much)
    for _ in 1...2 {
      try await mill.work()
      mill.clock.advance(by: .seconds(1000))
    }
    #expect(try mill.place(of: id) == .failed)
    #expect(try await mill.row(id) == "failed failed")
    let report = try FileReader.contents(of: mill.directory(of: id) / "rejects.csv")
    #expect(String(decoding: report, as: UTF8.self).contains("reject ingest"))
  }

  @Test func `leaves the others alone`() async throws {
    let mill = try await Mill()
    mill.script.plan(.process, .fail("first"))
    let first = try await mill.submit("lines/acme/a.txt", "one\n")
    let second = try await mill.submit("lines/acme/b.txt", "two\n")
    try await mill.work()
    #expect(try await mill.job(first) == "retryable process 1")
    #expect(try await mill.row(second) == "done published")
  }

  @Test func `is not what an end of the daemon is`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    mill.script.plan(.nlg, .run { try await Self.endlessly() })
    let (runner, script) = (mill.runner, mill.script)
    let job = try #require(try await mill.lease().first)
    try await withThrowingTaskGroup { group in
      group.addTask { try await runner.run(job) }
      try await eventually("nlg to run") { script.runs.contains("nlg 1") }
      group.cancelAll()
      try await group.waitForAll()
    }
    #expect(try await mill.job(id) == "available nlg 0")
    try await mill.restart()
    try await mill.work()
    #expect(try await mill.row(id) == "done published")
    #expect(try mill.published() == ["lines/acme/a.txt/lines.txt": "ONE!\n"])
  }

  private static func endlessly() async throws {
    let never = AsyncStream<Void> { _ in }
    for await _ in never {}
    try Task.checkCancellation()
  }
}
