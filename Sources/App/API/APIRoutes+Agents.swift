import Accounts
import Agents
import Foundation
import HTTPServer
import Pipeline
import Storage
import Web

extension APIRoutes {
  var agentEndpoints: [Endpoint] { approvalEndpoints + scheduleEndpoints }

  private var approvalEndpoints: [Endpoint] {
    [
      Endpoint(
        .get, "/agents", needs: .viewer, "Who does the workers' work, and how they are doing.",
        answer: .object([.needed("agents", .many(AgentAnswer.schema))])
      ) { call in
        var found: [AgentSummary] = []
        for worker in services.workers {
          found += try await worker.agents(in: services.toolContext(worker.name))
        }
        let seen = found.filter { call.viewer.scope.contains($0.business) }
        return try .json(["agents": seen.map(AgentAnswer.init)])
      },
      Endpoint(
        .get, "/approvals", needs: .viewer, "What waits for a person's word, or had it.",
        query: [
          .init(
            name: "state", schema: .word(Approval.State.allCases.map(\.rawValue)),
            summary: "Several may be given; all by default.", isList: true)
        ] + Self.paging(.id),
        answer: .object([
          .needed("approvals", .many(ApprovalAnswer.schema)), .needed("next", .nullable(.id)),
        ]), approvals
      ).ofAll(),
      Endpoint(
        .post, "/approvals/{id}", needs: .operator, "Says yes or no.",
        path: [("id", .id, "The number of the approval.")],
        body: .object([
          .needed("decision", .word(Approval.Decision.allCases.map(\.rawValue))),
          .optional("note", .text(0...1000)),
        ]), answer: ApprovalAnswer.schema, decide
      ).ofAll(),
    ]
  }

  private var scheduleEndpoints: [Endpoint] {
    let names = [
      ("worker", Schema.text(1...100), "The worker."), ("name", .text(1...100), "The schedule."),
    ]
    return [
      Endpoint(
        .get, "/schedules", needs: .viewer, "What runs when.",
        answer: .object([.needed("schedules", .many(ScheduleAnswer.schema))])
      ) { _ in
        let found = try await services.database.read { try ScheduleTable($0).all() }
        return try .json(["schedules": found.map(ScheduleAnswer.init)])
      }.ofAll(),
      Endpoint(
        .get, "/schedules/{worker}/{name}/runs", needs: .viewer, "How it went, newest first.",
        path: names, query: Self.paging(.id),
        answer: .object([
          .needed("runs", .many(ScheduleAnswer.Run.schema)), .needed("next", .nullable(.id)),
        ]), runs
      ).ofAll(),
      Endpoint(
        .post, "/schedules/{worker}/{name}", needs: .operator, "Runs, pauses or resumes it.",
        path: names, body: .object([.needed("action", .word(["run", "pause", "resume"]))]),
        answer: .object([.needed("done", .flag)]), change
      ).ofAll(),
    ]
  }

  private func approvals(_ call: APICall) async throws -> APIAnswer {
    struct Answer: Encodable {
      let approvals: [ApprovalAnswer]
      @AlwaysWritten var next: Int?
    }
    let states = Set(call.texts("state").compactMap(Approval.State.init))
    let (before, limit) = (call.integer("after"), call.limit())
    let found = try await services.database.read {
      try ApprovalTable($0).page(states, before: before, limit: limit)
    }
    return try .json(
      Answer(
        approvals: found.map(ApprovalAnswer.init),
        next: found.count == limit ? found.last?.number : nil))
  }

  private func decide(_ call: APICall) async throws -> APIAnswer {
    let number = try call.id()
    guard let decision = call.body["decision"]?.text.flatMap(Approval.Decision.init) else {
      throw Problem.invalid("There is no such decision.")
    }
    _ = try await approval(number)
    let note = call.body["note"]?.text ?? ""
    let isDecided = try await services.scheduler.decide(
      number, decision, by: call.viewer.name, note: note)
    if !isDecided { throw Problem.conflict("Approval \(number) does not wait any more.") }
    try await call.visit.audit("approval.\(decision.rawValue)", "\(number)", note)
    services.changed("approval", "\(number)")
    return try .json(ApprovalAnswer(try await approval(number)))
  }

  private func approval(_ number: Int) async throws -> Approval {
    let found = try await services.database.read { try ApprovalTable($0).approval(number) }
    guard let found else { throw Problem.notFound("There is no approval \(number).") }
    return found
  }

  private func runs(_ call: APICall) async throws -> APIAnswer {
    struct Answer: Encodable {
      let runs: [ScheduleAnswer.Run]
      @AlwaysWritten var next: Int?
    }
    let (name, before, limit) = (Self.name(call), call.integer("after"), call.limit())
    let found = try await services.database.read {
      try ScheduleTable($0).history(of: name, before: before, limit: limit)
    }
    return try .json(
      Answer(
        runs: found.map(ScheduleAnswer.Run.init),
        next: found.count == limit ? found.last?.number : nil))
  }

  private func change(_ call: APICall) async throws -> APIAnswer {
    let name = Self.name(call)
    let action = call.body["action"]?.text ?? ""
    let isThere =
      switch action {
      case "run": try await services.scheduler.runNow(name, by: call.viewer.name)
      default: try await services.scheduler.setPaused(action == "pause", name)
      }
    if !isThere { throw Problem.notFound("There is no schedule “\(name)”.") }
    try await call.visit.audit("schedule.\(action)", name)
    services.changed("schedule", name)
    return try .json(["done": true])
  }

  private static func name(_ call: APICall) -> String {
    "\(call.text("worker") ?? "")/\(call.text("name") ?? "")"
  }
}

/// An approval as programs see it.
struct ApprovalAnswer: Encodable {
  let id: Int
  let worker: String
  let tool: String
  let arguments: [String: ToolValue]
  let risk: String
  let why: String
  let preview: String
  let cost: String
  let asked: Date
  let expires: Date
  let state: String
  @AlwaysWritten var decided: Date?
  @AlwaysWritten var decidedBy: String?
  @AlwaysWritten var note: String?
  @AlwaysWritten var ended: Date?
  @AlwaysWritten var result: String?

  init(_ approval: Approval) {
    id = approval.number
    worker = approval.worker
    tool = approval.tool
    arguments = approval.arguments
    risk = "\(approval.risk)"
    why = approval.why
    preview = approval.preview
    cost = approval.cost
    asked = approval.asked
    expires = approval.expires
    state = approval.state.rawValue
    decided = approval.decided
    decidedBy = approval.decidedBy
    note = approval.note
    ended = approval.ended
    result = approval.result
  }

  static let schema = Schema.object([
    .needed("id", .id), .needed("worker", .line), .needed("tool", .line),
    .needed("arguments", .map(.any)), .needed("risk", .line), .needed("why", .line),
    .needed("preview", .line), .needed("cost", .line), .needed("asked", .time),
    .needed("expires", .time), .needed("state", .line), .needed("decided", .nullable(.time)),
    .needed("decidedBy", .nullable(.line)), .needed("note", .nullable(.line)),
    .needed("ended", .nullable(.time)), .needed("result", .nullable(.line)),
  ])
}

/// A schedule as programs see it.
struct ScheduleAnswer: Encodable {
  struct Run: Encodable {
    let number: Int
    let nominal: Date
    let started: Date
    @AlwaysWritten var ended: Date?
    let outcome: String
    let missed: Int
    let text: String
    @AlwaysWritten var askedBy: String?

    init(_ run: Schedule.Run) {
      number = run.number
      nominal = run.nominal
      started = run.started
      ended = run.ended
      outcome = run.outcome.rawValue
      missed = run.missed
      text = run.text
      askedBy = run.askedBy
    }

    static let schema = Schema.object([
      .needed("number", .id), .needed("nominal", .time), .needed("started", .time),
      .needed("ended", .nullable(.time)), .needed("outcome", .line), .needed("missed", .count),
      .needed("text", .line), .needed("askedBy", .nullable(.line)),
    ])
  }

  let name: String
  let timing: String
  let isPaused: Bool
  @AlwaysWritten var next: Date?
  @AlwaysWritten var last: Run?

  init(_ standing: Schedule.Standing) {
    name = standing.name
    timing = standing.timing
    isPaused = standing.isPaused
    next = standing.next
    last = standing.last.map(Run.init)
  }

  static let schema = Schema.object([
    .needed("name", .line), .needed("timing", .line), .needed("isPaused", .flag),
    .needed("next", .nullable(.time)), .needed("last", .nullable(Run.schema)),
  ])
}
