import Files
import Foundation
import Pipeline

// A JSON file from a person or an agent:
//
//   {"title": "…", "description": "…", "steps": "…", "expected": "…", "actual": "…",
//    "priority": "high"}                                     a bug report: a new task
//   {"task": "task-3f…", "state": "completed", "agent": "…", "note": "…"}
//                                                            an answer; the state may also stand in
//                                                            the file's name, <task>.done.json

/// A report becomes a task, or moves one on.
struct ReportRoute: Route {
  let name = "report"

  private static let bytesMax = 1 << 20

  func ingest(
    _ source: SourceFile, to records: RecordWriter<Report>, in context: StageContext
  ) async throws -> Outcome {
    let redactor = Redactor(try context.operationsRules().secrets)
    guard !source.isBundle, source.size <= Self.bytesMax else {
      return .reject([Finding(.error, "no-report", "a report is one JSON file of 1 MB at most")])
    }
    let bytes = try FileReader.contents(of: source.path, limit: Self.bytesMax)
    do {
      let read = try JSONDecoder().decode(ReportFile.self, from: Data(bytes))
      let report = try read.report(named: source.name, redactor)
      try records.append(report)
      return .next
    } catch let error as ReportError {
      return .reject([Finding(.error, "no-report", error.description)])
    } catch is DecodingError {
      return .reject([
        Finding(
          .error, "no-report",
          "it is no JSON object with texts: a bug report has a title and a description, an answer a"
            + " task and a state")
      ])
    }
  }

  func process(
    _ records: RecordReader<Report>, to plans: RecordWriter<Report>, in context: StageContext
  ) async throws -> Outcome {
    try plans.copyRest(of: records)
    return .next
  }

  func nlg(
    _ plans: RecordReader<Report>, to drafts: RecordWriter<Report>, in context: StageContext
  ) async throws -> Outcome {
    try drafts.copyRest(of: plans)
    return .next
  }

  func qa(
    _ drafts: RecordReader<Report>, to approved: RecordWriter<Report>, in context: StageContext
  ) async throws -> Outcome {
    try approved.copyRest(of: drafts)
    return .next
  }

  func publish(
    _ drafts: RecordReader<Report>, to publication: PublicationWriter, in context: StageContext
  ) async throws -> Outcome {
    try await OperationsPublisher(publication, context).publish(drafts)
  }
}

/// Why a file is no report.
private struct ReportError: Error, CustomStringConvertible {
  var description: String
}

/// A report as it is written.
private struct ReportFile: Decodable {
  var task: String?
  var state: String?
  var agent: String?
  var note: String?
  var title: String?
  var description: String?
  var steps: String?
  var expected: String?
  var actual: String?
  var priority: String?
  var url: String?
  var depends: [String]?

  /// The endings of an answer's name, and the states that they mean.
  private static let endings: [(String, TaskState)] = [
    (".done.json", .completed), (".failed.json", .failed), (".started.json", .inProgress),
    (".blocked.json", .blocked), (".cancelled.json", .cancelled),
  ]

  func report(named name: String, _ redactor: Redactor) throws -> Report {
    let ending = Self.endings.first { name.hasSuffix($0.0) }
    let named = ending.map { String(name.dropLast($0.0.count)) }
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
      ("", description), ("Steps: ", steps), ("Expected: ", expected), ("Actual: ", actual),
      ("Page: ", url),
    ]
    let body = parts.compactMap { part in part.1.map { part.0 + $0 } }.joined(separator: "\n")
    return Report(
      task: "", state: "", agent: "", title: redactor.redacted(title),
      body: redactor.redacted(body), priority: priority ?? "medium", depends: depends ?? [])
  }
}
