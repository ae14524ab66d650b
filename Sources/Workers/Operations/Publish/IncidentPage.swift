import Logs
import Pages

/// The page of one incident.
struct IncidentPage {
  private let whole: Board.Whole
  private let business: String
  private var incident: Incident { whole.incident }

  init(_ whole: Board.Whole, business: String) {
    self.whole = whole
    self.business = business
  }

  @HTMLBuilder func page() -> some HTML {
    Page(head) {
      span(.class("brand")) { "Dropmill" }
      nav(.ariaLabel("Files")) {
        a(.href(Link(path: "../../index.html"))) { "Board" }
        a(.href(Link(path: "issue.md"))) { "Issue" }
        a(.href(Link(path: "timeline.md"))) { "Timeline" }
        a(.href(Link(path: "incident.json"))) { "JSON" }
      }
    } content: {
      p(.class("eyebrow")) { "\(business) · incident \(incident.id)" }
      h1 { incident.title }
      p(.class("lead")) { whole.lead }
      facts
      h2 { "What the log says" }
      pre { incident.excerpt }
      h2 { "Likely cause" }
      p { incident.cause }
      h2 { "What to do" }
      ul { for hint in incident.hints { li { hint } } }
      seen
      done
    } footer: {
      p { "Text from logs is shown as it was received, without secrets and personal data." }
    }
  }

  private var head: PageHead {
    var head = PageHead(title: incident.title, description: whole.lead)
    head.siteName = "Dropmill"
    head.embedsStylesheet = true
    head.isListed = false
    return head
  }

  private var facts: some HTML {
    dl(.class("facts panel")) {
      for fact in factList {
        div {
          dt { fact.0 }
          dd { fact.1 }
        }
      }
    }
  }

  private var factList: [(String, String)] {
    var facts = [
      ("class", incident.kind), ("severity", incident.severity.rawValue),
      ("events", String(incident.count)), ("first", Day.words(incident.first)),
      ("last", Day.words(incident.last)), ("fingerprint", incident.fingerprint),
    ]
    if !incident.environment.isEmpty { facts.append(("environment", incident.environment)) }
    if let task = whole.task {
      facts.append(("task", "\(task.id), \(task.standing)"))
      facts.append(("priority", task.priority.rawValue))
    }
    return facts
  }

  @HTMLBuilder private var seen: some HTML {
    h2 { "Seen in" }
    ul(.class("entries")) {
      for sighting in whole.sightings {
        li {
          div(.class("entry-name")) { span { sighting.told } }
          p(.class("entry-note")) { Day.words(sighting.first) }
        }
      }
    }
  }

  @HTMLBuilder private var done: some HTML {
    h2 { "What was done" }
    ul(.class("entries")) {
      for entry in whole.history {
        li {
          div(.class("entry-name")) { span { entry.text } }
          p(.class("entry-note")) { Day.words(entry.time) }
        }
      }
    }
  }
}
