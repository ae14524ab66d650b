import Agents
import Files
import Foundation
import SQLiteStorage
import Storage
import Synchronization
import Telemetry
import TestSupport
import Testing

@testable import Operations

@Suite struct `An issue` {
  @Test func `is filed once, changed and closed`() async throws {
    let office = try await Office()
    defer { office.stop() }
    try await office.open("f1")
    #expect(try await office.file().summary == "1 issue is filed")
    #expect(try await office.file().summary == "every issue is as it should be")
    #expect(office.issues.map(\.state) == ["open"])
    let issue = try #require(office.issues.first)
    #expect(issue.body.contains(IssueTool.mark("acme", office.incident("f1"))))
    #expect(office.tokens == ["Bearer sesame"])
    try await office.complete("f1")
    #expect(try await office.file().summary == "1 issue is filed")
    #expect(office.issues.map(\.state) == ["closed"])
  }

  /// The server made it, and the program died before it could write that down.
  @Test func `that was made and not written down is found again`() async throws {
    let office = try await Office()
    defer { office.stop() }
    try await office.open("f1")
    try await office.file()
    for _ in 0..<3 {
      try await office.forget()
      #expect(try await office.file().isGood)
    }
    #expect(office.issues.count == 1)
  }

  @Test func `that somebody deleted is filed anew`() async throws {
    let office = try await Office()
    defer { office.stop() }
    try await office.open("f1")
    try await office.file()
    office.delete()
    try await office.complete("f1")
    #expect(try await office.file().summary == "1 issue is filed")
    #expect(office.issues.map(\.state) == ["closed"])
  }

  @Test func `of a repository that is not there is asked for once`() async throws {
    let office = try await Office()
    defer { office.stop() }
    for number in 0..<3 { try await office.open("f\(number)") }
    office.answer = .fault(404, [])
    #expect(try await !office.file().isGood)
    #expect(office.requestCount == 1)
  }

  @Test func `is filed once by two runs at the same time`() async throws {
    let office = try await Office()
    defer { office.stop() }
    for number in 0..<3 { try await office.open("f\(number)") }
    async let one = office.file()
    async let other = office.file()
    let said = try await [one.summary, other.summary]
    #expect(office.issues.count == 3, "\(said)")
    #expect(try await office.file().summary == "every issue is as it should be")
  }

  @Test func `is filed as soon as the key can be read again`() async throws {
    let office = try await Office()
    defer { office.stop() }
    try await office.open("f1")
    try office.remove("rules/operations/token")
    await #expect(throws: FileError.self) { try await office.file() }
    try office.write("rules/operations/token", "sesame")
    #expect(try await office.file().summary == "1 issue is filed")
  }

  @Test func `is not held up by a dry run`() async throws {
    let office = try await Office()
    defer { office.stop() }
    try await office.open("f1")
    #expect(try await office.file(isDryRun: true).summary == "1 issue would be filed")
    #expect(try await office.file().summary == "1 issue is filed")
  }

  @Test func `waits while the server cannot be used, and is filed later`() async throws {
    let office = try await Office()
    defer { office.stop() }
    try await office.open("f1")
    office.answer = .fault(503, [])
    #expect(try await !office.file().isGood)
    office.answer = .work
    let early = try await office.file()
    #expect(!early.isGood && early.summary.contains("issues wait until"), "\(early.summary)")
    #expect(office.issues.isEmpty)
    office.clock.advance(by: .seconds(61))
    #expect(try await office.file().isGood)
    #expect(office.issues.count == 1)
  }

  @Test(arguments: [
    (403, ["retry-after: 30"], 30), (429, ["retry-after: 90"], 90),
    (403, ["x-ratelimit-remaining: 0", "x-ratelimit-reset: 1800000120"], 120),
    (401, [], 3600), (403, [], 3600),
    // What no clock has, and no patience.
    (429, ["retry-after: inf"], 60), (429, ["retry-after: nan"], 60),
    (403, ["retry-after: inf"], 3600), (429, ["retry-after: 1e300"], 86_400),
    (403, ["x-ratelimit-remaining: 0", "x-ratelimit-reset: 1e300"], 86_400),
  ])
  func `comes again when the server says so`(
    _ status: Int, _ headers: [String], _ seconds: Int
  ) async throws {
    let office = try await Office()
    defer { office.stop() }
    try await office.open("f1")
    office.answer = .fault(status, headers)
    #expect(try await !office.file().isGood)
    office.answer = .work
    let asked = office.requestCount
    office.clock.advance(by: .seconds(seconds - 1))
    try await office.file()
    #expect(office.requestCount == asked)
    office.clock.advance(by: .seconds(2))
    try await office.file()
    #expect(office.issues.count == 1)
  }

  @Test func `that is refused does not keep the others`() async throws {
    let office = try await Office()
    defer { office.stop() }
    try await office.open("f1")
    try await office.open("f2")
    office.answer = .refuseFirst
    try await office.file()
    #expect(office.issues.count == 1)
    #expect(try await office.file().summary.contains("the server refused what is left"))
  }

  @Test func `is not filed where no repository is named`() async throws {
    let office = try await Office(rules: "ignore: [nothing]")
    defer { office.stop() }
    try await office.open("f1")
    #expect(try await office.file().summary.contains("no repository"))
    #expect(office.requestCount == 0)
  }
}

/// A workspace with incidents, and a server that keeps issues as GitHub does.
private final class Office: Sendable {
  struct Issue: Sendable {
    var title: String
    var body: String
    var state: String
  }

  enum Answer: Sendable {
    case work
    case fault(Int, [String])
    case refuseFirst
  }

  private struct State {
    var issues: [Issue] = []
    var answer = Answer.work
  }

  private let state: Shared
  private let server: LoopbackServer
  private let place: TemporaryDirectory
  private let database: SQLiteDatabase
  private let runner: ToolRunner
  let clock = ManualClock()

  private final class Shared: Sendable {
    let state = Mutex(State())
  }

  init(rules: String? = nil) async throws {
    let shared = Shared()
    state = shared
    server = try LoopbackServer { request, number in Self.answer(request, number, shared) }
    place = try TemporaryDirectory()
    database = try SQLiteDatabase(path: "\(place.path)/operations.sqlite")
    try await Migration.apply(OperationsMigrations.all + Scheduler.migrations, to: database)
    let text =
      rules
        ?? """
        issues:
          repository: owner/name
          url: \(server.url)/
          token: file:\(place.path)/rules/operations/token

        """
    try place.write("rules/operations/issues.yaml", text)
    try place.write("rules/operations/token", "sesame\n")
    let root = place.path
    let clock = clock
    runner = ToolRunner(
      toolbox: Toolbox([("operations", OperationsTools.all)]),
      places: ToolPlaces(
        root: root, inbox: root / "inbox", outbox: root / "outbox", rules: root / "rules",
        scratch: root / "scratch"),
      database: database, now: { clock.date }, logger: .silent)
  }

  func stop() { server.stop() }

  var issues: [Issue] { state.state.withLock { $0.issues } }
  var requestCount: Int { server.requests.count }
  var tokens: Set<String> { Set(server.requests.compactMap { $0["authorization"] }) }

  var answer: Answer {
    get { state.state.withLock { $0.answer } }
    set { state.state.withLock { $0.answer = newValue } }
  }

  @discardableResult
  func file(isDryRun: Bool = false) async throws -> ToolAnswer {
    try await runner.call("issues", of: "operations", [:], isDryRun: isDryRun, by: "test")
  }

  func write(_ name: Path, _ text: String) throws { try place.write(name, text) }

  func remove(_ name: Path) throws { try Directory.removeFile(place.path / name) }

  func incident(_ fingerprint: String) -> String {
    var failure = Failure()
    failure.fingerprint = fingerprint
    return Incident.id(failure)
  }

  func open(_ fingerprint: String) async throws {
    let now = Int(clock.date.timeIntervalSince1970 * 1000)
    try await database.write { connection in
      var desk = TaskDesk(
        TaskTable(connection, business: "acme"), rules: .shipped, policy: .balanced, now: now)
      var failure = Failure()
      failure.fingerprint = fingerprint
      failure.kind = "disk_full"
      failure.count = 1
      failure.title = "No space \(fingerprint)"
      try desk.file(failure, source: "log", received: now)
    }
  }

  func complete(_ fingerprint: String) async throws {
    let now = Int(clock.date.timeIntervalSince1970 * 1000)
    let task = "task-\(incident(fingerprint))"
    try await database.write { connection in
      var desk = TaskDesk(
        TaskTable(connection, business: "acme"), rules: .shipped, policy: .balanced, now: now)
      _ = try desk.order(.complete, task, agent: nil, by: "Ada", note: "")
    }
  }

  /// As if the program had died before it wrote down what it filed.
  func delete() { state.state.withLock { $0.issues = [] } }

  func forget() async throws {
    try await database.write { try $0.execute("delete from operations_issue") }
  }

  private struct Draft: Decodable {
    var title: String
    var body: String
    var state: String?
  }

  private static func answer(
    _ request: LoopbackServer.Request, _ number: Int, _ shared: Shared
  ) -> [LoopbackServer.Step] {
    shared.state.withLock { state in
      switch state.answer {
      case .fault(let status, let headers):
        return LoopbackServer.answer(status, "{\"message\": \"no\"}", headers: headers)
      case .refuseFirst where request.method == "POST" && state.issues.isEmpty:
        state.answer = .work
        return LoopbackServer.answer(422, "{\"message\": \"Validation Failed\"}")
      default: break
      }
      guard let draft = try? JSONDecoder().decode(Draft.self, from: Data(request.body)) else {
        // Without a draft it is asked what there is.
        let all = state.issues.enumerated().map { json($0.offset + 1, $0.element) }
        return LoopbackServer.answer(200, "[\(all.joined(separator: ","))]")
      }
      if request.method == "POST" {
        state.issues.append(Issue(title: draft.title, body: draft.body, state: "open"))
        return LoopbackServer.answer(
          201, json(state.issues.count, state.issues[state.issues.count - 1]))
      }
      let index = (Int(request.path.split(separator: "/").last ?? "") ?? 0) - 1
      guard state.issues.indices.contains(index) else { return LoopbackServer.answer(404, "{}") }
      state.issues[index] = Issue(
        title: draft.title, body: draft.body, state: draft.state ?? "open")
      return LoopbackServer.answer(200, json(index + 1, state.issues[index]))
    }
  }

  private static func json(_ number: Int, _ issue: Issue) -> String {
    let body = try? JSONEncoder().encode(issue.body)  // A text always has an encoding.
    let text = body.map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    return "{\"number\": \(number), \"html_url\": \"http://x/\(number)\", \"body\": \(text)}"
  }
}
