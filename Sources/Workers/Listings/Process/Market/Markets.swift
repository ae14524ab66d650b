import Analysis
import Executors

/// All listings with a price that an estimate may rest on, market by market.
///
/// Collects first, then is asked. Of very many listings a sample speaks: those with the least
/// marks, which no price decides, and no order in which they came.
struct Markets: Sendable {
  /// A member, but for its words.
  private struct Entry {
    var member: MarketMember
    let texts: TraitTexts
  }

  private var entries: [MarketKey: [Entry]] = [:]
  private(set) var count = 0
  /// Members with larger marks are not in the sample.
  private var markMax = UInt64.max
  private(set) var words = MarketWords()
  private var markets: [MarketKey: Market] = [:]
  private var meanings: ColumnMeanings
  private var sold: SoldColumns
  private let membersMax: Int
  private let lastDay: Day?
  /// The newest day that any of them tells of. No clock: it says how far the data reach.
  private var today: Int?

  /// In all markets together. Beyond it every second one goes.
  static let membersMax = 40_000

  /// - Parameter lastDay: ``Pipeline/Item/lastDay``; what is to be sold later is not sold yet, and
  ///   a later day listed is a slip.
  init(
    columns: MarketColumns = .standard, membersMax: Int = Self.membersMax, until lastDay: Day? = nil
  ) {
    meanings = ColumnMeanings(columns)
    sold = SoldColumns(columns, until: lastDay)
    self.membersMax = membersMax
    self.lastDay = lastDay
  }

  /// A price that was paid, as its row or an outcome tells, says more than one that was asked.
  ///
  /// - Parameters:
  ///   - outcome: what became of it.
  ///   - isRetired: whether it is on offer no more, as the catalogue knows.
  mutating func insert(
    _ listing: Listing, key: String, places: PlaceIndex, outcome: OutcomeTable.Latest? = nil,
    isRetired: Bool = false
  ) {
    if MarketMember.mark(key) > markMax { return }
    var listing = listing
    let departure = sold.departure(of: listing)
    if let paid = outcome?.priceMinorUnits ?? departure?.minorUnits, paid > 0 {
      listing.price?.minorUnits = paid
      listing.price?.isPerArea = false
    }
    guard let market = MarketKey(listing) else { return }
    var traits = traits(listing, sold: departure?.day, places: places)
    traits.isOff = isRetired || listing.isOff
    switch outcome?.outcome {
    case .sold, .let: traits.sold = outcome?.day
    case .withdrawn: traits.withdrawn = outcome?.day
    case nil: break
    }
    guard let member = MarketMember(listing, key: key, traits: traits) else { return }
    let texts = TraitTexts(listing, meanings: &meanings)
    entries[market, default: []].append(Entry(member: member, texts: texts))
    let days = [traits.listed, traits.sold, traits.withdrawn].compactMap(\.self)
    today = (days + [today].compactMap(\.self)).max()
    count += 1
    while count > membersMax { thin() }
  }

  /// Without what only words tell, and a day listed that is yet to come: one such day would make
  /// all others a thing of the past.
  private func traits(_ listing: Listing, sold: Int?, places: PlaceIndex) -> Traits {
    var traits = Traits(listing, places: places)
    traits.sold = sold
    if let listed = traits.listed, let lastDay, listed > lastDay.number { traits.listed = nil }
    return traits
  }

  private mutating func thin() {
    markMax /= 2
    count = 0
    for key in entries.keys {
      entries[key]?.removeAll { $0.member.mark > markMax }
      count += entries[key]?.count ?? 0
    }
  }

  /// Call once, after the last ``insert(_:key:places:outcome:isRetired:)``.
  ///
  /// The order of the members, which decides between equally near ones and which words count, is
  /// that of their marks: sums come out the same to the last digit, whatever the order of the rows.
  mutating func close() async throws {
    var found: [(key: MarketKey, members: [MarketMember])] = []
    for key in entries.keys.sorted(by: { $0.text < $1.text }) {
      guard let entries = entries.removeValue(forKey: key) else { continue }
      let sorted = entries.sorted {
        ($0.member.mark, $0.member.key) < ($1.member.mark, $1.member.key)
      }
      let members = sorted.map { entry in
        var member = entry.member
        member.traits.add(entry.texts, words: &words)
        return member
      }
      found.append((key, members))
    }
    let today = today
    let closed = try await Parallel.map(found, by: 1) { ($0.key, Market($0.members, today: today)) }
    for (key, market) in closed { markets[key] = market }
  }

  /// Whether listings of a file, counted by market, can be judged by these: none of its markets has
  /// so few members here that the file itself would know better.
  func know(_ counts: [MarketKey: Int]) -> Bool {
    counts.allSatisfy { key, count in
      let known = markets[key]?.members.count ?? 0
      return count <= FewListings.othersMin || known >= min(count, Market.membersMin)
    }
  }

  /// The market that a listing belongs to; without a price that of most listings of its place. None
  /// in another place: there, prices may be in another currency.
  private func key(of listing: Listing, _ traits: Traits) -> MarketKey? {
    if let key = MarketKey(listing) { return key }
    // The key decides between as many, so that it is the same each time.
    return markets.lazy.filter { $0.key.mayHold(listing) }
      .map { key, market in
        (
          key: key, text: key.text, inside: market.count(in: traits.place),
          around: market.count(in: traits.widerPlace)
        )
      }
      .filter { $0.inside + $0.around > 0 }
      .max { ($0.inside, $0.around, $0.text) < ($1.inside, $1.around, $1.text) }?.key
  }

  func appraisal(_ listing: Listing, places: PlaceIndex) -> Appraisal? {
    var (words, meanings, sold) = (words, meanings, sold)
    var traits = traits(listing, sold: sold.departure(of: listing)?.day, places: places)
    guard let key = key(of: listing, traits), let market = markets[key] else { return nil }
    traits.add(TraitTexts(listing, meanings: &meanings), words: &words)
    var appraisal = market.appraisal(traits, of: listing, words: words, places: places)
    appraisal?.unit = key.unit
    return appraisal
  }
}

// Kept
extension Markets {
  /// As ``write(to:)`` laid them out, closed.
  ///
  /// - Parameters:
  ///   - isAskedOften: as ``Analysis/CrossFit`` takes it.
  ///   - lastDay: of the item that asks.
  /// - Returns: nil when the bytes do not fit together.
  init?(from reader: inout PackReader, isAskedOften: Bool, until lastDay: Day? = nil) {
    self.init(until: lastDay)
    words = MarketWords(from: &reader)
    count = reader.integer()
    for text in reader.texts() {
      guard let key = MarketKey(text),
        let market = Market(from: &reader, isAskedOften: isAskedOften)
      else { return nil }
      markets[key] = market
    }
  }

  /// Call after ``close()``.
  func write(to writer: inout PackWriter) {
    words.write(to: &writer)
    writer.put(count)
    let sorted = markets.map { ($0.key.text, $0.value) }.sorted { $0.0 < $1.0 }
    writer.put(sorted.map(\.0))
    for (_, market) in sorted { market.write(to: &writer) }
  }
}
