import API
import Accounts
import Agents
import Cryptography
import Dashboard
import Files
import Foundation
import HTTPServer
import Models
import Pipeline
import Rules
import SQLiteStorage
import Storage
import Telemetry
import TestSupport
import Testing

@testable import Daemon
@testable import Web

/// Every route of the daemon, without the daemon: the pages, and what programs ask.
struct WebSurface {
  let place: TemporaryDirectory
  let routes: [WebRoute]
  let programs: APIRoutes
  let application: WebApplication
  let accounts: AccountBook
  let database: SQLiteDatabase
  static let password = "a meadow in the rain"
  static let own = ("Sec-Fetch-Site", "same-origin")

  private struct WornSpring: Error, CustomStringConvertible {
    let description = "the spring is worn"
  }

  /// A worker with a schedule, so that there is something to show.
  private struct Clockwork: Worker {
    let name = "clockwork"
    let routes: [any Route] = []

    var tools: [Tool] {
      [
        Tool("tick", "Ticks.", [ToolParameter("times", .integer(1...9), "How often.")]) { call, _ in
          if call.arguments["times"] == .integer(9) { throw WornSpring() }
          return ToolAnswer(call.isDryRun ? "it would tick" : "it ticked")
        }
      ]
    }

    var schedules: [Schedule] { [Schedule("hourly", .every(.seconds(3600)), tool: "tick")] }
  }

  init() async throws {
    place = try TemporaryDirectory()
    let workspace = Workspace(place.path)
    try workspace.prepare()
    let workers: [any Worker] = [Clockwork()]
    let database = try SQLiteDatabase(path: workspace.database.description)
    self.database = database
    try await Migration.apply(Schema.migrations(of: workers), to: database)
    let people = try SQLiteDatabase(path: workspace.accounts.description)
    try await Migration.apply(AccountBook.migrations, to: people)
    var limits = AccountsConfiguration()
    limits.cost = .least
    limits.hashingThreads = 1
    accounts = AccountBook(
      database: people, configuration: limits, now: { Date().timeIntervalSince1970 })
    for (name, role, scope) in [
      ("ada", Role.admin, BusinessScope.all), ("otto", .operator, .all), ("vic", .viewer, .all),
      ("sam", .admin, .only(["acme"])),
    ] {
      _ = try await accounts.add(
        name, role: role, scope: scope, password: Self.password, by: .commandLine)
    }
    try await Self.fill(database)
    let now: @Sendable () -> Date = { Date() }
    let recovery = Recovery(
      workspace: workspace, database: database,
      outbox: Outbox(
        workspace: workspace, database: database, sync: try FileSync(home: workspace.root)),
      workers: workers, now: now, logger: .silent)
    let desk = ItemDesk(
      workspace: workspace, database: database, recovery: recovery, now: now, signal: {})
    let tools = ToolRunner(
      toolbox: Toolbox(workers.map { ($0.name, $0.tools) }), places: workspace.toolPlaces,
      database: database, now: now, logger: .silent)
    let scheduler = Scheduler(
      workers.map { ($0.name, $0.schedules) }, runner: tools, database: database, now: now,
      clock: ContinuousClock(), logger: .silent)
    let services = DashboardServices(
      workspace: workspace, workers: workers, database: database, accounts: accounts, desk: desk,
      bulk: BulkDesk(desk, database, now: now),
      rules: Self.rules(workspace, database, now),
      scheduler: scheduler, gates: StageGates(), itemsRunningMax: 128, signal: {},
      spent: { _ in 0 }, toolContext: { tools.context(of: $0) }, events: EventStream(run: "r"),
      recentLog: RecentLog(), watch: { WatchFacts() }, settings: { SettingFacts() }, now: now)
    let pages = DashboardPages(services)
    let metrics = WebMetrics()
    programs = APIRoutes(
      APIServices(
        workspace: workspace, workers: workers, database: database, accounts: accounts,
        desk: desk, bulk: services.bulk, rules: services.rules,
        uploads: Services.outlook(CurrentRules(try Self.rules)), scheduler: scheduler,
        toolContext: services.toolContext, events: services.events,
        recentLog: services.recentLog, metrics: metrics, pipelineMetrics: PipelineMetrics(),
        figures: { [Figure("watches", .gauge, "Watches.", 3)] }, now: now))
    routes = pages.routes + programs.routes
    application = WebApplication(
      WebConfiguration(HTTPConfiguration(.address(ListenAddress(host: "127.0.0.1", port: 0)))),
      routes: routes, pages: pages, assets: DashboardPages.assets, accounts: accounts,
      events: services.events, metrics: metrics, logger: .silent)
  }

  /// Adds an item with its directory, at rest in a place.
  func keep(_ id: Int, in place: Workspace.Place, held: [String: Int] = [:]) async throws {
    var item = Item(
      id: ItemID(id), fingerprint: "f\(id)", nameBytes: Array("\(id).csv".utf8),
      origin: "\(id).csv", isBundle: false, size: 7, received: Date(), worker: "clockwork",
      route: "r", business: "acme", rule: "rule", options: [:])
    item.held = held
    item.published = "clockwork/acme/\(id)"
    if !held.isEmpty {
      item.runs = [Item.StageRun(stage: .publish, milliseconds: 1, records: 1, rejects: 0)]
      item.decisions = [Item.Decision(stage: "publish", text: "published without records")]
    }
    let directory = directory(of: id, in: place)
    try Directory.make(directory / "source")
    try item.write(in: directory)
    try await database.write { connection in
      try connection.execute(
        """
        insert into item(id, name, origin, worker, route, business, rule, fingerprint, size,
          received, place, finished)
        values($1, $2, $2, 'clockwork', 'r', 'acme', 'rule', $2, 7, 1.0, $3, 1.0)
        """, [.integer(id), .text("\(id).csv"), .text(place.rawValue)])
    }
  }

  func directory(of id: Int, in place: Workspace.Place) -> Path {
    Workspace(self.place.path).directory(of: ItemID(id), in: place)
  }

  /// An item of each of two businesses, one of them with a name that gives it away.
  private static func fill(_ database: SQLiteDatabase) async throws {
    try await database.write { connection in
      for (id, name, business) in [(1, "open.csv", "acme"), (2, "canary.csv", "rival")] {
        try connection.execute(
          """
          insert into item(id, name, origin, worker, route, business, rule, fingerprint, size,
            received, place, outcome, reason, finished)
          values($1, $2, $2, 'clockwork', 'r', $3, 'rule', $2, 7, 1.0, 'failed', 'failed',
            'it is ' || $2, $4)
          """,
          [.integer(id), .text(name), .text(business), .real(Date().timeIntervalSince1970)])
      }
    }
  }

  private static func rules(
    _ workspace: Workspace, _ database: any Database, _ now: @escaping @Sendable () -> Date
  ) -> RuleDesk {
    RuleDesk(
      workspace: workspace, database: database, now: now, own: [note], check: { _ in (nil, []) })
  }

  /// Those in force, which take tables alone.
  private static var rules: RuleSet {
    get throws {
      let text = "rules:\n  - {name: tables, match: {name: '*.csv'}, worker: clockwork}\n"
      let file = RuleFile(name: "10-all.yaml", text: Array(text.utf8))
      return try #require(RuleSet.load([file], workers: ["clockwork": ["r"]]).0)
    }
  }

  /// Words for a model, in a file of their own.
  private static let note = RuleDesk.OwnFile(
    "prompts/note.txt", preview: { PromptLibrary.preview($0, ["facts": "it ticks"]) },
    check: { PromptLibrary.faults(in: $0, gaps: ["facts"]) })

  /// What `{…}` in a pattern stands for when somebody asks.
  static func target(_ pattern: String) -> String {
    let values = [
      "id": "999999", "stage": "ingest", "number": "999999", "token": "none", "worker": "none",
      "name": "none", "file": "none.yaml",
    ]
    let segments = pattern.split(separator: "/").map { segment in
      segment.hasPrefix("{")
        ? values[String(segment.dropFirst().dropLast())] ?? "none" : String(segment)
    }
    return "/" + segments.joined(separator: "/")
  }

  func send(
    _ method: HTTPServer.Method, _ target: String, _ headers: [(String, String)] = [],
    form: [(String, String)]? = nil, json: String? = nil
  ) async throws -> Response {
    var all = Headers()
    all.add("Host", "localhost:8321")
    for (name, value) in headers { all.add(name, value) }
    var body: [UInt8] = []
    if let form {
      all.add("Content-Type", "application/x-www-form-urlencoded")
      body = Array(FormFields(form).encoded.utf8)
    } else if let json {
      all.add("Content-Type", "application/json")
      body = Array(json.utf8)
    }
    return await application.answer(
      try Request(
        method, target, headers: all, remoteAddress: "127.0.0.1", id: "r1", body: .bytes(body)))
  }

  /// The headers and the form token of a new session.
  func signIn(_ name: String) async throws -> (headers: [(String, String)], token: String) {
    let response = try await send(
      .post, "/login", [Self.own], form: [("user", name), ("password", Self.password)])
    let cookie = String(try #require(response.headers["Set-Cookie"]).prefix { $0 != ";" })
    let page = try await text(send(.get, "/settings", [("Cookie", cookie)]))
    let mark = try #require(page.firstRange(of: "name=\"_csrf\" value=\""))
    let token = String(page[mark.upperBound...].prefix { $0 != "\"" })
    return ([("Cookie", cookie), Self.own], token)
  }

  func text(_ response: Response) throws -> String {
    guard case .bytes(let bytes) = response.body else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }
}
