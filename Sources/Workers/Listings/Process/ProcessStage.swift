import Executors
import Pipeline
import Storage

/// Records to plans: duplicates out first, then compared, then judged.
///
/// Two readings of the stream; where a market is learned anew one more, and another where the
/// catalogue knows listings already. Between them only numbers are kept: some 50 bytes a listing,
/// and the traits of those that stand for their market.
struct ProcessStage {
  private let records: RecordReader<Record>
  private var normaliser = Normaliser()
  private var duplicates = Duplicates()
  private var places = PlaceIndex()
  private var positions = PositionIndex()
  private var judge: FraudJudge
  private var keys: ListingKeys
  private let precision: AddressPrecision
  private var spellings = ReferenceSpellings()
  /// Listings of which the file has the price, and nothing else.
  private var repriced = 0
  private var respelled = FirstLines()
  /// Listings, without those that repeat an earlier one.
  private var count = 0
  /// Listings of which the precision of addresses leaves something out as a whole.
  private var leftOut = 0
  /// Those with a price, by the market that they belong to.
  private var marketCounts: [MarketKey: Int] = [:]
  /// Listings beside an offer that only the catalogue has.
  private var besideKept = 0
  /// What was completed together, and is not read yet: the next one last.
  private var completedRows: [Row] = []

  /// - Parameter isWhole: whether the file is the whole stock.
  init(
    _ records: RecordReader<Record>, _ fraud: FraudTable, _ precision: AddressPrecision,
    isWhole: Bool = false
  ) {
    self.records = records
    keys = ListingKeys(isWhole: isWhole)
    self.precision = precision
    judge = FraudJudge(fraud)
  }

  mutating func run(
    to plans: RecordWriter<Plan>, in context: StageContext
  ) async throws -> Outcome {
    judge.table.problems.forEach { context.note(Finding(.warning, "rule-option", "\($0).")) }
    try await askForHashes(context)
    try await survey(context)
    try await askCatalogue(context)
    try await write(to: plans, by: try await learned(context), in: context)
    if !duplicates.firstLine.isEmpty {
      context.decide(
        "rows left out because they repeat an earlier one: \(duplicates.firstLine.count)")
    }
    if keys.twins.count > 0 {
      context.decide(
        "listings that agree with another in all but their price or what no key is made of, and "
          + "were told apart by it: \(keys.twins.count); a column of references would tell them "
          + "apart for certain")
    }
    ReferenceSpellings.sentence(respelled).map(context.decide)
    if besideKept > 0 {
      context.decide(
        "listings of which the catalogue has another offer, for sale or to let, and which stand "
          + "beside it under keys of their own: \(besideKept)")
    }
    if repriced > 0 {
      context.decide(
        "listings of which the file has nothing but the price, and which stay else as an earlier "
          + "table told them: \(repriced)")
    }
    if leftOut > 0 {
      context.decide(
        "listings whose link, and whose columns that no field takes, are on no page and in no "
          + "export, for the rule tells addresses only in part: \(leftOut)")
    }
    if plans.count > 0 { return .next }
    return .reject([Finding(.error, "no-listing", "No row of the file could be used.")])
  }

  /// By which hashes and references the catalogue knows listings that the file may name in another
  /// way.
  private mutating func askForHashes(_ context: StageContext) async throws {
    let business = context.item.business
    let isFirst = try await context.tables.read {
      try CatalogueTable($0, business: business).isEmpty()
    }
    if isFirst { return }
    try records.rewind()
    var asked: Set<ContentHash> = []
    var rows = 0
    while let record = try records.next() {
      if let reference = record.texts[.reference] { spellings.insert(reference) }
      if max(asked.count, rows) > HashedKeys.askedMax { continue }
      asked.formUnion(Identity.hashes(normaliser.listing(record), record))
      rows += 1
    }
    let hashes = max(asked.count, rows) <= HashedKeys.askedMax ? asked : nil
    let unknown = spellings
    (keys.hashed, spellings) = try await context.tables.read { connection in
      var spellings = unknown
      try spellings.close(connection, business: business)
      return (try HashedKeys(connection, business: business, among: hashes), spellings)
    }
  }

  /// Which rows repeat another, which places are shared, and what turns up in several listings.
  private mutating func survey(_ context: StageContext) async throws {
    try await forEachListing(context) { stage, row in
      let (listing, record) = (row.listing, row.record)
      if row.refusal != nil { return }
      let identity = Identity(listing, record, known: stage.keys.hashed)
      let isNew = stage.duplicates.insert(
        identity, contents: record.contents, line: listing.line)
      guard isNew else { return }
      stage.count += 1
      if let market = MarketKey(listing) { stage.marketCounts[market, default: 0] += 1 }
      stage.places.insert(listing.places)
      stage.positions.insert(listing)
      stage.judge.survey(
        listing, besides: stage.duplicates.otherOffers(beside: listing.line).lines)
      stage.judge.insert(key: identity.key)
      stage.keys.insert(identity, listing)
    }
    duplicates.close()
    keys.sort()
    positions.close()
  }

  /// In which other listings of the business the same contacts, photos and texts stand.
  private mutating func askCatalogue(_ context: StageContext) async throws {
    let business = context.item.business
    let unknown = keys
    keys.close(
      with: try await context.tables.read { try unknown.known($0, business: business) })
    keys.twins.keys.forEach { judge.insert(key: $0) }
    let (marks, besides) = judge.question
    let (known, photos) = try await context.tables.read { connection in
      (
        try MarkTable(connection, business: business).known(marks, besides: besides),
        try PhotoIndex(connection, business: business)
      )
    }
    judge.close(with: known, photos: photos)
  }

  /// What is known of prices, and where from.
  private struct Learned {
    let markets: LearnedMarkets
    let basis: AppraisalSummary.Basis
  }

  /// Of a file that changes little, in markets that are known, what was learned before, else what
  /// it teaches with the catalogue; see ``MarketTable``.
  private mutating func learned(_ context: StageContext) async throws -> Learned {
    let (business, rows) = (context.item.business, count)
    let kept = try await context.tables.read { connection in
      let table = MarketTable(connection, business: business)
      return try table.kept().flatMap { kept in
        kept.suits(rows) ? try table.body(of: kept).map { (kept, $0) } : nil
      }
    }
    let lastDay = context.item.lastDay
    if let (kept, body) = kept, let markets = LearnedMarkets(body, rows: rows, until: lastDay),
      markets.markets.know(marketCounts)
    {
      return Learned(markets: markets, basis: .kept(kept))
    }
    let history = try await MarketHistory.read(context.tables, business: business)
    let markets = try await learn(history, context)
    let (item, members) = (context.item.id.number, markets.markets.count)
    if members > 0 {
      let body = markets.bytes
      try await context.tables.write { connection in
        try MarketTable(connection, business: business)
          .propose(body, members: members, item: item)
      }
    }
    return Learned(markets: markets, basis: .file(history: history.entries.count))
  }

  /// What is asked in each market. A listing of the file stands for itself, not what the catalogue
  /// knew of it before: neither its price nor its place counts twice.
  private mutating func learn(
    _ history: MarketHistory, _ context: StageContext
  ) async throws -> LearnedMarkets {
    let others = try await others(history, context)
    for entry in others { places.insert(entry.listing.places) }
    places.close()
    let places = places
    var markets = Markets(until: context.item.lastDay)
    let precision = precision
    try await forEachKey(context) { listing, key, record in
      var listing = listing
      // It stands beside the estimates of others.
      listing.title = precision.title(of: listing, record)
      markets.insert(listing, key: key, places: places)
    }
    for entry in others {
      markets.insert(
        entry.listing, key: entry.key, places: places, outcome: entry.outcome,
        isRetired: entry.isRetired)
    }
    try await markets.close()
    return LearnedMarkets(places: places, markets: markets)
  }

  /// What the catalogue knows of listings that are not in the file.
  private mutating func others(
    _ history: MarketHistory, _ context: StageContext
  ) async throws -> [MarketHistory.Entry] {
    if history.entries.isEmpty { return [] }
    var known = Dictionary(
      history.entries.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    try await forEachKey(context) { _, key, _ in known[key] = nil }
    return known.values.sorted().map { history.entries[$0] }
  }

  /// Without those that repeat an earlier one.
  private mutating func forEachKey(
    _ context: StageContext, _ body: (Listing, String, Record) -> Void
  ) async throws {
    try await forEachListing(context) { stage, row in
      let (listing, record) = (row.listing, row.record)
      if row.refusal != nil { return }
      if stage.duplicates.firstLine[listing.line] != nil { return }
      body(listing, stage.key(of: listing, record).key, record)
    }
  }

  private mutating func write(
    to plans: RecordWriter<Plan>, by learned: Learned, in context: StageContext
  ) async throws {
    let assessor = Assessor(
      appraiser: Appraiser(places: learned.markets.places, markets: learned.markets.markets),
      positions: positions, judge: judge, precision: precision)
    var summary = AppraisalSummary(learned.basis)
    try records.rewind()
    try await Parallel.forEach {
      var part: [Assessor.Candidate] = []
      while part.count < Self.rowsPerPart, let row = try await nextRow(context) {
        if let candidate = try candidate(row, plans) { part.append(candidate) }
      }
      return part.isEmpty ? nil : part
    } work: { part in
      part.map { assessor.assessed($0) }
    } take: { assessed in
      for (plan, isLeftOut) in assessed {
        if isLeftOut { leftOut += 1 }
        summary.count(plan)
        try plans.append(plan)
      }
    }
    summary.decisions.forEach(context.decide)
  }

  /// The listing of a row under its key; nil of a row that is rejected.
  private mutating func candidate(
    _ row: Row, _ plans: RecordWriter<Plan>
  ) throws -> Assessor.Candidate? {
    var listing = row.listing
    let record = row.record
    func reject(_ value: String, _ reason: String) throws -> Assessor.Candidate? {
      try plans.reject(line: listing.line, value: value, reason: reason)
      return nil
    }
    if let refusal = row.refusal { return try reject(listing.reference ?? "", refusal) }
    if let first = duplicates.firstLine[listing.line] {
      return try reject(listing.title, "same listing as line \(first)")
    }
    let (key, isBesideKept) = key(of: listing, record)
    listing.key = key
    if let first = keys.claim(key, line: listing.line) {
      return try reject(
        listing.title,
        "its key would be “\(key)”, which the listing of line \(first) has; another reference "
          + "tells them apart")
    }
    if isBesideKept { besideKept += 1 }
    if record.isOfPrice { repriced += 1 }
    if listing.reference != record.texts[.reference] { respelled.add(listing.line) }
    return Assessor.Candidate(
      listing: listing, record: record,
      otherOffers: duplicates.otherOffers(beside: listing.line).lines)
  }

  private func key(of listing: Listing, _ record: Record) -> (key: String, isBesideKept: Bool) {
    // As the catalogue has it.
    if !listing.key.isEmpty { return (listing.key, false) }
    let identity = Identity(listing, record, known: keys.hashed)
    let others = duplicates.otherOffers(beside: listing.line)
    let beside = ListingKeys.Beside(hasFormer: others.hasFormer, isAny: !others.lines.isEmpty)
    return (
      keys.key(for: identity, line: listing.line, beside: beside),
      keys.isBesideKept(identity, beside)
    )
  }

  /// A row of the file, and the listing that it is about.
  private struct Row {
    var listing: Listing
    let record: Record
    /// Why a row with nothing but a price is none.
    var refusal: String?
  }

  /// Of which the catalogue is asked at a time.
  private static let rowsPerBatch = 256
  /// Worth a thread's while.
  private static let rowsPerPart = 32

  private mutating func forEachListing(
    _ context: StageContext, _ body: (inout ProcessStage, Row) throws -> Void
  ) async throws {
    try records.rewind()
    while let row = try await nextRow(context) { try body(&self, row) }
  }

  /// The row of the next record, with what the catalogue has where it has nothing but the price;
  /// nil behind the last.
  private mutating func nextRow(_ context: StageContext) async throws -> Row? {
    if let row = completedRows.popLast() { return row }
    var waiting: [Row] = []
    while waiting.count < Self.rowsPerBatch, let record = try records.next() {
      try Task.checkCancellation()
      var listing = normaliser.listing(record)
      listing.reference = listing.reference.map(spellings.spelling)
      let row = Row(listing: listing, record: record)
      if waiting.isEmpty, !record.isOfPrice { return row }
      waiting.append(row)
    }
    completedRows = try await Self.completed(waiting, context).reversed()
    return completedRows.popLast()
  }

  /// With what the catalogue has of the listings of which a row has nothing but the price.
  private static func completed(_ rows: [Row], _ context: StageContext) async throws -> [Row] {
    let indices = rows.indices.filter { rows[$0].record.isOfPrice }
    if indices.isEmpty { return rows }
    let answers = try await PriceRows.answers(
      indices.map { rows[$0].listing }, context.tables, business: context.item.business)
    var rows = rows
    for (index, answer) in zip(indices, answers) {
      switch answer {
      case .listing(let listing): rows[index].listing = listing
      case .refused(let reason): rows[index].refusal = reason
      }
    }
    return rows
  }
}
