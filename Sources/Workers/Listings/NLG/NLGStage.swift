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
    let (sketcher, tables) = (writer, context.tables)
    try await plans.forEachPart(of: Self.plansPerPart) { plans in
      let keys = plans.map(\.listing.key)
      let known = try await tables.read { connection in
        try KnownVariants(connection, business: business, keys: keys)
      }
      return plans.map { sketcher.sketch(of: $0, known: known) }
    } take: { sketches in
      let written = sketches.map { writer.draft(of: $0) }
      for draft in try await model?.rewritten(written) ?? written { try drafts.append(draft) }
    }
    try await model?.close()
    return .next
  }

  private static let plansPerPart = 16
}
