import Logs
import Tables

/// The tasks, for programs and agents.
enum TaskFiles {
  static func json(_ tasks: [OperationsTask], _ incidents: [String: Incident]) -> [UInt8] {
    var json = JSONWriter(isIndented: true)
    json.beginObject()
    json.key("tasks")
    json.beginArray()
    for task in tasks { add(task, task.incident.flatMap { incidents[$0] }, to: &json) }
    json.endArray()
    json.endObject()
    json.endLine()
    return json.takeBytes()
  }

  static func json(_ task: OperationsTask, _ incident: Incident? = nil) -> [UInt8] {
    var json = JSONWriter(isIndented: true)
    add(task, incident, to: &json)
    json.endLine()
    return json.takeBytes()
  }

  private static func add(
    _ task: OperationsTask, _ incident: Incident?, to json: inout JSONWriter
  ) {
    json.beginObject()
    json.put("task_id", task.id)
    json.put("title", task.title)
    json.put("description", task.body)
    json.put("type", task.type.rawValue)
    json.put("priority", task.priority.rawValue)
    json.put("state", task.state.rawValue)
    json.put("agent", task.agent)
    json.put("incident", task.incident)
    if let incident {
      json.put("class", incident.kind)
      json.put("fingerprint", incident.fingerprint)
      json.put("count", incident.count)
      json.put("exception", incident.exception.isEmpty ? nil : incident.exception)
      json.put("environment", incident.environment)
      json.put("excerpt", incident.excerpt)
    }
    json.put("created", Day.text(task.created))
    json.put("due", Day.text(task.due))
    json.put("lease_until", task.lease.map(Day.text))
    json.put("retries", task.retries)
    json.put("escalation_level", task.level)
    json.put("depends_on", task.depends)
    json.endObject()
  }
}
