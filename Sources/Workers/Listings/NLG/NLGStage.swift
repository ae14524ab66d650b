import Pipeline
import Storage

/// Plans to drafts.
struct NLGStage {
  private let options: TextOptions

  init(_ options: TextOptions) { self.options = options }

  func run(
    _ plans: RecordReader<Plan>, to drafts: RecordWriter<Draft>, in context: StageContext
  ) async throws -> Outcome {
    for problem in options.problems {
      context.note(Finding(.warning, "rule-option", problem))
    }
    let business = context.item.business
    var writer = DescriptionWriter(options)
    var batch = try Self.next(plans)
    while !batch.isEmpty {
      try Task.checkCancellation()
      let keys = batch.map(\.listing.key)
      writer.known = try await context.tables.read { connection in
        try KnownVariants(connection, business: business, keys: keys)
      }
      for plan in batch { try drafts.append(writer.draft(for: plan)) }
      batch = try Self.next(plans)
    }
    return .next
  }

  private static let plansPerBatch = 256

  private static func next(_ plans: RecordReader<Plan>) throws -> [Plan] {
    var batch: [Plan] = []
    while batch.count < plansPerBatch, let plan = try plans.next() { batch.append(plan) }
    return batch
  }
}
