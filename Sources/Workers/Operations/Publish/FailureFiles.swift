import Logs
import Tables

/// What one log told, for programs.
enum FailureFiles {
  static func json(_ head: Failure, _ failures: [Failure]) -> [UInt8] {
    var json = JSONWriter(isIndented: true)
    json.beginObject()
    json.put("file", head.file)
    json.put("events", head.count)
    json.put("lines", head.lastLine)
    json.put("first", head.first.map(Day.text))
    json.put("last", head.last.map(Day.text))
    json.key("tasks")
    json.beginArray()
    for failure in failures { add(failure, to: &json) }
    json.endArray()
    json.key("patterns")
    json.beginArray()
    for moment in head.moments {
      let parts = moment.split(separator: " ", maxSplits: 1)
      json.beginObject()
      json.put("count", Int(parts.first ?? "0") ?? 0)
      json.put("template", parts.count > 1 ? String(parts[1]) : "")
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.endLine()
    return json.takeBytes()
  }

  private static func add(_ failure: Failure, to json: inout JSONWriter) {
    json.beginObject()
    json.put("file", failure.file)
    json.put("line", failure.line)
    json.put("last_line", failure.lastLine)
    json.put("class", failure.kind)
    json.put("severity", failure.severity.rawValue)
    json.put("fingerprint", failure.fingerprint)
    json.put("incident", Incident.id(failure))
    json.put("count", failure.count)
    json.put("first", failure.first.map(Day.text))
    json.put("last", failure.last.map(Day.text))
    json.put("title", failure.title)
    json.endObject()
  }
}

extension JSONWriter {
  mutating func put(_ name: StaticString, _ text: String?) {
    key(name)
    if let text { value(text) } else { null() }
  }

  mutating func put(_ name: StaticString, _ number: Int?) {
    key(name)
    if let number { value(number) } else { null() }
  }

  mutating func put(_ name: StaticString, _ texts: [String]) {
    key(name)
    beginArray()
    for text in texts { value(text) }
    endArray()
  }
}
