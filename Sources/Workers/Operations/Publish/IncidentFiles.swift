import Logs
import Pages
import Tables

/// The files of one incident.
struct IncidentFiles {
  private let whole: Board.Whole
  private let business: String
  private var incident: Incident { whole.incident }

  /// So many of the logs and events are listed.
  private static let listedMax = 50

  init(_ whole: Board.Whole, business: String) {
    self.whole = whole
    self.business = business
  }

  func json() -> [UInt8] {
    var json = JSONWriter(isIndented: true)
    json.beginObject()
    json.put("id", incident.id)
    json.put("title", incident.title)
    json.put("summary", incident.summary)
    json.put("class", incident.kind)
    json.put("severity", incident.severity.rawValue)
    json.put("state", state)
    json.put("environment", incident.environment)
    json.put("fingerprint", incident.fingerprint)
    json.put("fingerprint_version", FailureFingerprint.version)
    json.put("exception", incident.exception.isEmpty ? nil : incident.exception)
    json.put("frames", incident.frames)
    json.put("cause", incident.cause)
    json.put("hints", incident.hints)
    json.put("count", incident.count)
    json.put("first", Day.text(incident.first))
    json.put("last", Day.text(incident.last))
    json.put("reopened", incident.reopened)
    json.put("priority", whole.task?.priority.rawValue)
    json.put("due", whole.task.map { Day.text($0.due) })
    json.put("task", whole.task?.id)
    json.put("agent", whole.task?.agent)
    json.key("logs")
    json.beginArray()
    for sighting in whole.sightings.prefix(Self.listedMax) {
      json.beginObject()
      json.put("file", sighting.file)
      json.put("line", sighting.line)
      json.put("last_line", sighting.lastLine)
      json.put("count", sighting.count)
      json.put("first", Day.text(sighting.first))
      json.put("last", Day.text(sighting.last))
      json.put("run", sighting.run)
      json.put("step", sighting.step)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.endLine()
    return json.takeBytes()
  }

  private var state: String { whole.task.map { $0.state.isOpen ? "open" : "closed" } ?? "open" }

  func timeline() -> String {
    var lines = ["# \(Markdown.plain(incident.title))", "", incident.summary, "", "## Seen", ""]
    for sighting in whole.sightings.prefix(Self.listedMax) {
      let times = sighting.count == 1 ? "once" : "\(sighting.count) times"
      lines.append(
        "- \(Day.text(sighting.first)): \(Markdown.plain(sighting.file)), \(times),"
          + " first in line \(sighting.line)")
      for moment in sighting.moments.dropFirst().prefix(Self.listedMax) {
        let parts = moment.split(separator: " ")
        lines.append("  - line \(parts[0])" + (parts.count > 1 ? " at \(parts[1])" : ""))
      }
    }
    lines += ["", "## Done", ""]
    lines += whole.history.map { "- \(Day.text($0.time)): \(Markdown.plain($0.text))" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// An issue as it can be filed.
  func issue() -> String {
    ([
      "# \(Markdown.plain(incident.title))", "", body, "",
      "Labels: \(labels.joined(separator: ", "))",
    ])
    .joined(separator: "\n") + "\n"
  }

  func issueJSON() -> [UInt8] {
    var json = JSONWriter(isIndented: true)
    json.beginObject()
    json.put("title", incident.title)
    json.put("body", body)
    json.put("labels", labels)
    json.put("state", state)
    json.put("fingerprint", incident.fingerprint)
    json.endObject()
    json.endLine()
    return json.takeBytes()
  }

  /// An issue as a server takes it.
  var draft: IssueServer.Draft {
    IssueServer.Draft(
      title: incident.title, body: body, labels: labels, isOpen: state == "open")
  }

  private var labels: [String] {
    var labels = ["bug", "auto-reported", "class:\(incident.kind)"]
    if let task = whole.task { labels.append("priority:\(task.priority.rawValue)") }
    if !incident.environment.isEmpty { labels.append("environment:\(incident.environment)") }
    return labels
  }

  private var body: String {
    var lines = [incident.summary, "", "## What the log says", ""]
    lines += [Markdown.fenced(incident.excerpt), "", "## Likely cause", "", incident.cause, ""]
    lines += ["## What to do", ""] + incident.hints.map { "- \($0)" }
    lines += [
      "", "## Facts", "",
      "- Incident \(incident.id), fingerprint \(incident.fingerprint)",
      "- \(Self.seen(incident.count, logs: whole.sightings.count)), first"
        + " \(Day.text(incident.first)), last \(Day.text(incident.last))",
    ]
    if let task = whole.task {
      lines.append("- Task \(task.id), \(task.priority.rawValue), due \(Day.text(task.due))")
    }
    return lines.joined(separator: "\n")
  }

  static func seen(_ count: Int, logs: Int) -> String {
    Words.english.count(count, "Seen once in ", "Seen %1 times in ")
      + Words.english.count(logs, "1 log", "%1 logs")
  }
}

/// Text of a log in Markdown: shown as it is, and never as a sign.
enum Markdown {
  /// One line whose signs mean nothing, and that calls nobody.
  static func plain(_ text: String) -> String {
    var result = ""
    for character in text {
      if character.isNewline {
        result.append(" ")
      } else {
        if "\\`*_{}[]<>#|!~".contains(character) { result.append("\\") }
        result.append(character)
        if character == "@" { result.append("\u{200b}") }
      }
    }
    return result
  }

  /// A block of code, with a fence longer than any in the text.
  static func fenced(_ text: String) -> String {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == 0x60 ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(fence)text\n\(text)\n\(fence)"
  }
}
