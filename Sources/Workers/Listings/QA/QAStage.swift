import Foundation
import NLG
import Pipeline

/// Drafts to approved drafts: what is doubtful waits for a person, what is broken is left out.
struct QAStage {
  private let gate = TextGate(phrases: .standard)
  private let fraud: FraudTable
  private let writing: WritingOptions

  init(_ fraud: FraudTable, _ writing: WritingOptions = WritingOptions()) {
    self.fraud = fraud
    self.writing = writing
  }

  func run(
    _ drafts: RecordReader<Draft>, to approved: RecordWriter<Draft>, in context: StageContext
  ) throws -> Outcome {
    var summary = FileSummary()
    var verdicts = try VerdictFile(in: context.files)
    let lastDay = context.item.lastDay
    var sold = SoldColumns(until: lastDay)
    while var draft = try drafts.next() {
      try Task.checkCancellation()
      redact(&draft, context)
      noteOddities(draft.plan, context)
      summary.add(draft.plan)
      let line = draft.plan.listing.line
      if draft.plan.listing.status == .withdrawn {
        // It is shown nowhere, and must be taken off whatever speaks against it.
        try approved.append(draft)
        try verdicts.add(draft.plan, .notOffered, ["its row says so"])
        continue
      }
      if let fault = gate.fault(draft) {
        try approved.reject(line: line, value: draft.plan.listing.title, reason: fault)
        try verdicts.add(draft.plan, .rejected, [fault])
        continue
      }
      let doubts = doubts(draft, until: lastDay?.text)
      if doubts.isEmpty {
        if draft.plan.risk >= fraud.review {
          riskFindings(draft.plan, .warning).forEach(context.note)
        }
        try approved.append(draft)
        let listing = draft.plan.listing
        if let way = listing.status?.way ?? sold.departure(of: listing)?.way {
          try verdicts.add(draft.plan, .notOffered, ["\(way.label.lowercased()), as its row says"])
        } else {
          try verdicts.add(draft.plan, .approved)
        }
      } else {
        try approved.hold(draft, doubts)
        let texts = doubts.filter { $0.code.hasPrefix("text-") }
        try verdicts.add(draft.plan, .held, texts.map(\.message))
      }
    }
    try verdicts.finish()
    summary.sentences.forEach(context.decide)
    if approved.count > 0 || approved.heldCount > 0 { return .next }
    return .reject([
      Finding(
        .error, "nothing-approved", "No listing of the file can be published; the rejects say why.")
    ])
  }

  /// Takes out of the owner's own text what may not be published; the rest of it stays.
  private func redact(_ draft: inout Draft, _ context: StageContext) {
    guard let text = draft.plan.listing.ownText else { return }
    let redaction = Redaction(text, phrases: gate.phrases, places: draft.plan.listing.places)
    if redaction.hits.isEmpty { return }
    draft.plan.listing.ownText = redaction.saysSomething ? redaction.text : nil
    let phrases = redaction.hits.map { "“\($0.phrase)”" }.joined(separator: ", ")
    context.note(
      Finding(
        .warning, "own-text-\(redaction.hits[0].category)",
        "The owner's text says \(phrases), which is left out of it; describe the property, not the "
          + "people.", line: draft.plan.listing.line))
  }

  /// Facts that cannot be, and facts that contradict each other.
  private func noteOddities(_ plan: Plan, _ context: StageContext) {
    for warning in plan.warnings {
      let parts = warning.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      context.note(
        Finding(
          .warning, String(parts[0]), "“\(plan.listing.title)”: \(parts[1].dropFirst()).",
          line: plan.listing.line))
    }
  }

  /// Why a person must look at it first.
  ///
  /// - Parameter lastDay: from which on listings lie in the future.
  private func doubts(_ draft: Draft, until lastDay: String?) -> [Finding] {
    var doubts: [Finding] = []
    let line = draft.plan.listing.line
    let listing = draft.plan.listing
    // A risk is one of offering it.
    if draft.plan.risk >= fraud.block, !listing.isOff {
      doubts += riskFindings(draft.plan, .error)
    }
    if let listed = listing.listed, let lastDay, listed > lastDay, !listing.isOff {
      doubts.append(
        Finding(
          .warning, "listed-later", "“\(listing.title)”: listed only on \(DayText.of(listed)).",
          line: line))
    }
    if let hit = gate.bannedPhrase(draft) {
      doubts.append(
        Finding(
          .error, "text-\(hit.category)",
          "“\(draft.plan.listing.title)”: the text says “\(hit.phrase)”.", line: line))
    }
    return doubts + textFindings(draft) + confirmation(draft)
  }

  /// What the rule wants a person to confirm of a model's text.
  private func confirmation(_ draft: Draft) -> [Finding] {
    guard let variant = ModelVariant(draft.variant),
      writing.confirm.contains(.written) || variant.isMended && writing.confirm.contains(.mended)
    else { return [] }
    return [
      Finding(
        .warning, "model-text",
        "“\(draft.plan.listing.title)”: the model “\(variant.model)” wrote: \(draft.description)",
        line: draft.plan.listing.line)
    ]
  }

  /// What of the written texts the row does not bear out.
  private func textFindings(_ draft: Draft) -> [Finding] {
    gate.unfounded(draft).map { fault in
      Finding(
        .error, "text-\(fault.kind.code)",
        "“\(draft.plan.listing.title)”: the text says “\(fault.excerpt)”. \(fault.reason)",
        line: draft.plan.listing.line)
    }
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
