import Foundation
import Pipeline
import Tables

/// An item as programs see it.
struct ItemAnswer: Encodable {
  let id: Int
  let name: String
  let origin: String
  let worker: String
  let route: String
  let business: String
  let rule: String
  let size: Int
  let place: String
  @AlwaysWritten var outcome: String?
  @AlwaysWritten var reason: String?
  let received: Date
  @AlwaysWritten var finished: Date?
  @AlwaysWritten var published: String?
  let records: Int
  let rejects: Int
  let held: Int
  @AlwaysWritten var parent: Int?
  @AlwaysWritten var state: String?
  @AlwaysWritten var stage: String?
  @AlwaysWritten var attempt: Int?
  @AlwaysWritten var nextAttempt: Date?
  @AlwaysWritten var error: String?

  init(_ item: ItemSummary) {
    id = item.id
    name = item.name
    origin = item.origin
    worker = item.worker
    route = item.route
    business = item.business
    rule = item.rule
    size = item.size
    place = item.place
    outcome = item.outcome
    reason = item.reason
    received = item.received
    finished = item.finished
    published = item.published
    records = item.records
    rejects = item.rejects
    held = item.held
    parent = item.parent
    state = item.state
    stage = item.stage
    attempt = item.attempt
    nextAttempt = item.nextAttempt
    error = item.error
  }

  private static let members: [Schema.Member] = [
    .needed("id", .id), .needed("name", .line), .needed("origin", .line),
    .needed("worker", .line), .needed("route", .line), .needed("business", .line),
    .needed("rule", .line), .needed("size", .count), .needed("place", .line),
    .needed("outcome", .nullable(.line)), .needed("reason", .nullable(.line)),
    .needed("received", .time), .needed("finished", .nullable(.time)),
    .needed("published", .nullable(.line)), .needed("records", .count),
    .needed("rejects", .count), .needed("held", .count), .needed("parent", .nullable(.id)),
    .needed("state", .nullable(.line)), .needed("stage", .nullable(.line)),
    .needed("attempt", .nullable(.count)), .needed("nextAttempt", .nullable(.time)),
    .needed("error", .nullable(.line)),
  ]
  static let schema = Schema.object(members)

  /// The item with what became of it.
  struct Detail: Encodable {
    struct Run: Encodable {
      let stage: String
      let milliseconds: Double
      let records: Int
      let rejects: Int
    }
    struct Decision: Encodable {
      let stage: String
      let text: String
    }
    struct File: Encodable {
      let name: String
      let role: String
      let size: Int
    }

    @AlwaysWritten var item: ItemAnswer?
    let place: String
    let fingerprint: String
    let runs: [Run]
    let decisions: [Decision]
    let findings: [FindingAnswer]
    let files: [File]
    let parts: [ItemAnswer]
    let partCount: Int

    init(_ details: ItemDetails) {
      item = details.summary.map(ItemAnswer.init)
      place = details.place.rawValue
      fingerprint = details.item.fingerprint
      runs = details.item.runs.map {
        Run(
          stage: $0.stage.rawValue, milliseconds: $0.milliseconds, records: $0.records,
          rejects: $0.rejects)
      }
      decisions = details.item.decisions.map { Decision(stage: $0.stage, text: $0.text) }
      findings = details.item.findings.map(FindingAnswer.init)
      files = details.files.map { File(name: $0.name, role: $0.role.rawValue, size: $0.size) }
      parts = details.parts.map(ItemAnswer.init)
      partCount = details.partCount
    }
  }

  static let detailSchema = Schema.object([
    .needed("item", .nullable(schema)), .needed("place", .line), .needed("fingerprint", .line),
    .needed(
      "runs",
      .many(
        .object([
          .needed("stage", .line), .needed("milliseconds", .number), .needed("records", .count),
          .needed("rejects", .count),
        ]))),
    .needed(
      "decisions", .many(.object([.needed("stage", .line), .needed("text", .line)]))),
    .needed("findings", .many(FindingAnswer.schema)),
    .needed(
      "files",
      .many(
        .object([.needed("name", .line), .needed("role", .line), .needed("size", .count)]))),
    .needed("parts", .many(schema)), .needed("partCount", .count),
  ])
}

/// What a stage noticed.
struct FindingAnswer: Encodable {
  let severity: String
  let message: String

  init(_ finding: Finding) {
    severity = finding.severity.rawValue
    message = finding.message
  }

  static let schema = Schema.object([.needed("severity", .line), .needed("message", .line)])
}

/// A record of a stream.
struct RecordAnswer: Encodable {
  struct Field: Encodable {
    let name: String
    let value: String
  }

  let number: Int
  let fields: [Field]

  init(_ number: Int, _ fields: [(name: String, value: String)]) {
    self.number = number
    self.fields = fields.map { Field(name: $0.name, value: $0.value) }
  }

  private static let fieldSchema = Schema.object([.needed("name", .line), .needed("value", .line)])
  static let schema = Schema.object([
    .needed("number", .id), .needed("fields", .many(fieldSchema)),
  ])
}

/// A record that waits for a person.
struct HeldAnswer: Encodable {
  let record: RecordAnswer
  let reasons: [FindingAnswer]

  init(_ held: ItemDetails.HeldRecord) {
    record = RecordAnswer(held.number, held.fields)
    reasons = held.reasons.map(FindingAnswer.init)
  }

  static let schema = Schema.object([
    .needed("record", RecordAnswer.schema), .needed("reasons", .many(FindingAnswer.schema)),
  ])
}

/// A row that was left out.
struct RejectAnswer: Encodable {
  let line: Int
  @AlwaysWritten var column: String?
  let value: String
  let reason: String

  init(_ reject: Reject) {
    line = reject.line
    column = reject.column
    value = reject.value
    reason = reject.reason
  }

  static let schema = Schema.object([
    .needed("line", .count), .needed("column", .nullable(.line)), .needed("value", .line),
    .needed("reason", .line),
  ])
}
