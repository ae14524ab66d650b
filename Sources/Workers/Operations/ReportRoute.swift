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
//   {"order": "retry", "task": "task-3f…", "by": "…", "note": "…"}
//                                                            what a person or a schedule wants done

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
