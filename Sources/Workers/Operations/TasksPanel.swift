import Files
import Foundation
import Pages
import Pipeline
import Storage

/// What failed, and who sees to it, of each business.
enum TasksPanel {
  static let panel = Panel(
    name: "tasks", title: "Incidents and tasks",
    summary: "What failed last, which tasks are open, and who has them.",
    translations: ["de": german]
  ) { context in
    let words = context.words
    let now = context.now
    let boards = try await context.read { try all($0, now: now) }
      .filter { context.shows($0.business) }
    let links = try boards.map { try context.outbox.link(to: "index.html", of: $0.business) }
    return SafeHTML {
      if boards.isEmpty {
        p {
          words("No failure is known. Drop logs into a folder below")
          " "
          code { "inbox/operations/" }
          words("; what failed in them appears here, with a task for somebody.")
        }
      } else {
        BoardList(boards: Array(zip(boards, links)), context: context)
      }
    }
  }

  static let german = [
    "%1 assigned": "%1 vergeben",
    "%1 blocked": "%1 blockiert",
    "%1 cancelled": "%1 abgesagt",
    "%1 completed": "%1 fertig",
    "%1 escalated": "%1 an einen Menschen gegeben",
    "%1 failed": "%1 gescheitert",
    "%1 has %2": "%1 hat %2",
    "%1 in progress": "%1 in Arbeit",
    "%1 in review": "%1 in Prüfung",
    "%1 overdue": "%1 überfällig",
    "%1 pending": "%1 noch ohne jemanden",
    "; what failed in them appears here, with a task for somebody.":
      "; was darin scheiterte, erscheint hier, mit einer Aufgabe für jemanden.",
    "Incidents and tasks": "Vorfälle und Aufgaben",
    "No failure is known. Drop logs into a folder below":
      "Kein Fehler ist bekannt. Leg Protokolle in einen Ordner unter",
    "No task yet.": "Noch keine Aufgabe.",
    "Tasks: %1": "Aufgaben: %1",
    "What failed last, which tasks are open, and who has them.":
      "Was zuletzt scheiterte, welche Aufgaben offen sind und wer sie hat.",
    "critical": "kritisch",
    "emergency": "Notfall",
    "high": "hoch",
    "low": "niedrig",
    "medium": "mittel",
  ]

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

  private var words: Words { context.words }

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
            span(.class("badge failed")) { words("%1 overdue", words.number(board.0.overdue)) }
          }
        }
        if !board.0.agents.isEmpty {
          p(.class("muted")) {
            board.0.agents.map { words("%1 has %2", $0.name, words.number($0.open)) }
              .joined(separator: ", ")
          }
        }
        ul(.class("entries")) {
          ForEach(board.0.incidents) { incident in
            li {
              span(.class("badge \(tone(of: incident.severity))")) {
                severity(incident.severity)
              }
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
    if summary.states.isEmpty { return words("No task yet.") }
    let states = summary.states.map { count(words.number($0.count), $0.state) }
    return words("Tasks: %1", states.joined(separator: ", "))
  }

  private func count(_ number: String, _ state: String) -> String {
    switch TaskState(rawValue: state) {
    case .pending: words("%1 pending", number)
    case .assigned: words("%1 assigned", number)
    case .inProgress: words("%1 in progress", number)
    case .blocked: words("%1 blocked", number)
    case .review: words("%1 in review", number)
    case .completed: words("%1 completed", number)
    case .failed: words("%1 failed", number)
    case .cancelled: words("%1 cancelled", number)
    case .escalated: words("%1 escalated", number)
    case nil: "\(number) \(state)"
    }
  }

  private func severity(_ name: String) -> String {
    switch Severity(rawValue: name) {
    case .low: words("low")
    case .medium: words("medium")
    case .high: words("high")
    case .critical: words("critical")
    case .emergency: words("emergency")
    case nil: name
    }
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
