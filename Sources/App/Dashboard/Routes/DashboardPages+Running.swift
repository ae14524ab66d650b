import Accounts
import Files
import Foundation
import HTTPServer
import Pages
import Pipeline
import Storage
import Telemetry
import Web

// How the program itself is doing: its log and its health.
extension DashboardPages {
  var runningRoutes: [WebRoute] {
    [
      WebRoute(.get, "/logs", needs: .viewer) { visit in
        var context = try await context(of: visit)
        context.isFollowing = visit.request.query["follow"] == "on"
        let shown = context
        let (level, text) = logFilter(visit)
        let entries = services.recentLog.latest(Self.linesMax, atLeast: level, text: text)
        return page(.logs, shown, visit) {
          LogsPage(
            entries: entries, level: level, text: text, isFollowing: shown.isFollowing,
            isWrapped: visit.request.query["wrap"] != "off", context: shown)
        }
      }.ofAll(),
      WebRoute(.get, "/logs/download", needs: .operator) { visit in
        let (level, text) = logFilter(visit)
        let entries = services.recentLog.latest(
          RecentLog.entriesMax, atLeast: level, text: text)
        let lines = entries.reversed().map(\.line).joined()
        var response = Response.text(lines)
        response.headers["Content-Disposition"] = "attachment; filename=\"dropmill.log\""
        return response
      }.ofAll(),
      WebRoute(.get, "/health", needs: .viewer) { visit in
        let context = try await context(of: visit)
        let checks = try await checks(context)
        let watch = visit.viewer.scope == .all ? await services.watch() : nil
        let settings = context.mayManage ? try services.settings() : SettingFacts()
        return page(.health, context, visit) {
          HealthPage(
            checks: checks, root: services.workspace.root.description, watch: watch,
            settings: settings, context: context)
        }
      },
    ]
  }

  private static let linesMax = 200

  private func logFilter(_ visit: Visit) -> (LogLevel, String) {
    let level = visit.request.query["level"].flatMap(LogLevel.init) ?? .info
    return (level, String((visit.request.query["text"] ?? "").prefix(200)))
  }

  private func checks(_ context: PageContext) async throws -> [HealthPage.Check] {
    let words = context.words
    let faults = try services.rules.faults()
    let now = services.now()
    var query = ItemQuery()
    query.progress = .retrying
    query.visibleBusinesses = context.visibleBusinesses
    let asked = query
    let retrying = try await services.database.read {
      try ItemPage.matching(asked, now: now, $0)
    }
    let parts = [
      try HealthCheck.space(of: services.workspace, words),
      HealthPage.Check(
        tone: faults.isEmpty ? "good" : "failed", name: words("Rules"),
        value: faults.isEmpty
          ? words("All rules hold.")
          : words.count(faults.count, "1 fault", "%1 faults"),
        remedy: faults.isEmpty ? "" : words("The page of the rules says where.")),
      HealthPage.Check(
        tone: retrying == 0 ? "good" : "attention", name: words("Attempts"),
        value: retrying == 0
          ? words("No file has to be tried again.")
          : words.count(retrying, "1 file will be tried again.", "%1 files will be tried again.")),
    ]
    // The log is of all businesses together.
    return context.visibleBusinesses == nil ? parts + [logCheck(words)] : parts
  }

  private func logCheck(_ words: Words) -> HealthPage.Check {
    let errors = services.recentLog.latest(1, atLeast: .error)
    return HealthPage.Check(
      tone: errors.isEmpty ? "good" : "failed", name: words("Log"),
      value: errors.first.map { "\($0.message)" } ?? words("No errors since the start."),
      remedy: errors.isEmpty ? "" : words("The log says more."))
  }
}

extension RecentLog.Entry {
  /// As a line of a file.
  fileprivate var line: String {
    let details = fields.map { " \($0.name)=\($0.value.debugDescription)" }.joined()
    return "\(time.formatted(.iso8601)) \(level.rawValue) \(message)\(details)\n"
  }
}
