import Models
import Pipeline
import Rules
import Storage
import Tables

/// A table of properties becomes a catalogue: five functions, each of which calls the folder of its
/// name.
struct ListingsRoute: Route {
  let name = "table"
  /// What a table does not tell, the one before it may have told.
  let takesTurns = Stage.process
  /// Nil: no models are asked.
  var desk: ModelDesk?

  func ingest(
    _ source: SourceFile, to records: RecordWriter<Record>, in context: StageContext
  ) async throws -> Outcome {
    let tables = try BundledTable.tables(of: source)
    guard let table = tables.first, tables.count == 1 else {
      return .reject([BundledTable.finding(tables)])
    }
    do {
      let options = IngestOptions(context.item.options, today: Day(context.item.received))
      return try TableIngest(table, options: options, aliases: try Self.aliases(context))
        .run(to: records, in: context)
    } catch let error as TableError {
      // It will be no table the next time either.
      return .reject([Finding(.error, "no-table", error.description)])
    }
  }

  /// The names of columns that are known, and those that the person added; a line of theirs that
  /// cannot be read is named in the report, and the others count.
  private static func aliases(_ context: StageContext) throws -> HeaderAliases {
    guard let file = try context.ruleFile(HeaderAliases.fileName) else { return .standard }
    let (aliases, faults) = HeaderAliases.standard.extended(by: file)
    for fault in faults {
      context.note(Finding(.warning, "headers", "\(fault.place): \(fault.message)."))
    }
    return aliases
  }

  func process(
    _ records: RecordReader<Record>, to plans: RecordWriter<Plan>, in context: StageContext
  ) async throws -> Outcome {
    let (precision, problem) = AddressPrecision.read(context.item.options)
    if let problem { context.note(Finding(.warning, "rule-option", "\(problem).")) }
    var stage = ProcessStage(
      records, FraudTable(options: context.item.options), precision,
      isWhole: Snapshot.isSaid(by: context.item.options))
    return try await stage.run(to: plans, in: context)
  }

  func nlg(
    _ plans: RecordReader<Plan>, to drafts: RecordWriter<Draft>, in context: StageContext
  ) async throws -> Outcome {
    let options = context.item.options
    return try await NLGStage(TextOptions(options), WritingOptions(options), desk)
      .run(plans, to: drafts, in: context)
  }

  func qa(
    _ drafts: RecordReader<Draft>, to approved: RecordWriter<Draft>, in context: StageContext
  ) async throws -> Outcome {
    let options = context.item.options
    let business = context.item.business
    let releases = try await context.tables.read {
      try ReleaseTable($0, business: business).all()
    }
    let judge = DraftJudge(
      FraudTable(options: options), WritingOptions(options), releases: releases,
      until: context.item.lastDay)
    return try await QAStage(judge).run(drafts, to: approved, in: context)
  }

  func publish(
    _ drafts: RecordReader<Draft>, to publication: PublicationWriter, in context: StageContext
  ) async throws -> Outcome {
    try await CataloguePublisher().publish(drafts, to: publication, in: context)
  }
}
