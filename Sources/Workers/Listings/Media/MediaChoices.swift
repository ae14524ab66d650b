import Pipeline
import Storage

/// What persons chose of the questions about one file, as far as it can be done.
struct MediaChoices {
  private let context: StageContext
  private let business: String

  init(_ context: StageContext) {
    self.context = context
    business = context.item.business
  }

  /// One draft for each file: with the listing that was chosen, if that is one, and is known.
  func drafts(_ drafts: RecordReader<MediaDraft>) async throws -> [MediaDraft] {
    var chosen: [MediaDraft] = []
    while let draft = try drafts.next() {
      guard let index = chosen.firstIndex(where: { $0.plan.media.name == draft.plan.media.name })
      else {
        chosen.append(draft)
        continue
      }
      if chosen[index].plan.chosen == draft.plan.chosen { continue }
      chosen[index].plan.chosen = nil
      chosen[index].plan.headline = nil
      noteSeveral(draft.plan.media)
    }
    for index in chosen.indices {
      let plan = chosen[index].plan
      guard let choice = plan.chosen else { continue }
      chosen[index].plan.chosen = try await listing(choice, plan)
      if chosen[index].plan.chosen == nil { noteUnknown(plan) }
    }
    return chosen
  }

  /// The chosen listing as it is now; nil where it is no longer known.
  private func listing(
    _ choice: MediaPlan.Choice, _ plan: MediaPlan
  ) async throws -> MediaPlan.Choice? {
    let business = business
    let number = try await context.tables.read { connection -> Int? in
      let catalogue = CatalogueTable(connection, business: business)
      if let key = choice.key { return try catalogue.place(of: key)?.number }
      let isSame = try catalogue.headline(of: choice.number).map {
        $0 == plan.headline || $0.hasPrefix("\(plan.headline ?? ""), ")
      }
      return isSame == true ? choice.number : nil
    }
    return number.map { MediaPlan.Choice(number: $0, key: choice.key) }
  }

  private func noteSeveral(_ media: MediaRecord) {
    let code = "\(media.kind.rawValue)-chosen-twice"
    if context.written.findings.contains(where: { $0.code == code }) { return }
    context.note(
      Finding(
        .error, code,
        "Several listings were chosen for “\(media.name)”, and none has it by that: drop it again,"
          + " and release one record."))
  }

  private func noteUnknown(_ plan: MediaPlan) {
    context.note(
      Finding(
        .warning, "\(plan.media.kind.rawValue)-choice-lost",
        "“\(plan.media.name)” was released for “\(plan.headline ?? "")”, which the catalogue no"
          + " longer has; by its name it goes to whom it fits."))
  }
}
