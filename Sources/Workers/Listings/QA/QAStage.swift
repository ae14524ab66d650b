import Pipeline

/// Drafts to approved drafts: what is doubtful waits for a person, what is broken is left out.
struct QAStage {
  private let gate = TextGate(phrases: .standard)

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
      if doubts.isEmpty { try approved.append(draft) } else { try approved.hold(draft, doubts) }
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
    for warning in draft.plan.warnings {
      let parts = warning.split(separator: ":", maxSplits: 1)
      guard let code = parts.first.map(String.init), Self.held.contains(code) else { continue }
      let message = parts.count > 1 ? String(parts[1].dropFirst()) : warning
      doubts.append(
        Finding(.error, code, "“\(draft.plan.listing.title)”: \(message).", line: line))
    }
    if let hit = gate.bannedPhrase(draft) {
      doubts.append(
        Finding(
          .error, "text-\(hit.category)",
          "“\(draft.plan.listing.title)”: the text says “\(hit.phrase)”.", line: line))
    }
    return doubts
  }

  /// Warnings of process that keep a listing back.
  private static let held: Set<String> = [Warnings.suspicious, Warnings.unrealistic]
}
