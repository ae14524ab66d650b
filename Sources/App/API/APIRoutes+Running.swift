import Accounts
import Agents
import Files
import Foundation
import HTTPServer
import Pipeline
import Storage
import Telemetry
import Web

extension APIRoutes {
  var runningEndpoints: [Endpoint] {
    [
      Endpoint(
        .get, "/overview", needs: .viewer, "The stages with their load.",
        answer: OverviewAnswer.schema
      ) { _ in try .json(OverviewAnswer(try await readOverview())) }.ofAll(),
      Endpoint(
        .get, "/businesses", needs: .viewer, "Businesses with their items.",
        answer: .object([.needed("businesses", .many(BusinessAnswer.schema))])
      ) { call in
        let visible = call.viewer.scope.names
        let found = try await services.database.read {
          try BusinessSummary.all(visible: visible, $0)
        }
        return try .json(["businesses": found.map(BusinessAnswer.init)])
      },
      Endpoint(
        .get, "/businesses/{worker}/{business}/results", needs: .viewer,
        "What a business published, by where it is seen, and what each publication changed.",
        path: [
          ("worker", .text(1...100), "The worker."),
          ("business", .text(1...255), "The business."),
        ],
        query: [
          .init(name: "limit", schema: .integer(1...500), summary: "Publications, at most.")
        ],
        answer: .object([.needed("results", .many(ResultAnswer.schema))])
      ) { call in try await results(call) },
      Endpoint(
        .get, "/workers", needs: .viewer, "What the workers can do.",
        answer: .object([.needed("workers", .many(WorkerAnswer.schema))])
      ) { _ in try .json(["workers": services.workers.map(WorkerAnswer.init)]) },
      Endpoint(
        .get, "/logs", needs: .admin, "The latest lines of the log, newest first.",
        query: [
          .init(name: "limit", schema: .integer(1...500), summary: "How many at most."),
          .init(
            name: "level", schema: .word(LogLevel.allCases.map(\.rawValue)),
            summary: "At least this; debug by default."),
          .init(name: "text", schema: .text(1...200), summary: "Only lines with it."),
        ],
        answer: .object([.needed("lines", .many(LogAnswer.schema))])
      ) { call in
        let level = call.text("level").flatMap(LogLevel.init) ?? .debug
        let found = services.recentLog.latest(
          call.limit(), atLeast: level, text: call.text("text") ?? "")
        return try .json(["lines": found.map(LogAnswer.init)])
      },
    ]
  }

  private func results(_ call: APICall) async throws -> APIAnswer {
    let (worker, business) = (call.text("worker") ?? "", call.text("business") ?? "")
    guard services.workers.contains(where: { $0.name == worker }),
      call.viewer.scope.contains(business)
    else {
      throw Problem.notFound("There is no business “\(business)” at a worker “\(worker)”.")
    }
    let limit = call.limit()
    let found = try await services.database.read {
      try PublishedResult.latest(of: business, worker: worker, limit: limit, $0)
    }
    return try .json(["results": found.map(ResultAnswer.init)])
  }

  /// What watches the daemon asks.
  var watchRoutes: [WebRoute] {
    [
      WebRoute(.get, "/healthz", needs: nil) { _ in .text("ok\n") },
      WebRoute(.get, "/readyz", needs: nil) { _ in try await ready() },
      WebRoute(.get, "/metrics", needs: .viewer) { _ in try await metrics() }.ofAll(),
    ]
  }

  private func readOverview() async throws -> PipelineOverview {
    let now = services.now()
    let day = 86_400.0
    let midnight = Date(
      timeIntervalSince1970: (now.timeIntervalSince1970 / day).rounded(.down) * day)
    return try await services.database.read {
      try PipelineOverview.read(now: now, midnight: midnight, $0)
    }
  }

  /// Whether files are taken: the database answers, and the inbox is there.
  private func ready() async throws -> Response {
    var reasons: [String] = []
    do {
      _ = try await services.database.write { _ in true }
    } catch {
      reasons.append("database: cannot be written")
    }
    if !Directory.isUsable(services.workspace.inbox) { reasons.append("inbox: is missing") }
    struct Answer: Encodable {
      let isReady: Bool
      let reasons: [String]
    }
    let answer = try APIAnswer.json(Answer(isReady: reasons.isEmpty, reasons: reasons))
    return .json(answer.bytes, status: reasons.isEmpty ? 200 : 503)
  }

  private func metrics() async throws -> Response {
    var text = MetricsText()
    for figure in try await services.figures() { text.add(figure) }
    services.pipelineMetrics.write(to: &text)
    services.metrics.write(to: &text)
    let overview = try await readOverview()
    let now = services.now()
    text.family("queue_depth", .gauge, "Items that wait for a stage or are at work in it.")
    for load in overview.stages {
      text.sample(
        "queue_depth", ["stage": load.stage.rawValue], Double(load.waiting + load.running))
    }
    text.family("queue_oldest_seconds", .gauge, "Age of the oldest item at a stage.")
    for load in overview.stages {
      let age = load.oldest.map { max(0, now.timeIntervalSince($0)) } ?? 0
      text.sample("queue_oldest_seconds", ["stage": load.stage.rawValue], age)
    }
    text.family("items", .gauge, "Items by where they lie.")
    for place in Workspace.Place.allCases {
      text.sample(
        "items", ["place": place.rawValue], Double(overview.counts[place, default: 0]))
    }
    text.family("sse_clients", .gauge, "Pages that listen for changes.")
    text.sample("sse_clients", [:], Double(services.events.listenerCount))
    try ProcessFigures.write(to: &text)
    return .typed(text.bytes, "text/plain; version=0.0.4; charset=utf-8")
  }
}

/// The stages with their load, as programs see them.
struct OverviewAnswer: Encodable {
  struct Load: Encodable {
    let stage: String
    let waiting: Int
    let running: Int
    let retrying: Int
    let doneToday: Int
    let failedToday: Int
    @AlwaysWritten var oldest: Date?
    let perMinute: [Int]
    @AlwaysWritten var medianMilliseconds: Double?
    @AlwaysWritten var p95Milliseconds: Double?
  }

  let stages: [Load]
  let counts: [String: Int]
  let perMinute: [Int]
  @AlwaysWritten var oldestHeld: Date?

  init(_ overview: PipelineOverview) {
    stages = overview.stages.map {
      Load(
        stage: $0.stage.rawValue, waiting: $0.waiting, running: $0.running,
        retrying: $0.retrying, doneToday: $0.doneToday, failedToday: $0.failedToday,
        oldest: $0.oldest, perMinute: $0.perMinute, medianMilliseconds: $0.median,
        p95Milliseconds: $0.p95)
    }
    counts = Dictionary(
      overview.counts.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { $1 })
    perMinute = overview.perMinute
    oldestHeld = overview.oldestHeld
  }

  static let schema = Schema.object([
    .needed(
      "stages",
      .many(
        .object([
          .needed("stage", .line), .needed("waiting", .count), .needed("running", .count),
          .needed("retrying", .count), .needed("doneToday", .count),
          .needed("failedToday", .count), .needed("oldest", .nullable(.time)),
          .needed("perMinute", .many(.count)),
          .needed("medianMilliseconds", .nullable(.number)),
          .needed("p95Milliseconds", .nullable(.number)),
        ]))), .needed("counts", .map(.count)), .needed("perMinute", .many(.count)),
    .needed("oldestHeld", .nullable(.time)),
  ])
}

/// A business as programs see it.
struct BusinessAnswer: Encodable {
  let worker: String
  let business: String
  let items: Int
  let underWay: Int
  let held: Int
  let failed: Int
  @AlwaysWritten var latest: Date?

  init(_ summary: BusinessSummary) {
    worker = summary.worker
    business = summary.business
    items = summary.items
    underWay = summary.underWay
    held = summary.held
    failed = summary.failed
    latest = summary.latest
  }

  static let schema = Schema.object([
    .needed("worker", .line), .needed("business", .line), .needed("items", .count),
    .needed("underWay", .count), .needed("held", .count), .needed("failed", .count),
    .needed("latest", .nullable(.time)),
  ])
}

/// A worker as programs see it.
struct WorkerAnswer: Encodable {
  let name: String
  let routes: [String]
  let tools: [String]
  let panels: [String]

  init(_ worker: any Worker) {
    name = worker.name
    routes = worker.routes.map(\.name)
    tools = worker.tools.map(\.name)
    panels = worker.panels.map(\.name)
  }

  static let schema = Schema.object([
    .needed("name", .line), .needed("routes", .many(.line)), .needed("tools", .many(.line)),
    .needed("panels", .many(.line)),
  ])
}

/// A line of the log as programs see it.
struct LogAnswer: Encodable {
  let number: Int
  let time: Date
  let level: String
  let message: String
  let fields: [RecordAnswer.Field]

  init(_ entry: RecentLog.Entry) {
    number = entry.number
    time = entry.time
    level = entry.level.rawValue
    message = entry.message
    fields = entry.fields.map { .init(name: $0.name, value: $0.value) }
  }

  static let schema = Schema.object([
    .needed("number", .id), .needed("time", .time), .needed("level", .line),
    .needed("message", .line),
    .needed("fields", .many(.object([.needed("name", .line), .needed("value", .line)]))),
  ])
}
