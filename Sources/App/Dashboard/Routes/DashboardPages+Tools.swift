import Accounts
import Agents
import Foundation
import HTTPServer
import Pages
import Pipeline
import Web

// What workers can do, by hand. A tool may reach what belongs to any business.
extension DashboardPages {
  var toolRoutes: [WebRoute] {
    [
      WebRoute(.get, "/tools/{worker}/{tool}", needs: .operator) { visit in
        let (worker, tool) = try tool(visit)
        let values = Dictionary(visit.request.query.pairs.map { ($0.name, $0.value) }) { $1 }
        return try await show(worker, tool, values, nil, visit)
      }.ofAll(),
      WebRoute(.post, "/tools/{worker}/{tool}", needs: .operator) { visit in
        try await use(visit)
      }.ofAll(),
    ]
  }

  private func tool(_ visit: Visit) throws -> (worker: String, Tool) {
    let (worker, name) = (visit.parameters["worker"] ?? "", visit.parameters["tool"] ?? "")
    guard
      let tool = services.workers.first(where: { $0.name == worker })?.tools
        .first(where: { $0.name == name })
    else { throw Problem.notFound("There is no tool “\(worker)/\(name)”.") }
    return (worker, tool)
  }

  private func show(
    _ worker: String, _ tool: Tool, _ values: [String: String], _ result: ToolPage.Result?,
    _ visit: Visit, failure: String? = nil
  ) async throws -> Response {
    var context = try await context(of: visit)
    // What somebody types here stays.
    context.isStill = true
    if let failure { context.notes.append(PageContext.Note(kind: .failed, text: failure)) }
    let shown = context
    return page("\(worker)/\(tool.name)", .agents, shown, visit) {
      ToolPage(worker: worker, tool: tool, values: values, result: result, context: shown)
    }
  }

  private func use(_ visit: Visit) async throws -> Response {
    let (worker, tool) = try tool(visit)
    let isDryRun = visit.form["do"] != "run"
    var values: [String: String] = [:]
    var arguments: [String: ToolValue] = [:]
    for parameter in tool.parameters {
      let word = visit.form[ToolPage.fieldName(parameter)] ?? ""
      if word.isEmpty { continue }
      values[parameter.name] = word
      arguments[parameter.name] = parameter.value(of: word)
    }
    let answer: ToolAnswer
    do {
      answer = try await services.scheduler.use(
        tool.name, of: worker, arguments, isDryRun: isDryRun, by: visit.viewer.name)
    } catch let error where !(error is CancellationError) {
      // A rule file with a fault, a key that cannot be read: who wants the tool can mend it.
      return try await show(worker, tool, values, nil, visit, failure: "\(error)")
    }
    if !isDryRun {
      let told = values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      try await visit.audit("tool.run", "\(worker)/\(tool.name)", told.joined(separator: " "))
      services.changed("tool", "\(worker)/\(tool.name)")
    }
    return try await show(
      worker, tool, values, ToolPage.Result(answer: answer, isDryRun: isDryRun), visit)
  }
}
