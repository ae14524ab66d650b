import Models
import Pipeline
import Storage

/// Plans to drafts.
struct NLGStage {
  private let options: TextOptions
  private let writing: WritingOptions
  private let desk: ModelDesk?

  init(
    _ options: TextOptions, _ writing: WritingOptions = WritingOptions(), _ desk: ModelDesk? = nil
  ) {
    self.options = options
    self.writing = writing
    self.desk = desk
  }

  func run(
    _ plans: RecordReader<Plan>, to drafts: RecordWriter<Draft>, in context: StageContext
  ) async throws -> Outcome {
    for problem in options.problems + writing.problems {
      context.note(Finding(.warning, "rule-option", "\(problem)"))
    }
    let business = context.item.business
    var model: ModelWriter?
    if let desk { model = try await ModelWriter(desk, writing, options, in: context) }
    var writer = DescriptionWriter(options)
    var batch = try Self.next(plans)
    while !batch.isEmpty {
      try Task.checkCancellation()
      let keys = batch.map(\.listing.key)
      writer.known = try await context.tables.read { connection in
        try KnownVariants(connection, business: business, keys: keys)
      }
      let written = batch.map { writer.draft(for: $0) }
      for draft in try await model?.rewritten(written) ?? written { try drafts.append(draft) }
      batch = try Self.next(plans)
    }
    try await model?.close()
    return .next
  }

  private static let plansPerBatch = 256

  private static func next(_ plans: RecordReader<Plan>) throws -> [Plan] {
    var batch: [Plan] = []
    while batch.count < plansPerBatch, let plan = try plans.next() { batch.append(plan) }
    return batch
  }
}
