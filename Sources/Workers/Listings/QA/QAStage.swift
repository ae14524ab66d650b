import Pipeline

/// Drafts to approved drafts: what is doubtful waits for a person, what is broken is left out.
struct QAStage {
  private let gate = TextGate(phrases: .standard)
  private let fraud: FraudTable

  init(_ fraud: FraudTable) { self.fraud = fraud }

  func run(
    _ drafts: RecordReader<Draft>, to approved: RecordWriter<Draft>, in context: StageContext
  ) throws -> Outcome {
    while var draft = try drafts.next() {
      try Task.checkCancellation()
      clean(&draft, context)
      let line = draft.plan.listing.line
      if let fault = gate.fault(draft) {
        try approved.reject(line: line, value: draft.plan.listing.title, reason: fault)
        continue
      }
      let doubts = doubts(draft)
      if doubts.isEmpty {
        if draft.plan.risk >= fraud.review {
          riskFindings(draft.plan, .warning).forEach(context.note)
        }
        try approved.append(draft)
      } else {
        try approved.hold(draft, doubts)
      }
    }
    if approved.count > 0 || approved.heldCount > 0 { return .next }
    return .reject([
      Finding(
        .error, "nothing-approved", "No listing of the file can be published; the rejects say why.")
    ])
  }

  /// Takes the owner's own text out when it may not be published; the listing goes on without it.
  private func clean(_ draft: inout Draft, _ context: StageContext) {
    guard let text = draft.plan.listing.ownText, let hit = gate.phrases.hit(in: text) else {
      return
    }
    draft.plan.listing.ownText = nil
    context.note(
      Finding(
        .warning, "own-text-\(hit.category)",
        "The owner's text says “\(hit.phrase)” and is not published; describe the property, not "
          + "the people.", line: draft.plan.listing.line))
  }

  /// Why a person must look at it first.
  private func doubts(_ draft: Draft) -> [Finding] {
    var doubts: [Finding] = []
    let line = draft.plan.listing.line
    if draft.plan.risk >= fraud.block { doubts += riskFindings(draft.plan, .error) }
    if let hit = gate.bannedPhrase(draft) {
      doubts.append(
        Finding(
          .error, "text-\(hit.category)",
          "“\(draft.plan.listing.title)”: the text says “\(hit.phrase)”.", line: line))
    }
    return doubts
  }

  /// All that speaks against a listing, a finding for each sign.
  private func riskFindings(_ plan: Plan, _ severity: Finding.Severity) -> [Finding] {
    plan.evidence.map { sign in
      let parts = sign.split(separator: ":", maxSplits: 1)
      let words = parts.count > 1 ? String(parts[1].dropFirst()) : sign
      return Finding(
        severity, "risk-\(parts.first ?? "")",
        "“\(plan.listing.title)”: \(words). Risk \(plan.risk) of 1.", line: plan.listing.line)
    }
  }
}
