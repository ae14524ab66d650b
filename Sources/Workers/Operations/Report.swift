package import Pipeline

/// What a person, an agent or a schedule dropped: a new task, an answer about one, or an order.
package struct Report: StageValue, Equatable {
  /// The task that is answered; empty for a new one.
  var task: String
  /// What the task is to become; empty for a new one.
  var state: String
  var agent: String
  var title: String
  /// The description, or what the agent says.
  var body: String
  var priority: String
  var depends: [String]
  /// What is wanted, as in ``TaskOrder``; empty for the others.
  var order = ""
  /// Who wants it.
  var by = ""

  package static let fields = [
    "task", "state", "agent", "title", "body", "priority", "depends", "order", "by",
  ]

  package func write(to row: inout RowWriter) {
    row.put(task)
    row.put(state)
    row.put(agent)
    row.put(title)
    row.put(body)
    row.put(priority)
    row.put(depends)
    row.put(order)
    row.put(by)
  }

  /// Nil for a new task.
  var answer: TaskState? { TaskState(rawValue: state) }

  /// - Parameter fingerprint: of the report, short: the same report is one task.
  func newTask(_ fingerprint: String, created: Int) -> OperationsTask {
    var task = OperationsTask(
      id: "bug-\(fingerprint)", type: .bugFix, title: title, body: body,
      priority: Severity(rawValue: priority) ?? .medium, created: created)
    task.depends = depends
    return task
  }
}

extension Report {
  package init(from row: inout RowReader) throws {
    task = try row.text()
    state = try row.text()
    agent = try row.text()
    title = try row.text()
    body = try row.text()
    priority = try row.text()
    depends = try row.list()
    order = try row.text()
    by = try row.text()
  }
}
