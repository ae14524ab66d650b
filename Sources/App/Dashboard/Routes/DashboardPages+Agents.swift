import Accounts
import Agents
import Foundation
import HTTPServer
import Pages
import Pipeline
import Storage
import Web

// Agents, tools, schedules, and what agents ask leave for.
extension DashboardPages {
  var agentRoutes: [WebRoute] {
    [
      WebRoute(.get, "/agents", needs: .viewer) { visit in try await agents(visit) },
      WebRoute(.get, "/schedules", needs: .viewer) { visit in
        try await schedules(visit, preview: nil)
      }.ofAll(),
      WebRoute(.post, "/schedules/change", needs: .operator) { visit in
        try await changeSchedule(visit)
      }.ofAll(),
      WebRoute(.post, "/approvals/{number}", needs: .operator) { visit in
        try await decideApproval(visit)
      }.ofAll(),
    ]
  }

  private func agents(_ visit: Visit) async throws -> Response {
    let context = try await context(of: visit)
    var agents: [AgentSummary] = []
    for worker in services.workers {
      agents += try await worker.agents(in: services.toolContext(worker.name))
    }
    let seen = agents.filter { visit.viewer.scope.contains($0.business) }
    let tools = services.workers.flatMap { worker in
      worker.tools.map { (worker: worker.name, tool: $0) }
    }
    return page(.agents, context, visit) {
      AgentsPage(agents: seen, tools: tools, context: context)
    }
  }

  private static let runsMax = 100
  private static let timesMax = 5

  private func schedules(
    _ visit: Visit, preview: (name: String, answer: ToolAnswer)?
  ) async throws -> Response {
    var context = try await context(of: visit)
    context.isStill = preview != nil
    let shown = context
    let scheduler = services.scheduler
    let schedules = try await services.database.read { connection in
      let table = ScheduleTable(connection)
      return try table.all().map { standing in
        SchedulesPage.Entry(
          standing: standing, history: try table.history(of: standing.name, limit: Self.runsMax),
          times: scheduler.nextTimes(of: standing.name, count: Self.timesMax))
      }
    }
    return page(.schedules, shown, visit) {
      SchedulesPage(schedules: schedules, preview: preview, context: shown)
    }
  }

  private func changeSchedule(_ visit: Visit) async throws -> Response {
    let words = Words.of(visit.viewer.settings["language"])
    let name = visit.form["name"] ?? ""
    let (isKnown, text): (Bool, String)
    let wish = visit.form["do"] ?? ""
    switch wish {
    case "try":
      return try await rehearse(name, visit)
    case "run":
      isKnown = try await services.scheduler.runNow(name, by: visit.viewer.name)
      text = words("%1 runs now.", name)
    case "pause", "resume":
      isKnown = try await services.scheduler.setPaused(wish == "pause", name)
      text = wish == "pause" ? words("%1 is paused.", name) : words("%1 goes on.", name)
    default: throw Problem.invalid("It was not said what is to be done.")
    }
    if !isKnown { throw Problem.notFound("There is no schedule “\(name)”.") }
    try await visit.audit("schedule.\(wish)", name)
    services.changed("schedule", name)
    return visit.redirect(to: "/schedules", .success(text))
  }

  private func rehearse(_ name: String, _ visit: Visit) async throws -> Response {
    let answer: ToolAnswer?
    do {
      answer = try await services.scheduler.dryRun(name, by: visit.viewer.name)
    } catch let error where !(error is CancellationError) {
      return visit.redirect(to: "/schedules", .failure("\(error)"))
    }
    guard let answer else { throw Problem.notFound("There is no schedule “\(name)”.") }
    return try await schedules(visit, preview: (name, answer))
  }

  private func decideApproval(_ visit: Visit) async throws -> Response {
    let words = Words.of(visit.viewer.settings["language"])
    guard let number = Int(visit.parameters["number"] ?? ""),
      let decision = Approval.Decision(rawValue: visit.form["decision"] ?? "")
    else { throw Problem.notFound("There is no such question.") }
    let note = String((visit.form["note"] ?? "").prefix(500))
    let isDecided = try await services.scheduler.decide(
      number, decision, by: visit.viewer.name, note: note)
    if !isDecided {
      return visit.redirect(
        to: "/decisions", .notice(words("It was decided already, or has lapsed.")))
    }
    try await visit.audit("approval.\(decision.rawValue)", String(number), note)
    services.changed("approval", String(number))
    return visit.redirect(
      to: "/decisions",
      .success(
        decision == .approve
          ? words("Allowed: it is being done. What comes of it stands below.")
          : words("Refused.")))
  }
}
