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
    let known = try await context.tables.read { connection in
      try KnownVariants(connection, business: business)
    }
    var writer = DescriptionWriter(options, known: known)
    while let plan = try plans.next() {
      try Task.checkCancellation()
      try drafts.append(writer.draft(for: plan))
    }
    return .next
  }
}
