import Pipeline
import Storage

/// Records to plans: duplicates out first, then compared, then judged.
///
/// Three readings of the stream. Between them only numbers are kept: some 40 bytes a listing, and
/// the traits of those that stand for their market.
struct ProcessStage {
  private let records: RecordReader<Record>
  private var history: MarketHistory
  private var normaliser = Normaliser()
  private var duplicates = Duplicates()
  private var places = PlaceIndex()
  private var markets = Markets()
  private var judge: FraudJudge
  private var historyCount = 0

  /// - Parameter history: what the catalogue knew before this file.
  init(
    _ records: RecordReader<Record>, _ fraud: FraudTable, history: MarketHistory = .none
  ) {
    self.records = records
    self.history = history
    judge = FraudJudge(fraud)
  }

  mutating func run(
    to plans: RecordWriter<Plan>, in context: StageContext
  ) async throws -> Outcome {
    judge.table.problems.forEach { context.note(Finding(.warning, "rule-option", "\($0).")) }
    try survey()
    try await askCatalogue(context)
    try compare()
    try write(to: plans, in: context)
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
    for entry in history.entries { places.insert(entry.listing.places) }
    try forEachListing { stage, listing in
      let identity = Identity(listing)
      guard stage.duplicates.insert(identity, line: listing.line) else { return }
      stage.places.insert(listing.places)
      stage.judge.survey(listing)
      stage.judge.insert(key: keys.key(for: identity))
    }
    duplicates.close()
    places.close()
  }

  /// In which other listings of the business the same contacts, photos and texts stand.
  private mutating func askCatalogue(_ context: StageContext) async throws {
    let (marks, keys) = judge.question
    let business = context.item.business
    let (known, photos) = try await context.tables.read { connection in
      (
        try MarkTable(connection, business: business).known(marks, besides: keys),
        try PhotoIndex(connection, business: business)
      )
    }
    judge.close(with: known, photos: photos)
  }

  /// What is asked in each market. A listing of the file stands for itself, not what the catalogue
  /// knew of it before.
  private mutating func compare() throws {
    var known = Dictionary(
      history.entries.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    var keys = ListingKeys()
    try forEachListing { stage, listing in
      if stage.duplicates.firstLine[listing.line] != nil { return }
      let key = keys.key(for: Identity(listing))
      known[key] = nil
      stage.markets.insert(listing, key: key, line: listing.line, places: stage.places)
    }
    for index in known.values.sorted() {
      let entry = history.entries[index]
      markets.insert(
        entry.listing, key: entry.key, line: 0, places: places, outcome: entry.outcome)
    }
    markets.close()
    historyCount = history.entries.count
    history = .none
  }

  private mutating func write(
    to plans: RecordWriter<Plan>, in context: StageContext
  ) throws {
    let appraiser = Appraiser(places: places, markets: markets)
    var keys = ListingKeys()
    var summary = AppraisalSummary(historyCount: historyCount)
    try forEachListing { stage, listing in
      if let first = stage.duplicates.firstLine[listing.line] {
        return try plans.reject(
          line: listing.line, value: listing.title, reason: "same listing as line \(first)")
      }
      var listing = listing
      listing.key = keys.key(for: Identity(listing))
      var plan = appraiser.plan(for: listing)
      stage.judge.judge(&plan, price: PriceSignal(plan))
      summary.count(plan)
      try plans.append(plan)
    }
    summary.decisions.forEach(context.decide)
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
