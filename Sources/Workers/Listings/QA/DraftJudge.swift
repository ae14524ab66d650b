import NLG
import Pipeline

/// What speaks against a draft by itself, whatever else is in its file.
struct DraftJudge: Sendable {
  private let gate = TextGate(phrases: .standard)
  private let fraud: FraudTable
  private let writing: WritingOptions
  private let releases: Releases
  /// From which on listings lie in the future.
  private let lastDay: Day?
  private var sold: SoldColumns

  /// - Parameters:
  ///   - releases: what persons let go on before.
  ///   - lastDay: ``Pipeline/Item/lastDay``.
  init(
    _ fraud: FraudTable, _ writing: WritingOptions = WritingOptions(),
    releases: Releases = Releases(), until lastDay: Day?
  ) {
    self.fraud = fraud
    self.writing = writing
    self.releases = releases
    self.lastDay = lastDay
    sold = SoldColumns(until: lastDay)
  }

  struct Judgement: Sendable {
    enum Verdict: Sendable {
      case approved
      /// A person let it go on before, and it shows the same since.
      case released
      /// Its row says that it is not on offer; it is shown nowhere.
      case off
      case rejected(String)
      case held([Finding])
    }

    /// Without what may not be published of the row's own words.
    var draft: Draft
    var verdict = Verdict.approved
    /// Of what was sold or let, as its row says.
    var way: Departure.Way?
    /// What somebody should know.
    var notes: [Finding] = []
  }

  mutating func judgement(of draft: Draft) -> Judgement {
    var judgement = Judgement(draft: draft)
    redact(&judgement.draft, &judgement.notes)
    judgement.notes += Self.oddities(draft.plan)
    let listing = judgement.draft.plan.listing
    judgement.way = listing.status?.way ?? sold.departure(of: listing)?.way
    judgement.verdict = verdict(judgement.draft, isGone: judgement.way != nil)
    switch judgement.verdict {
    case .approved where draft.plan.risk >= fraud.review,
      .released where draft.plan.risk >= fraud.review:
      judgement.notes += riskFindings(draft.plan, .warning)
    default: break
    }
    return judgement
  }

  private func verdict(_ draft: Draft, isGone: Bool) -> Judgement.Verdict {
    // It is shown nowhere, and must be taken off whatever speaks against it.
    if draft.plan.listing.isOff, !isGone { return .off }
    if !isGone, let fault = gate.fault(draft) { return .rejected(fault) }
    let doubts = doubts(draft, isGone: isGone)
    if doubts.isEmpty { return .approved }
    return !isGone && releases.covers(draft, doubts) ? .released : .held(doubts)
  }

  /// What a person let go on with a draft that came through; nil where nobody had a doubt.
  mutating func release(_ draft: Draft) -> Releases.Release? {
    let listing = draft.plan.listing
    let isGone = listing.isOff || sold.departure(of: listing) != nil
    if isGone { return nil }
    let doubts = doubts(draft, isGone: false)
    return doubts.isEmpty ? nil : Releases.Release(draft, doubts)
  }

  /// Takes out of what is shown in the row's own words what may not be published; the rest stays.
  private func redact(_ draft: inout Draft, _ notes: inout [Finding]) {
    let (line, places) = (draft.plan.listing.line, draft.plan.listing.places)
    for cell in Self.shownCells {
      guard let text = draft.plan.listing[keyPath: cell.path] else { continue }
      let redaction = Redaction(text, phrases: gate.phrases, places: places)
      if redaction.hits.isEmpty { continue }
      draft.plan.listing[keyPath: cell.path] = redaction.saysSomething ? redaction.text : nil
      notes.append(Self.leftOut(redaction.hits, of: cell.name, cell.code, line: line))
    }
    let features = draft.plan.listing.features.map {
      Redaction($0, phrases: gate.phrases, places: places)
    }
    let hits = features.flatMap(\.hits)
    if hits.isEmpty { return }
    draft.plan.listing.features = features.filter { $0.hits.isEmpty || $0.saysSomething }
      .map(\.text)
    notes.append(Self.leftOut(hits, of: "list of features", "features", line: line))
  }

  /// Cells that pages and feeds show as they stand, by the names that people have for them.
  private static let shownCells: [ShownCell] = [
    ShownCell(path: \.ownText, name: "owner's text", code: "own-text"),
    ShownCell(path: \.typeText, name: "type", code: "type"),
    ShownCell(path: \.furnishing, name: "furnishing", code: "furnishing"),
    ShownCell(path: \.condition, name: "condition", code: "condition"),
    ShownCell(path: \.priceText, name: "text of the price", code: "price-text"),
    ShownCell(path: \.agent, name: "agent's name", code: "agent"),
  ]

  private struct ShownCell: Sendable {
    let path: any WritableKeyPath<Listing, String?> & Sendable
    let name: String
    let code: String
  }

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
  private static func oddities(_ plan: Plan) -> [Finding] {
    plan.warnings.compactMap { warning in
      let parts = warning.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { return nil }
      return Finding(
        .warning, String(parts[0]), "“\(plan.listing.title)”: \(parts[1].dropFirst()).",
        line: plan.listing.line)
    }
  }

  /// Why a person must look at it first. Of what is not offered, that is what its page would say:
  /// it is taken off meanwhile, see ``CatalogueMerge/takeOff(_:)``.
  ///
  /// - Parameter isGone: whether it was sold or let, as its row says: neither how risky an offer
  ///   would be nor when it begins matters any more.
  private func doubts(_ draft: Draft, isGone: Bool) -> [Finding] {
    var doubts: [Finding] = []
    let line = draft.plan.listing.line
    let listing = draft.plan.listing
    if draft.plan.risk >= fraud.block, !isGone { doubts += riskFindings(draft.plan, .error) }
    if let listed = listing.listed, let lastDay, listed > lastDay.text, !isGone {
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

  static let riskCode = "risk-"

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
