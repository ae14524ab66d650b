import Pipeline

/// Drafts to approved drafts: what is doubtful waits for a person, what is broken is left out.
struct QAStage {
  private let judge: DraftJudge

  init(_ judge: DraftJudge) { self.judge = judge }

  func run(
    _ drafts: RecordReader<Draft>, to approved: RecordWriter<Draft>, in context: StageContext
  ) async throws -> Outcome {
    var summary = FileSummary()
    var verdicts = try VerdictFile(in: context.files)
    var rejected = try RejectedKeys(in: context.files)
    var released = FirstLines()
    let judge = judge
    try await drafts.forEachPart(of: Self.draftsPerPart) { drafts in
      var judge = judge
      return drafts.map { judge.judgement(of: $0) }
    } take: { judgements in
      for judgement in judgements {
        judgement.notes.forEach(context.note)
        summary.add(judgement.draft.plan)
        let listing = judgement.draft.plan.listing
        switch judgement.verdict {
        case .rejected(let fault):
          try approved.reject(line: listing.line, value: listing.title, reason: fault)
          try rejected.add(listing.key)
        case .held(let doubts): try approved.hold(judgement.draft, doubts)
        case .released:
          released.add(listing.line)
          fallthrough
        case .off, .approved: try approved.append(judgement.draft)
        }
        try verdicts.add(judgement)
      }
    }
    try verdicts.finish()
    try rejected.finish()
    summary.sentences.forEach(context.decide)
    if released.count > 0 {
      context.decide(
        "listings with doubts that a person let go on before, and that show the same since: "
          + "\(released.count) (\(released.text))")
    }
    if approved.count > 0 || approved.heldCount > 0 { return .next }
    return .reject([
      Finding(
        .error, "nothing-approved", "No listing of the file can be published; the rejects say why.")
    ])
  }

  private static let draftsPerPart = 16
}
