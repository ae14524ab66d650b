import Logs
import Pages

/// The board of a business: incidents, tasks by state, agents, and what happened last.
struct BoardPage {
  private let board: Board

  init(_ board: Board) { self.board = board }

  @HTMLBuilder func page() -> some HTML {
    Page(head) {
      span(.class("brand")) { "Dropmill" }
      nav(.ariaLabel("Files")) {
        a(.href(Link(path: "tasks.json"))) { "tasks.json" }
        a(.href(Link("reports/\(Day.text(board.now).prefix(10)).md"))) { "Today" }
      }
    } content: {
      p(.class("eyebrow")) { board.business }
      h1 { "Operations" }
      tiles
      incidents
      tasks
      agents
      timeline
    } footer: {
      p { "As of \(Day.words(board.now)). Text from logs is shown as it was received." }
    }
  }

  private var head: PageHead {
    var head = PageHead(title: "Operations · \(board.business)", description: "Incidents and tasks")
    head.siteName = "Dropmill"
    head.embedsStylesheet = true
    head.isListed = false
    return head
  }

  private var tiles: some HTML {
    ul(.class("tiles")) {
      tile("incidents", board.incidentCount)
      tile("open tasks", board.openCount)
      tile("with agents", board.count(of: TaskState.allCases.filter(\.isHeld)))
      tile("for a person", board.count(of: [.escalated]))
    }
  }

  private func tile(_ label: String, _ value: Int) -> some HTML {
    li(.class("tile")) {
      span(.class("tile-value")) { String(value) }
      span(.class("tile-label")) { label }
    }
  }

  private var incidents: some HTML {
    section(.id("incidents"), .ariaLabelledBy("incidents-title")) {
      h2(.id("incidents-title")) { "Incidents" }
      if board.incidents.isEmpty {
        p {
          "No failure is listed. One that waits for a person’s decision is not: the item of its log"
          " is held then, and `dropmill show ITEM --held` tells why."
        }
      }
      ul(.class("entries")) {
        for incident in board.incidents {
          li {
            div(.class("entry-name")) {
              a(.href(Link("incidents/\(incident.id)/index.html"))) { incident.title }
              span(.class("badge \(incident.severity.badge)")) { incident.severity.rawValue }
            }
            p(.class("entry-note")) {
              "\(incident.count)×, last \(Day.words(incident.last))"
              if !incident.environment.isEmpty { ", \(incident.environment)" }
              if let task = board.task(of: incident) { " · \(task.standing)" }
            }
          }
        }
      }
    }
  }

  private var tasks: some HTML {
    section(.id("tasks"), .ariaLabelledBy("tasks-title")) {
      h2(.id("tasks-title")) { "Tasks" }
      for state in TaskState.allCases {
        if !board.tasks(in: state).isEmpty {
          h3 { "\(state.words) (\(board.count(of: [state])))" }
          ul(.class("entries")) {
            for task in board.tasks(in: state) {
              li {
                div(.class("entry-name")) {
                  span { task.title }
                  span(.class("badge \(task.priority.badge)")) { task.priority.rawValue }
                }
                p(.class("entry-note")) { "\(task.id) · \(task.standing)" }
              }
            }
          }
        }
      }
    }
  }

  private var agents: some HTML {
    section(.id("agents"), .ariaLabelledBy("agents-title")) {
      h2(.id("agents-title")) { "Agents" }
      div(.class("cards")) {
        for seat in board.seats {
          article(.class("card")) {
            h3 { seat.agent.name }
            dl(.class("facts")) {
              div {
                dt { "open" }
                dd { "\(seat.record.open) of \(seat.agent.tasksMax)" }
              }
              div {
                dt { "done" }
                dd { String(seat.record.done) }
              }
              div {
                dt { "failed" }
                dd { String(seat.record.failed) }
              }
            }
          }
        }
      }
    }
  }

  private var timeline: some HTML {
    section(.id("timeline"), .ariaLabelledBy("timeline-title")) {
      h2(.id("timeline-title")) { "What happened last" }
      ul(.class("entries")) {
        for entry in board.history {
          li {
            div(.class("entry-name")) { span { entry.text } }
            p(.class("entry-note")) {
              Day.words(entry.time)
              if let task = entry.task { " · \(task)" }
            }
          }
        }
      }
    }
  }
}

extension Severity {
  /// The class of its badge.
  var badge: String {
    switch self {
    case .low, .medium: "working"
    case .high: "attention"
    case .critical, .emergency: "failed"
    }
  }
}

extension TaskState {
  /// For people.
  var words: String {
    switch self {
    case .pending: "Waiting"
    case .assigned: "Given out"
    case .inProgress: "In progress"
    case .blocked: "Blocked"
    case .review: "In review"
    case .completed: "Done"
    case .failed: "Failed"
    case .cancelled: "Cancelled"
    case .escalated: "For a person"
    }
  }
}

extension OperationsTask {
  /// Where it stands, in a few words.
  var standing: String {
    switch state {
    case .completed, .cancelled: state.words.lowercased()
    default:
      (agent.map { "\(state.words.lowercased()), \($0)" } ?? state.words.lowercased())
        + ", due \(Day.words(due))"
    }
  }
}
