import Accounts
import Agents
import Files
import Foundation
import HTTPServer
import Pages
import Pipeline
import Storage
import Web

// The overview, the pipeline, and what waits for a person.
extension DashboardPages {
  var overviewRoutes: [WebRoute] {
    [
      WebRoute(.get, "/", needs: .viewer) { visit in
        let context = try await context(of: visit)
        let overview = try await overview(visit.viewer)
        let latest = try await latest(visit.viewer)
        let alerts = try alerts(overview, context)
        let (next, spent) = try await outlook(visit.viewer)
        return page(.overview, context, visit) {
          OverviewPage(
            overview: overview, latest: latest, alerts: alerts, gates: gates, next: next,
            spent: spent, context: context)
        }
      },
      WebRoute(.get, "/decisions", needs: .viewer) { visit in
        var context = try await context(of: visit)
        let held = try await held(visit.viewer, limit: 30)
        let approvals = try await approvals(visit.viewer)
        let reasons = try reasons(of: held.items)
        // Nobody tells of its end.
        context.isFollowing = approvals.decided.contains { $0.isUnderWay }
        let shown = context
        return page(.decisions, shown, visit) {
          DecisionsPage(held: held, reasons: reasons, approvals: approvals, context: shown)
        }
      },
    ]
  }

  /// How many of the latest the overview shows.
  private static let latestCount = 12

  /// What comes next by the clock, and what models have cost: for those who see all.
  private func outlook(
    _ viewer: Viewer
  ) async throws -> (next: [(name: String, time: Date)], spent: String?) {
    guard viewer.scope == .all else { return ([], nil) }
    let schedules = try await services.database.read { try ScheduleTable($0).all() }
    let next = schedules.filter { !$0.isPaused }
      .compactMap { schedule in schedule.next.map { (name: schedule.name, time: $0) } }
      .sorted { $0.time < $1.time }.prefix(Self.nextCount)
    let spent = try await services.spent(services.midnight)
    let dollars = String(format: "$%.2f", Double(spent) / 1e6)
    return (Array(next), spent > 0 ? dollars : nil)
  }

  private static let nextCount = 3

  var gates: StageRow.Gates {
    StageRow.Gates(
      settings: Dictionary(
        uniqueKeysWithValues: Stage.allCases.map { ($0, services.gates.setting(of: $0)) }),
      itemsMax: services.itemsRunningMax)
  }

  func overview(_ viewer: Viewer) async throws -> PipelineOverview {
    let (now, midnight, visible) = (services.now(), services.midnight, viewer.scope.names)
    return try await services.database.read {
      try PipelineOverview.read(now: now, midnight: midnight, visible: visible, $0)
    }
  }

  /// Those that came to a rest last.
  private func latest(_ viewer: Viewer) async throws -> [ItemSummary] {
    var query = ItemQuery()
    query.places = [.done, .hold, .failed]
    query.visibleBusinesses = viewer.scope.names
    let (asked, now) = (query, services.now())
    return try await services.database.read {
      try ItemPage.latest(asked, limit: Self.latestCount, now: now, $0)
    }
  }

  /// What waits for a decision of this person.
  func waitingCount(_ viewer: Viewer) async throws -> Int {
    let (visible, seesAll) = (viewer.scope.names, viewer.scope == .all)
    return try await services.database.read { connection in
      let items = try ItemPage.heldCount(visible: visible, connection)
      return items + (seesAll ? try ApprovalTable(connection).waitingCount() : 0)
    }
  }

  private func held(_ viewer: Viewer, limit: Int) async throws -> ItemPage {
    var query = ItemQuery()
    query.places = [.hold]
    query.visibleBusinesses = viewer.scope.names
    let (asked, now) = (query, services.now())
    return try await services.database.read {
      try ItemPage.read(asked, limit: limit, now: now, $0)
    }
  }

  /// How many of an item's reasons a list shows.
  private static let reasonsMax = 3

  /// Why records of these items wait; nothing for what waits as a whole.
  private func reasons(of items: [ItemSummary]) throws -> [Int: [String]] {
    var found: [Int: [String]] = [:]
    for summary in items {
      let directory = services.workspace.directory(of: ItemID(summary.id), in: .hold)
      // It has moved on since it was listed: the next look does not list it.
      guard let item = try? Item.read(in: directory), let held = HeldRecords(item) else { continue }
      found[summary.id] = try held.firstReasons(Self.reasonsMax, in: directory).map(\.message)
    }
    return found
  }

  /// Approvals belong to no business: those see them who see all.
  private func approvals(_ viewer: Viewer) async throws -> DecisionsPage.Approvals {
    guard viewer.scope == .all else { return DecisionsPage.Approvals() }
    let decided = Set(Approval.State.allCases).subtracting([.waiting])
    return try await services.database.read { connection in
      let table = ApprovalTable(connection)
      return DecisionsPage.Approvals(
        waiting: try table.page([.waiting]), waitingCount: try table.waitingCount(),
        decided: try table.page(decided, limit: Self.decidedCount))
    }
  }

  /// How many of those that were decided the page shows.
  private static let decidedCount = 10

  /// Above this share of failures somebody should look.
  private static let failedShareMax = 0.2

  private func alerts(
    _ overview: PipelineOverview, _ context: PageContext
  ) throws -> [OverviewPage.Alert] {
    let words = context.words
    var alerts: [OverviewPage.Alert] = []
    let failed = overview.today[.failed, default: 0]
    let ended = overview.today.values.reduce(0, +)
    if failed >= 3, Double(failed) > Double(ended) * Self.failedShareMax {
      alerts.append(
        OverviewPage.Alert(
          tone: "failed", title: words("Many files fail"),
          text: words(
            "%1 of the %2 files of today failed. The first one usually says why.",
            words.number(failed), words.number(ended)),
          link: Link("/items?place=failed")))
    }
    let check = try HealthCheck.space(of: services.workspace, words)
    if check.tone != "good" {
      alerts.append(
        OverviewPage.Alert(
          tone: check.tone, title: words("Little room on the disk"), text: check.value,
          link: Link("/health")))
    }
    let paused = services.gates.paused
    if !paused.isEmpty {
      alerts.append(
        OverviewPage.Alert(
          tone: "attention",
          title: words("Paused: %1", paused.map { $0.title(words) }.joined(separator: ", ")),
          text: words("Files wait there until somebody resumes it."), link: Link("/pipeline")))
    }
    let stuck = overview.stages.first { stage in
      !paused.contains(stage.stage) && stage.running == 0 && stage.waiting > stage.retrying
        && (stage.oldest.map { context.now.timeIntervalSince($0) > 600 } ?? false)
    }
    if let stuck {
      alerts.append(
        OverviewPage.Alert(
          tone: "attention", title: words("Nothing moves at “%1”", stuck.stage.title(words)),
          text: words("Files wait there, and none is at work."), link: Link("/health")))
    }
    return alerts
  }
}
