// All that speaks against a listing, in one number with its reasons. Run twice over a file:
//
//   survey   which contacts, photos and texts stand in several of its listings
//   judge    every listing, by its price, its marks, its words, its facts

/// Weighs what speaks against each listing of a file.
struct FraudJudge: Sendable {
  let table: FraudTable
  private let scam = PhraseList.scam
  private var marks = MarkIndex()
  private var keys: Set<UInt64> = []
  private var photos = PhotoIndex()

  init(_ table: FraudTable) { self.table = table }

  /// - Parameter lines: other offers of the same thing, which may show and say the same.
  mutating func survey(_ listing: Listing, besides lines: Set<Int> = []) {
    marks.insert(
      ListingMarks(listing, words: TextWords.of(listing.ownText ?? "")), line: listing.line,
      besides: lines)
  }

  /// The listing's key is one of the file: the catalogue's entry of that key is the same listing,
  /// or another offer of the same thing.
  mutating func insert(key: String) { keys.insert(MarkTable.hash(ofKey: key)) }

  /// What the catalogue is asked for.
  var question: (marks: Set<UInt64>, besides: Set<UInt64>) { (marks.wanted, keys) }

  /// Call once, between the surveys and ``judge(_:price:)``.
  ///
  /// - Parameter photos: those that were dropped before.
  mutating func close(with known: [KnownMark], photos: PhotoIndex) {
    self.photos = photos
    marks.close(with: known)
    keys = []
  }

  /// Fills in the plan's risk and its evidence, the strongest first.
  ///
  /// - Parameters:
  ///   - price: nil where there is nothing to compare with.
  ///   - lines: other offers of the same thing.
  func judge(_ plan: inout Plan, price: PriceSignal?, besides lines: Set<Int> = []) {
    let listing = plan.listing
    let words = TextWords.of(listing.ownText ?? "")
    var evidence = marks.evidence(
      for: ListingMarks(listing, words: words), line: listing.line, besides: lines)
    if !evidence.contains(where: { $0.signal == .photo }), let photo = photos.evidence(for: listing)
    {
      evidence.append(photo)
    }
    if let price, let with = plan.comparedWith {
      let others = "\(plan.comparables) comparable listings (\(with))"
      evidence += [price.evidence(comparedWith: others)].compactMap(\.self)
    }
    evidence += scamEvidence(listing.title, words)
    evidence += FactSignal.evidence(listing)
    plan.risk = table.risk(of: evidence)
    plan.evidence = evidence.filter { weight($0) > 0 }
      .sorted { (weight($0), $1.signal.rawValue) > (weight($1), $0.signal.rawValue) }
      .map { "\($0.signal.rawValue): \($0.words)" }
  }

  private func weight(_ evidence: FraudSignal.Evidence) -> Double {
    (table.weights[evidence.signal] ?? 0) * evidence.strength
  }

  /// How clear it is by so many classes of phrases. One may be chance (a house where viewings are
  /// not possible yet); by the usual weight and thresholds two are named in the report, and three,
  /// as clear as it gets, are held.
  private static let scamStrengths = [0, 0.375, 0.65, 1]

  private func scamEvidence(
    _ title: String, _ ownText: [TextWords.Word]
  ) -> [FraudSignal.Evidence] {
    let hits = scam.hits(in: TextWords.of(title)) + scam.hits(in: ownText)
    let classes = Set(hits.map(\.category))
    guard let first = hits.first else { return [] }
    return [
      FraudSignal.Evidence(
        signal: .scam,
        strength: Self.scamStrengths[min(classes.count, Self.scamStrengths.count - 1)],
        words: "its text says “\(first.phrase)”"
          + (classes.count > 1 ? ", and \(classes.count - 1) more of that sort" : ""))
    ]
  }
}
