import Files
import Foundation
import Rules
import Storage
import Tables
import Telemetry
import TestSupport
import Testing

@testable import Listings
@testable import Pipeline

/// Runs stages of the route on a small table, in a directory of its own.
struct StageBench {
  private let place: TemporaryDirectory
  private let options: [String: RuleValue]

  init(_ options: [String: RuleValue] = [:]) throws {
    place = try TemporaryDirectory()
    self.options = options
  }

  var directory: Path { place.path }

  struct Run<Value: StageValue> {
    var outcome: Outcome
    var values: [Value]
    var rejects: [Rejected]
    var held: [Value]
    var notes: StageContext.Notes
  }

  struct Rejected: Equatable {
    var line: Int
    var column: String?
    var value: String
    var reason: String
  }

  func ingest(_ text: String) async throws -> Run<Record> {
    try FileWriter.replace(directory / "source.csv", with: Array(text.utf8))
    let source = SourceFile(
      name: "source.csv", path: directory / "source.csv", size: text.utf8.count, isBundle: false)
    return try await run(.ingest) { writer, context in
      let today = Day(context.item.received)
      return try TableIngest(source, options: IngestOptions(context.item.options, today: today))
        .run(to: writer, in: context)
    }
  }

  func process() async throws -> Run<Plan> {
    let records = try RecordReader<Record>(directory / "records.tsv")
    return try await run(.process) { writer, context in
      let (precision, problem) = AddressPrecision.read(context.item.options)
      if let problem { context.note(Finding(.warning, "rule-option", "\(problem)")) }
      var stage = ProcessStage(records, FraudTable(options: context.item.options), precision)
      return try await stage.run(to: writer, in: context)
    }
  }

  func qa(_ drafts: [Draft]) async throws -> Run<Draft> {
    _ = try await run(.nlg) { (writer: RecordWriter<Draft>, _) in
      for draft in drafts { try writer.append(draft) }
      return .next
    }
    let reader = try RecordReader<Draft>(directory / "drafts.tsv")
    return try await run(.qa) { writer, context in
      let judge = DraftJudge(
        FraudTable(options: context.item.options), until: context.item.lastDay)
      return try await QAStage(judge).run(reader, to: writer, in: context)
    }
  }

  private func run<Value: StageValue>(
    _ stage: Stage, _ body: (RecordWriter<Value>, StageContext) async throws -> Outcome
  ) async throws -> Run<Value> {
    let context = StageContext(
      item: item, stage: stage, now: Date(timeIntervalSince1970: 1_770_000_000),
      tables: EmptyTables(), logger: .silent, directory: directory,
      outbox: directory / "outbox")
    let streams = ItemStreams()
    let result = try await streams.write(Value.self, of: stage, in: directory) {
      try await body($0, context)
    }
    try streams.save(in: directory)
    let stream = try #require(stage.streamName)
    return Run(
      outcome: result.outcome, values: try read(stream), rejects: try rejects(of: stage),
      held: try read(HeldStream.name(of: stage)), notes: context.written)
  }

  private func read<Value: StageValue>(_ name: String) throws -> [Value] {
    if try FileStatus.ifPresent(directory / name) == nil { return [] }
    let reader = try RecordReader<Value>(directory / name)
    var values: [Value] = []
    while let value = try reader.next() { values.append(value) }
    return values
  }

  private func rejects(of stage: Stage) throws -> [Rejected] {
    let path = directory / RejectLog.name(of: stage)
    if try FileStatus.ifPresent(path) == nil { return [] }
    let reader = try RecordReader<Reject>(path)
    var rejects: [Rejected] = []
    while let reject = try reader.next() {
      rejects.append(
        Rejected(
          line: reject.line, column: reject.column, value: reject.value, reason: reject.reason))
    }
    return rejects
  }

  private var item: Item {
    Item(
      id: ItemID(1), fingerprint: "00", nameBytes: Array("source.csv".utf8), origin: "source.csv",
      isBundle: false, size: 0, received: Date(timeIntervalSince1970: 1_770_000_000),
      worker: "listings", route: "table", business: "acme", rule: "test", options: options)
  }
}

/// Tables in which there is nothing.
private struct EmptyTables: Database {
  private struct Nothing: Connection {
    func execute(_ sql: String, _ values: [SQLValue]) throws -> Int { 0 }
    func forEach(_ sql: String, _ values: [SQLValue], _ body: (any Row) throws -> Void) throws {}
  }

  func write<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value { try body(Nothing()) }

  func enqueue(_ body: @escaping @Sendable (any Connection) throws -> Void) {}

  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value { try body(Nothing()) }

  func close() async {}
}
