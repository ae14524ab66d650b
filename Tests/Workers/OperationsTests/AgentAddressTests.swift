import Files
import Foundation
import HTTPClient
import Rules
import Synchronization
import TestSupport
import Testing

@testable import Operations

@Suite struct `An agent that is an address` {
  private let rules: TemporaryDirectory

  init() throws { rules = try TemporaryDirectory() }

  /// A clock on which nobody waits.
  private final class NoWait: Clock, Sendable {
    typealias Instant = ContinuousClock.Instant
    let waited = Mutex<[Duration]>([])
    var now: Instant { ContinuousClock.now }
    var minimumResolution: Duration { .zero }
    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
      waited.withLock { $0.append(now.duration(to: deadline)) }
    }
  }

  private func ask(
    _ address: AgentAddress, clock: any Clock<Duration> = NoWait()
  ) async throws -> AgentProgram.Answer {
    let session = HTTPSession()
    defer { session.stop() }
    return try await address.answer(
      to: Array(#"{"task_id": "t1"}"#.utf8), id: "t1.7", session: session, clock: clock)
  }

  @Test(arguments: [
    (200, #"{"state": "completed", "note": "done"}"#, TaskState.completed, "done", 1),
    (200, "", .completed, "", 1), (204, "", .completed, "", 1),
    (200, #"{"state": "blocked", "note": "ask Ada"}"#, .blocked, "ask Ada", 1),
    (202, "", .inProgress, "it will answer later", 1),
    (200, "<html>", .failed, "it wrote no JSON object", 1),
    (404, "no such path", .failed, "it answered 404: no such path", 1),
    (302, "", .failed, "it answered 302", 1), (503, "busy", .failed, "it answered 503: busy", 3),
  ]) func `answers by its status and what it says`(
    _ status: Int, _ body: String, _ state: TaskState, _ note: String, _ requests: Int
  ) async throws {
    let server = try LoopbackServer { _, _ in LoopbackServer.answer(status, body) }
    defer { server.stop() }
    let answer = try await ask(AgentAddress(url: "\(server.url)/tasks"))
    #expect(answer.state == state && answer.note.hasPrefix(note), "\(answer)")
    #expect(server.requests.count == requests)
    #expect(server.requests.allSatisfy { $0["idempotency-key"] == "t1.7" })
    #expect(server.requests.first?.text == #"{"task_id": "t1"}"#)
  }

  @Test(arguments: [
    (401, "no such key: canary-3/x"), (200, #"{"state": "failed", "note": "canary-3\/x"}"#),
  ]) func `never says its key back`(_ status: Int, _ body: String) async throws {
    let server = try LoopbackServer { _, _ in LoopbackServer.answer(status, body) }
    defer { server.stop() }
    try rules.write("key", "canary-3/x\n")
    let key = KeySource.file("\(rules.path)/key")
    let answer = try await ask(AgentAddress(url: server.url, key: key))
    #expect(server.requests.first?["authorization"] == "Bearer canary-3/x")
    #expect(answer.state == .failed && answer.note.contains("•••"), "\(answer)")
  }

  @Test func `is asked again when it says so, and then no more`() async throws {
    let server = try LoopbackServer { _, number in
      number == 0
        ? LoopbackServer.answer(429, "", headers: ["retry-after: 7"])
        : LoopbackServer.answer(200, #"{"state": "completed"}"#)
    }
    defer { server.stop() }
    let clock = NoWait()
    let answer = try await ask(AgentAddress(url: server.url), clock: clock)
    #expect(answer.state == .completed && server.requests.count == 2)
    let waited = clock.waited.withLock { $0 }
    #expect(waited.count == 1 && waited[0] > .seconds(6))
  }

  @Test func `that asks for more patience than there is has failed`() async throws {
    let server = try LoopbackServer { _, _ in
      LoopbackServer.answer(503, "", headers: ["retry-after: 3600"])
    }
    defer { server.stop() }
    let answer = try await ask(AgentAddress(url: server.url))
    #expect(answer.state == .failed && server.requests.count == 1)
  }

  @Test func `that is silent, or says too much, has failed`() async throws {
    let silent = try LoopbackServer { _, _ in [.hold] }
    defer { silent.stop() }
    let late = try await ask(AgentAddress(url: silent.url, timeout: .milliseconds(50)))
    #expect(late.state == .failed && late.note.hasPrefix("POST \(silent.url)"), "\(late.note)")
    let loud = try LoopbackServer { _, _ in
      LoopbackServer.answer(200, String(repeating: "x", count: 2 << 20))
    }
    defer { loud.stop() }
    #expect(try await ask(AgentAddress(url: loud.url)).state == .failed)
  }

  @Test(arguments: [
    "http://169.254.169.254/latest/meta-data", "http://[fe80::1]/", "http://[fd00:ec2::254]/",
    "http://100.100.100.200/",
  ]) func `does not lie where clouds keep credentials`(_ url: String) async throws {
    let answer = try await ask(AgentAddress(url: url))
    #expect(answer.state == .failed && answer.note.contains("link-local"), "\(answer.note)")
  }

  @Test func `gets its key, and nobody else does`() async throws {
    let server = try LoopbackServer { _, _ in
      LoopbackServer.answer(302, "", headers: ["location: http://127.0.0.1:1/"])
    }
    defer { server.stop() }
    try FileWriter.write(Array("hush-hush\n".utf8), to: rules.path / "key")
    let answer = try await ask(AgentAddress(url: server.url, key: .file("\(rules.path)/key")))
    #expect(server.requests.first?["authorization"] == "Bearer hush-hush")
    #expect(server.requests.count == 1 && !answer.note.contains("hush"))
  }

  @Test func `is read from a rule file`() throws {
    let file = Self.file(
      """
      agents:
        - {name: far, capabilities: [bug_fix], url: "https://a.example/t", key: credential:far,
           timeout: 5s}
      """)
    let (rules, faults) = OperationsRules.read(own: [file])
    #expect(faults.isEmpty)
    #expect(
      rules.agents.first?.reach
        == .address(
          AgentAddress(
            url: "https://a.example/t", key: .credential("far"),
            timeout: .seconds(5))))
    let wrong = Self.file(
      "agents: [{name: far, capabilities: [bug_fix], url: \"ftp://a.example\"}]")
    #expect(OperationsRules.read(own: [wrong]).faults.count == 1)
    let spoken = Self.file(
      "agents: [{name: far, capabilities: [bug_fix], url: \"https://a.example\", key: hush-hush}]")
    let told = OperationsRules.read(own: [spoken]).faults
    #expect(told.count == 1 && !"\(told)".contains("hush-hush"))
  }

  private static func file(_ text: String) -> RuleFile {
    RuleFile(name: "operations/agents.yaml", text: Array(text.utf8))
  }
}
