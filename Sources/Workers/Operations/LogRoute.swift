import Archives
import Pipeline

/// A log becomes incidents, tasks and a board: five functions, each of which calls the folder of
/// its name.
struct LogRoute: Route {
  let name = "log"
  let takesNewLines = true
  /// `failures.json` is about the whole log, also when some of it is released later.
  let publishesWhole = true
  private let archives = ArchiveWorker()

  /// The same words from two environments are two incidents.
  func identity(of item: Item) -> String { LogProcess.environment(item) }

  func ingest(
    _ source: SourceFile, to records: RecordWriter<LogRecord>, in context: StageContext
  ) async throws -> Outcome {
    if source.isBundle {
      return .reject([Finding(.error, "no-log", "a folder is no log: drop the files in it")])
    }
    let redactor = Redactor(try context.operationsRules().secrets)
    return try await LogIngest(source, records, context, redactor, archives).run()
  }

  func process(
    _ records: RecordReader<LogRecord>, to plans: RecordWriter<Failure>, in context: StageContext
  ) async throws -> Outcome {
    try LogProcess(records, plans, context).run()
  }

  func nlg(
    _ plans: RecordReader<Failure>, to drafts: RecordWriter<Failure>, in context: StageContext
  ) async throws -> Outcome {
    let writer = IncidentWriter(
      try context.operationsRules(), isPiece: context.item.growth != nil)
    while let plan = try plans.next() {
      if plan.isHead {
        try drafts.appendHead(plan)
      } else {
        try drafts.append(writer.written(plan))
      }
    }
    return .next
  }

  func qa(
    _ drafts: RecordReader<Failure>, to approved: RecordWriter<Failure>, in context: StageContext
  ) async throws -> Outcome {
    let gate = IncidentGate(Redactor(try context.operationsRules().secrets))
    while let draft = try drafts.next() {
      if draft.isHead {
        try approved.appendHead(draft)
        continue
      }
      let findings = gate.findings(draft)
      if findings.isEmpty { try approved.append(draft) } else { try approved.hold(draft, findings) }
    }
    return .next
  }

  func publish(
    _ drafts: RecordReader<Failure>, to publication: PublicationWriter, in context: StageContext
  ) async throws -> Outcome {
    try await OperationsPublisher(publication, context).publish(drafts)
  }
}
