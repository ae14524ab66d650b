import Files
import Pipeline
import Tables

/// Five stages, each of which is a program where the rule names one, and else the plain thing:
/// ingest reads a table's rows, publish writes the records, the others hand them on.
struct WorkshopRoute: Route {
  let name = "records"
  let publishesWhole = true

  func ingest(
    _ source: SourceFile, to records: RecordWriter<JSONRecord>, in context: StageContext
  ) async throws -> Outcome {
    guard let program = try StageProgramRun(context) else {
      do {
        return try TableRows(source, context).write(to: records)
      } catch let error as TableError {
        return .reject([Finding(.error, "no-table", error.description)])
      }
    }
    if source.isBundle {
      return .reject([Finding(.error, "bundle", "a program reads a file, and this is a folder")])
    }
    let file = try FileReader(source.path)
    return try await program.run {
      try file.nextPart()
    } line: { line, number in
      try Self.take(JSONRecord(line: line, number: number), number, records)
    }
  }

  func process(
    _ records: RecordReader<JSONRecord>, to plans: RecordWriter<JSONRecord>,
    in context: StageContext
  ) async throws -> Outcome { try await run(records, plans, context) }

  func nlg(
    _ plans: RecordReader<JSONRecord>, to drafts: RecordWriter<JSONRecord>,
    in context: StageContext
  ) async throws -> Outcome { try await run(plans, drafts, context) }

  func qa(
    _ drafts: RecordReader<JSONRecord>, to approved: RecordWriter<JSONRecord>,
    in context: StageContext
  ) async throws -> Outcome { try await run(drafts, approved, context) }

  func publish(
    _ drafts: RecordReader<JSONRecord>, to publication: PublicationWriter,
    in context: StageContext
  ) async throws -> Outcome {
    guard let program = try StageProgramRun(context) else {
      return try RecordFiles(publication).write(drafts)
    }
    let outcome = try await program.run(input: { try Self.lines(drafts) }) { line, number in
      throw ProgramFault(
        "publish writes files in its directory, not to its output (line \(number):"
          + " \(String(decoding: line.prefix(80), as: UTF8.self)))")
    }
    if outcome == .next { try RecordFiles(publication).take(from: program.directory) }
    return outcome
  }

  private func run(
    _ input: RecordReader<JSONRecord>, _ output: RecordWriter<JSONRecord>, _ context: StageContext
  ) async throws -> Outcome {
    guard let program = try StageProgramRun(context) else {
      try output.copyRest(of: input)
      return .next
    }
    return try await program.run(input: { try Self.lines(input) }) { line, number in
      try Self.take(JSONRecord(line: line, number: number), number, output)
    }
  }

  /// Hands a record on, or does with it what the program wished.
  private static func take(
    _ record: JSONRecord, _ number: Int, _ records: RecordWriter<JSONRecord>
  ) throws {
    if let reason = record.wish("$reject") {
      try records.reject(line: number, value: record.json, reason: reason)
    } else if let reason = record.wish("$hold") {
      let finding = Finding(.warning, "program-held", reason, line: number)
      try records.hold(record.without("$hold"), [finding])
    } else {
      try records.append(record)
    }
  }

  /// The next records as lines, some 60 KB; nil behind the last.
  private static func lines(_ records: RecordReader<JSONRecord>) throws -> [UInt8]? {
    var lines: [UInt8] = []
    while lines.count < 60 << 10, let record = try records.next() {
      lines += record.json.utf8
      lines.append(UInt8(ascii: "\n"))
    }
    return lines.isEmpty ? nil : lines
  }
}
