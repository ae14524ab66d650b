import Logs
import Pages
import Tables

/// The files of one incident.
struct IncidentFiles {
  private let whole: Board.Whole
  private let business: String
  private var incident: Incident { whole.incident }

  init(_ whole: Board.Whole, business: String) {
    self.whole = whole
    self.business = business
  }

  func json() -> [UInt8] {
    var json = JSONWriter(isIndented: true)
    json.beginObject()
    json.put("id", incident.id)
    json.put("title", incident.title)
    json.put("summary", whole.lead)
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
    json.put("log_count", incident.logs)
    json.key("logs")
    json.beginArray()
    for sighting in whole.sightings {
      json.beginObject()
      json.put("file", sighting.file)
      json.put("line", sighting.lineOfFile)
      json.put("last_line", sighting.isPiece ? nil : sighting.lastLine)
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
    var lines = ["# \(Markdown.plain(incident.title))", "", lead, "", "## Seen", ""]
    for sighting in whole.sightings {
      lines.append("- \(Day.text(sighting.first)): \(Markdown.plain(sighting.told))")
      for moment in sighting.newMoments.dropFirst() {
        let parts = moment.split(separator: " ")
        let place = sighting.isPiece ? [] : ["line \(parts[0])"]
        let time = parts.count > 1 ? ["at \(parts[1])"] : []
        if !(place + time).isEmpty { lines.append("  - " + (place + time).joined(separator: " ")) }
      }
    }
    lines += ["", "## Done", ""]
    lines += whole.history.map { "- \(Day.text($0.time)): \(Markdown.plain($0.text))" }
    return lines.joined(separator: "\n") + "\n"
  }

  private var lead: String { Markdown.plain(whole.lead) }

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
    var lines = [lead, "", "## What the log says", ""]
    lines += [Markdown.fenced(incident.excerpt), "", "## Likely cause", "", incident.cause, ""]
    lines += ["## What to do", ""] + incident.hints.map { "- \($0)" }
    lines += [
      "", "## Facts", "",
      "- Incident \(incident.id), fingerprint \(incident.fingerprint)",
      "- First \(Day.text(incident.first)), last \(Day.text(incident.last))",
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

extension Sighting {
  /// “app.log, 3 times, first in line 7”; “new lines of app.log, once”.
  var told: String {
    let times = Words.english.count(count, "once", "%1 times")
    let more = known > 0 ? ", new in what has grown" : ""
    let place = lineOfFile.map { ", first in line \($0)" } ?? ""
    return "\(isPiece ? "new lines of " : "")\(file), \(times)\(more)\(place)"
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
