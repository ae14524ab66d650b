import Pages

/// The parts of the dashboard, as its navigation shows them.
package enum Section: String, Sendable, CaseIterable {
  case overview, pipeline, items, decisions, businesses, workers, agents, schedules, rules, logs
  case health, settings, people, audit

  var link: Link? { Link(self == .overview ? "/" : "/\(rawValue)") }

  func title(_ words: Words) -> String {
    switch self {
    case .overview: words("Overview")
    case .pipeline: words("Pipeline")
    case .items: words("Items")
    case .decisions: words("Decisions")
    case .businesses: words("Businesses")
    case .workers: words("Workers")
    case .agents: words("Agents and tasks")
    case .schedules: words("Schedules")
    case .rules: words("Rules")
    case .logs: words("Log")
    case .health: words("Health")
    case .settings: words("Settings")
    case .people: words("People")
    case .audit: words("Audit")
    }
  }

  /// Only for those who manage the program.
  private var isForManagers: Bool { self == .people || self == .audit }

  /// Only for those who see all businesses.
  private var isOfAll: Bool { [.schedules, .rules, .logs].contains(self) }

  func isShown(_ context: PageContext) -> Bool {
    if isForManagers { return context.mayManage }
    return !isOfAll || context.visibleBusinesses == nil
  }

  /// The keys, behind `g`, that lead there.
  var key: String {
    switch self {
    case .overview: "o"
    case .pipeline: "p"
    case .items: "i"
    case .decisions: "d"
    case .businesses: "b"
    case .workers: "w"
    case .agents: "a"
    case .schedules: "c"
    case .rules: "r"
    case .logs: "l"
    case .health: "h"
    case .settings: "s"
    case .people: "u"
    case .audit: "t"
    }
  }

  /// Together in the navigation.
  static let groups: [[Section]] = [
    [.overview, .pipeline, .items, .decisions],
    [.businesses, .workers, .agents, .schedules],
    [.rules, .logs, .health],
    [.settings, .people, .audit],
  ]

  /// At the lower edge of a phone.
  static let thumb: [Section] = [.overview, .items, .decisions, .businesses]
}
