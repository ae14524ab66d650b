import Foundation
import NLG
import Pipeline

/// Drafts to approved drafts: what is doubtful waits for a person, what is broken is left out.
struct QAStage {
  private let gate = TextGate(phrases: .standard)
  private let fraud: FraudTable
  private let writing: WritingOptions
  private let releases: Releases

  /// - Parameter releases: what persons let go on before.
  init(
    _ fraud: FraudTable, _ writing: WritingOptions = WritingOptions(),
    releases: Releases = Releases()
  ) {
    self.fraud = fraud
    self.writing = writing
    self.releases = releases
  }

  /// What a person let go on with a draft that came through; nil where nobody had a doubt.
  ///
  /// - Parameter lastDay: from which on listings lie in the future.
  func release(_ draft: Draft, until lastDay: Day?) -> Releases.Release? {
    var sold = SoldColumns(until: lastDay)
    let listing = draft.plan.listing
    let isGone = listing.isOff || sold.departure(of: listing) != nil
    if isGone { return nil }
    let doubts = doubts(draft, isGone: false, until: lastDay?.text)
    return doubts.isEmpty ? nil : Releases.Release(draft, doubts)
  }

  func run(
    _ drafts: RecordReader<Draft>, to approved: RecordWriter<Draft>, in context: StageContext
  ) throws -> Outcome {
    var summary = FileSummary()
    var verdicts = try VerdictFile(in: context.files)
    var rejected = try RejectedKeys(in: context.files)
    let lastDay = context.item.lastDay
    var sold = SoldColumns(until: lastDay)
    var released = FirstLines()
    while var draft = try drafts.next() {
      try Task.checkCancellation()
      redact(&draft, context)
      noteOddities(draft.plan, context)
      summary.add(draft.plan)
      let listing = draft.plan.listing
      let way = listing.status?.way ?? sold.departure(of: listing)?.way
      if listing.isOff, way == nil {
        // It is shown nowhere, and must be taken off whatever speaks against it.
        try approved.append(draft)
        try verdicts.add(draft.plan, .notOffered, ["its row says so"])
        continue
      }
      if way == nil, let fault = gate.fault(draft) {
        try approved.reject(line: listing.line, value: listing.title, reason: fault)
        try verdicts.add(draft.plan, .rejected, [fault])
        try rejected.add(listing.key)
        continue
      }
      var doubts = doubts(draft, isGone: way != nil, until: lastDay?.text)
      if !doubts.isEmpty, way == nil, releases.covers(draft, doubts) {
        doubts = []
        released.add(listing.line)
      }
      let gone = way.map { ["\($0.label.lowercased()), as its row says"] } ?? []
      if doubts.isEmpty {
        if draft.plan.risk >= fraud.review {
          riskFindings(draft.plan, .warning).forEach(context.note)
        }
        try approved.append(draft)
        try verdicts.add(draft.plan, way == nil ? .approved : .notOffered, gone)
      } else {
        try approved.hold(draft, doubts)
        let others = doubts.filter { !$0.code.hasPrefix(Self.riskCode) }
        try verdicts.add(draft.plan, .held, others.map(\.message) + gone)
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

  /// Takes out of what is shown in the row's own words what may not be published; the rest stays.
  private func redact(_ draft: inout Draft, _ context: StageContext) {
    let (line, places) = (draft.plan.listing.line, draft.plan.listing.places)
    for cell in shownCells {
      guard let text = draft.plan.listing[keyPath: cell.path] else { continue }
      let redaction = Redaction(text, phrases: gate.phrases, places: places)
      if redaction.hits.isEmpty { continue }
      draft.plan.listing[keyPath: cell.path] = redaction.saysSomething ? redaction.text : nil
      context.note(Self.leftOut(redaction.hits, of: cell.name, cell.code, line: line))
    }
    let features = draft.plan.listing.features.map {
      Redaction($0, phrases: gate.phrases, places: places)
    }
    let hits = features.flatMap(\.hits)
    if hits.isEmpty { return }
    draft.plan.listing.features = features.filter { $0.hits.isEmpty || $0.saysSomething }
      .map(\.text)
    context.note(Self.leftOut(hits, of: "list of features", "features", line: line))
  }

  /// Cells that pages and feeds show as they stand, by the names that people have for them.
  private let shownCells: [(path: WritableKeyPath<Listing, String?>, name: String, code: String)] =
    [
      (\.ownText, "owner's text", "own-text"), (\.typeText, "type", "type"),
      (\.furnishing, "furnishing", "furnishing"), (\.condition, "condition", "condition"),
      (\.priceText, "text of the price", "price-text"), (\.agent, "agent's name", "agent"),
    ]

  private static func leftOut(
    _ hits: [PhraseList.Hit], of name: String, _ code: String, line: Int
  ) -> Finding {
    let phrases = hits.map { "“\($0.phrase)”" }.joined(separator: ", ")
    return Finding(
      .warning, "\(code)-\(hits[0].category)",
      "The \(name) says \(phrases), which is left out of it; describe the property, not the "
        + "people.", line: line)
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

  /// Why a person must look at it first. Of what is not offered, that is what its page would say:
  /// it is taken off meanwhile, see ``CatalogueMerge/takeOff(_:)``.
  ///
  /// - Parameters:
  ///   - isGone: whether it was sold or let, as its row says: neither how risky an offer would be
  ///     nor when it begins matters any more.
  ///   - lastDay: from which on listings lie in the future.
  private func doubts(_ draft: Draft, isGone: Bool, until lastDay: String?) -> [Finding] {
    var doubts: [Finding] = []
    let line = draft.plan.listing.line
    let listing = draft.plan.listing
    if draft.plan.risk >= fraud.block, !isGone { doubts += riskFindings(draft.plan, .error) }
    if let listed = listing.listed, let lastDay, listed > lastDay, !isGone {
      doubts.append(
        Finding(
          .warning, "listed-later", "“\(listing.title)”: listed only on \(DayText.of(listed)).",
          line: line))
    }
    if isGone, let fault = gate.fault(draft) {
      doubts.append(
        Finding(.error, "text-broken", "“\(listing.title)”: \(fault).", line: line))
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
      let words = fault.excerpt.isEmpty ? "" : "the text says “\(fault.excerpt)”. "
      return Finding(
        .error, "text-\(fault.kind.code)",
        "“\(draft.plan.listing.title)”: \(words)\(fault.reason)", line: draft.plan.listing.line)
    }
  }

  private static let riskCode = "risk-"

  /// All that speaks against a listing, a finding for each sign.
  private func riskFindings(_ plan: Plan, _ severity: Finding.Severity) -> [Finding] {
    plan.evidence.map { sign in
      let parts = sign.split(separator: ":", maxSplits: 1)
      let words = parts.count > 1 ? String(parts[1].dropFirst()) : sign
      return Finding(
        severity, "\(Self.riskCode)\(parts.first ?? "")",
        "“\(plan.listing.title)”: \(words). Risk \(plan.risk) of 1.", line: plan.listing.line)
    }
  }
}
