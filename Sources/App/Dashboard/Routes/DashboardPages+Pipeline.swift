import Accounts
import HTTPServer
import Pages
import Pipeline
import Web

// The stages, and the gates before them.
extension DashboardPages {
  var pipelineRoutes: [WebRoute] {
    [
      WebRoute(.get, "/pipeline", needs: .viewer) { visit in
        let context = try await context(of: visit)
        let overview = try await overview(visit.viewer)
        return page(.pipeline, context, visit) {
          PipelinePage(overview: overview, gates: gates, context: context)
        }
      },
      WebRoute(.post, "/pipeline/{stage}", needs: .operator) { visit in
        try await changeGate(visit)
      }.ofAll(),
    ]
  }

  private func changeGate(_ visit: Visit) async throws -> Response {
    let words = words(visit)
    guard let stage = Stage(rawValue: visit.parameters["stage"] ?? "") else {
      throw Problem.notFound("There is no such step.")
    }
    var setting = services.gates.setting(of: stage)
    let wish = visit.form["do"] ?? ""
    switch wish {
    case "pause", "resume": setting.isPaused = wish == "pause"
    case "limit":
      let text = visit.form["items"] ?? ""
      let number = Int(text)
      let isRight = number.map { (1...StageGates.itemsMaxMax).contains($0) } ?? text.isEmpty
      guard isRight else {
        throw Problem.invalid(
          "“\(text)” is no number of files from 1 to \(StageGates.itemsMaxMax).")
      }
      setting.itemsMax = number
    default: throw Problem.invalid("It was not said what is to be done.")
    }
    try await services.gates.set(
      stage, isPaused: setting.isPaused, itemsMax: setting.itemsMax, by: visit.viewer.name,
      at: services.now(), services.database)
    try await visit.audit(
      "pipeline.\(wish)", stage.rawValue,
      setting.itemsMax.map { "\($0) files at a time" } ?? "no limit")
    services.signal()
    services.changed("pipeline", stage.rawValue)
    let title = stage.title(words)
    let text =
      switch wish {
      case "pause": words("“%1” is paused.", title)
      case "resume": words("“%1” goes on.", title)
      default: words("Kept.")
      }
    return visit.redirect(to: "/pipeline", .success(text))
  }
}
