import Pipeline
import Storage

/// Decides which listing photos and documents belong to, and says why.
///
/// What could belong to several listings goes on without one, and each possibility is held: a
/// person releases the right one.
struct MediaDeciding {
  private let context: StageContext
  private let matchers: MediaMatchers
  private let business: String

  init(_ context: StageContext, _ matchers: MediaMatchers) {
    self.context = context
    self.matchers = matchers
    business = context.item.business
  }

  func run(
    _ records: RecordReader<MediaRecord>, to plans: RecordWriter<MediaPlan>
  ) async throws {
    let (business, matchers) = (business, matchers)
    while let media = try records.next() {
      let (answer, alike) = try await context.tables.read { connection in
        let table = MediaTable(connection, business: business)
        return (
          try MediaBinding(table, matchers.matcher(of: table, keeping: true)).answer(media.name),
          try PhotoHashes(connection).alike(to: media.hash, of: business)
        )
      }
      try append(media, answer, to: plans)
      note(alike, media, answer.verdict.match?.number)
    }
  }

  private func append(
    _ media: MediaRecord, _ answer: MediaBinding.Answer, to plans: RecordWriter<MediaPlan>
  ) throws {
    switch answer.verdict {
    case .match(let match):
      let headline = answer.headlines[match.number] ?? ""
      context.decide("It belongs to “\(headline)”, because \(match.reason).")
      try plans.append(MediaPlan(media: media, headline: headline, reason: match.reason))
    case .unsure(let numbers, let reason):
      context.decide("It may belong to several listings: \(reason). A person decides.")
      try plans.append(MediaPlan(media: media, reason: reason))
      for number in numbers {
        let headline = answer.headlines[number] ?? ""
        try plans.hold(
          MediaPlan(
            media: media, headline: headline, reason: "a person says so",
            chosen: MediaPlan.Choice(number: number, key: answer.keys[number])),
          [finding(media, headline, reason)])
      }
    case .unmatched(let fitting):
      context.decide(Self.waiting(fitting))
      try plans.append(MediaPlan(media: media, reason: "no listing fits its name yet"))
    }
  }

  private func finding(_ media: MediaRecord, _ headline: String, _ reason: String) -> Finding {
    Finding(
      .warning, "\(media.kind.rawValue)-unsure",
      "Does “\(media.name)” belong to “\(headline)”? (\(reason)) Release the record that is right,"
        + " and reject the others; or name the file in the photos column of the right row.")
  }

  private static func waiting(_ fitting: Int) -> String {
    let why =
      fitting == 0
      ? "No listing fits its name yet."
      : "\(fitting) listings fit its name: too many to choose from."
    return why + " It waits for a table that names it in its photos column, or has a listing with"
      + " its name as the reference or title."
  }

  /// The same picture at another listing is worth a look; twice at one, good to know.
  private func note(_ alike: [PhotoHashes.Alike], _ media: MediaRecord, _ number: Int?) {
    let twins = alike.filter { $0.name != media.name }
    let elsewhere = twins.first { number != nil && $0.number != nil && $0.number != number }
    guard let twin = elsewhere ?? twins.first else { return }
    let isElsewhere = elsewhere != nil
    context.note(
      Finding(
        isElsewhere ? .warning : .note, isElsewhere ? "photo-at-two-listings" : "photo-twice",
        "“\(media.name)” looks like “\(twin.name)”"
          + (isElsewhere ? ", which is shown with another listing." : ", which is there already.")))
  }
}
