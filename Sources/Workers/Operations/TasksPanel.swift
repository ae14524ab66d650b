import Files
import Foundation
import Pages
import Pipeline
import Storage

/// What failed, and who sees to it, of each business.
enum TasksPanel {
  static let panel = Panel(
    name: "tasks", title: "Incidents and tasks",
    summary: "What failed last, which tasks are open, and who has them."
  ) { context in
    let now = context.now
    let boards = try await context.read { try all($0, now: now) }
      .filter { context.shows($0.business) }
    let links = try boards.map { try context.outbox.link(to: "index.html", of: $0.business) }
    return SafeHTML {
      if boards.isEmpty {
        p {
          "No failure is known. Drop logs into a folder below "
          code { "inbox/operations/" }
          "; what failed in them appears here, with a task for somebody."
        }
      } else {
        BoardList(boards: Array(zip(boards, links)), context: context)
      }
    }
  }

  struct Summary: Sendable {
    let business: String
    var incidents: [(id: String, title: String, severity: String, last: Int)] = []
    /// How many tasks are in each state.
    var states: [(state: String, count: Int)] = []
    var agents: [(name: String, open: Int)] = []
    var overdue = 0
  }

  private static let incidentsMax = 8

  static func all(_ connection: any Connection, now: Date) throws -> [Summary] {
    let names = try connection.query(
      """
      select business from operations_incident union select business from operations_task
      order by business
      """
    ) { $0.text(0) }
    let time = Int(now.timeIntervalSince1970 * 1000)
    return try names.map { try summary(of: $0, at: time, connection) }
  }

  private static func summary(
    of name: String, at time: Int, _ connection: any Connection
  ) throws -> Summary {
    var summary = Summary(business: name)
    let business: [SQLValue] = [.text(name)]
    summary.incidents = try connection.query(
      """
      select id, title, severity, last from operations_incident where business = $1
      order by last desc limit \(incidentsMax)
      """, business
    ) { ($0.text(0), $0.text(1), $0.text(2), $0.integer(3)) }
    summary.states = try connection.query(
      """
      select state, count(*) from operations_task where business = $1 group by state
      order by state
      """, business
    ) { ($0.text(0), $0.integer(1)) }
    summary.agents = try connection.query(
      """
      select agent, count(*) from operations_task
      where business = $1 and agent is not null and state not in ('completed', 'cancelled')
      group by agent order by agent
      """, business
    ) { ($0.text(0), $0.integer(1)) }
    summary.overdue =
      try connection.first(
        """
        select count(*) from operations_task
        where business = $1 and due < $2 and state not in ('completed', 'cancelled')
        """, business + [.integer(time)]
      ) { $0.integer(0) } ?? 0
    return summary
  }
}

private struct BoardList: HTML {
  let boards: [(TasksPanel.Summary, Link?)]
  let context: PanelContext

  func write(_ writer: inout HTMLWriter) {
    ForEach(boards) { board in
      div(.class("board")) {
        h3 {
          if let link = board.1 {
            a(.href(link)) { board.0.business }
          } else {
            board.0.business
          }
        }
        p {
          tasks(board.0)
          if board.0.overdue > 0 {
            " "
            span(.class("badge failed")) { "\(board.0.overdue) overdue" }
          }
        }
        if !board.0.agents.isEmpty {
          p(.class("muted")) {
            board.0.agents.map { "\($0.name) has \($0.open)" }.joined(separator: ", ")
          }
        }
        ul(.class("entries")) {
          ForEach(board.0.incidents) { incident in
            li {
              span(.class("badge \(tone(of: incident.severity))")) { incident.severity }
              div { link(to: incident, of: board.0.business) }
              time(.datetime(date(incident.last).formatted(.iso8601))) {
                String(date(incident.last).formatted(.iso8601).prefix(10))
              }
            }
          }
        }
      }
    }.write(&writer)
  }

  @HTMLBuilder private func link(
    to incident: (id: String, title: String, severity: String, last: Int), of business: String
  ) -> some HTML {
    let path = Path("incidents/\(incident.id)/index.html")
    // A page that is not there yet is no error of ours: the title stands without a link.
    if let link = try? context.outbox.link(to: path, of: business) {
      a(.href(link)) { incident.title }
    } else {
      span { incident.title }
    }
  }

  private func tasks(_ summary: TasksPanel.Summary) -> String {
    if summary.states.isEmpty { return "No task yet." }
    let words = summary.states.map { state in
      "\(state.count) \(state.state.replacingOccurrences(of: "_", with: " "))"
    }
    return "Tasks: " + words.joined(separator: ", ")
  }

  private func tone(of severity: String) -> String {
    switch Severity(rawValue: severity) {
    case .critical, .emergency: "failed"
    case .high: "attention"
    default: "plain"
    }
  }

  private func date(_ milliseconds: Int) -> Date {
    Date(timeIntervalSince1970: Double(milliseconds) / 1000)
  }
}
