import Pipeline
import Storage

/// Records to plans: duplicates out first, then compared, then judged.
///
/// Three readings of the stream. Between them only numbers are kept, some 40 bytes a listing.
struct ProcessStage {
  private let records: RecordReader<Record>
  private var normaliser = Normaliser()
  private var duplicates = Duplicates()
  private var places = PlaceIndex()
  private var comparables = Comparables()
  private var judge: FraudJudge
  private var hasListingsWithoutArea = false

  init(_ records: RecordReader<Record>, _ fraud: FraudTable) {
    self.records = records
    judge = FraudJudge(fraud)
  }

  mutating func run(
    to plans: RecordWriter<Plan>, in context: StageContext
  ) async throws -> Outcome {
    judge.table.problems.forEach { context.note(Finding(.warning, "rule-option", "\($0).")) }
    try survey()
    try await askCatalogue(context)
    try compare()
    try write(to: plans)
    if !duplicates.firstLine.isEmpty {
      context.decide(
        "rows left out because they repeat an earlier one: \(duplicates.firstLine.count)")
    }
    if plans.count > 0 { return .next }
    return .reject([Finding(.error, "no-listing", "No row of the file could be used.")])
  }

  /// Which rows repeat another, which places are shared, and what turns up in several listings.
  private mutating func survey() throws {
    var keys = ListingKeys()
    try forEachListing { stage, listing in
      let identity = Identity(listing)
      guard stage.duplicates.insert(identity, line: listing.line) else { return }
      stage.places.insert(listing.places)
      stage.judge.survey(listing)
      stage.judge.insert(key: keys.key(for: identity))
      if Ask(listing)?.basis == .bedrooms { stage.hasListingsWithoutArea = true }
    }
    duplicates.close()
    places.close()
  }

  /// In which other listings of the business the same contacts, photos and texts stand.
  private mutating func askCatalogue(_ context: StageContext) async throws {
    let (marks, keys) = judge.question
    if marks.isEmpty { return judge.close(with: []) }
    let business = context.item.business
    judge.close(
      with: try await context.tables.read { connection in
        try MarkTable(connection, business: business).known(marks, besides: keys)
      })
  }

  /// What is asked in each group.
  private mutating func compare() throws {
    try forEachListing { stage, listing in
      if stage.duplicates.firstLine[listing.line] == nil { stage.compare(listing) }
    }
    comparables.sort()
  }

  private mutating func compare(_ listing: Listing) {
    var asks = [Ask(listing)].compactMap(\.self)
    if hasListingsWithoutArea, asks.first?.basis != .bedrooms {
      asks += [Ask.byBedrooms(listing)].compactMap(\.self)
    }
    if asks.isEmpty { return }
    let levels = places.shared(by: listing.places)
    for ask in asks {
      for place in levels { comparables.insert(ask.group(listing, place: place)) }
      comparables.insert(ask.group(listing, place: nil))
    }
  }

  private mutating func write(to plans: RecordWriter<Plan>) throws {
    let appraiser = Appraiser(places: places, comparables: comparables)
    var keys = ListingKeys()
    try forEachListing { stage, listing in
      if let first = stage.duplicates.firstLine[listing.line] {
        return try plans.reject(
          line: listing.line, value: listing.title, reason: "same listing as line \(first)")
      }
      var listing = listing
      listing.key = keys.key(for: Identity(listing))
      var plan = appraiser.plan(for: listing)
      stage.judge.judge(&plan, price: PriceSignal(plan))
      try plans.append(plan)
    }
  }

  private mutating func forEachListing(
    _ body: (inout ProcessStage, Listing) throws -> Void
  ) throws {
    try records.rewind()
    while let record = try records.next() {
      try Task.checkCancellation()
      let listing = normaliser.listing(record)
      try body(&self, listing)
    }
  }
}
