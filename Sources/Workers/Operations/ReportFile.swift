/// Why a file is no report.
struct ReportError: Error, CustomStringConvertible {
  var description: String
}

/// A report as it is written.
struct ReportFile: Codable {
  var task: String?
  var state: String?
  var agent: String?
  var note: String?
  var title: String?
  var description: String?
  var steps: Steps?
  var expected: String?
  var actual: String?
  var priority: String?
  var url: String?
  var depends: [String]?
  var order: String?
  var by: String?
  /// When it was wanted: the same order at another time is another one.
  var at: String?

  /// As people write them: a text, or a list of texts.
  struct Steps: Codable {
    var text: String

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      do {
        text = try value.decode(String.self)
      } catch {
        text = try value.decode([String].self).enumerated().map { "\($0 + 1). \($1)" }
          .joined(separator: "\n")
      }
    }

    func encode(to encoder: any Encoder) throws {
      var value = encoder.singleValueContainer()
      try value.encode(text)
    }
  }

  /// The endings of an answer's name, and the states that they mean.
  private static let endings: [(String, TaskState)] = [
    (".done.json", .completed), (".failed.json", .failed), (".started.json", .inProgress),
    (".blocked.json", .blocked), (".cancelled.json", .cancelled),
  ]

  func report(named name: String, _ redactor: Redactor) throws -> Report {
    let ending = Self.endings.first { name.hasSuffix($0.0) }
    let named = ending.map { String(name.dropLast($0.0.count)) }
    if let order { return try self.order(order, redactor) }
    if let task = task ?? named {
      guard let state = state.map(TaskState.init(rawValue:)) ?? ending?.1 else {
        let states = TaskState.allCases.map(\.rawValue).joined(separator: ", ")
        throw ReportError(description: "an answer needs a state, one of: \(states)")
      }
      return Report(
        task: task, state: state.rawValue, agent: agent ?? "", title: "",
        body: redactor.redacted(note ?? ""), priority: "", depends: [])
    }
    guard let title, !title.isEmpty else {
      throw ReportError(description: "a bug report needs a title")
    }
    if let priority, Severity(rawValue: priority) == nil {
      let names = Severity.allCases.map(\.rawValue).joined(separator: ", ")
      throw ReportError(description: "no priority “\(priority)”: one of \(names)")
    }
    let parts = [
      ("", description), ("Steps: ", steps?.text), ("Expected: ", expected), ("Actual: ", actual),
      ("Page: ", url),
    ]
    let body = parts.compactMap { part in part.1.map { part.0 + $0 } }.joined(separator: "\n")
    return Report(
      task: "", state: "", agent: "", title: redactor.redacted(title),
      body: redactor.redacted(body), priority: priority ?? "medium", depends: depends ?? [])
  }

  private func order(_ name: String, _ redactor: Redactor) throws -> Report {
    guard let order = TaskOrder(rawValue: name) else {
      let names = TaskOrder.allCases.map(\.rawValue).joined(separator: ", ")
      throw ReportError(description: "no order “\(name)”: one of \(names)")
    }
    if TaskOrder.ofOneTask.contains(order), task == nil {
      throw ReportError(description: "the order “\(name)” needs a task")
    }
    return Report(
      task: task ?? "", state: "", agent: agent ?? "", title: "",
      body: redactor.redacted(note ?? ""), priority: "", depends: [], order: name,
      by: redactor.redacted(by ?? "somebody"))
  }
}
