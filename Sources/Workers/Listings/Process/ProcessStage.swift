import Pipeline

/// Records to plans: duplicates out first, then compared, then judged.
///
/// Three readings of the stream. Between them only numbers are kept, some 40 bytes a listing.
struct ProcessStage {
  private let records: RecordReader<Record>
  private var normaliser = Normaliser()
  private var duplicates = Duplicates()
  private var places = PlaceIndex()
  private var comparables = Comparables()
  private var hasListingsWithoutArea = false

  init(_ records: RecordReader<Record>) { self.records = records }

  mutating func run(to plans: RecordWriter<Plan>, in context: StageContext) throws -> Outcome {
    try survey()
    try compare()
    try write(to: plans)
    if !duplicates.firstLine.isEmpty {
      context.decide(
        "rows left out because they repeat an earlier one: \(duplicates.firstLine.count)")
    }
    if plans.count > 0 { return .next }
    return .reject([Finding(.error, "no-listing", "No row of the file could be used.")])
  }

  /// Which rows repeat another, and which places are shared.
  private mutating func survey() throws {
    try forEachListing { stage, listing in
      guard stage.duplicates.insert(Identity(listing), line: listing.line) else { return }
      stage.places.insert(listing.places)
      if Ask(listing)?.basis == .bedrooms { stage.hasListingsWithoutArea = true }
    }
    duplicates.close()
    places.close()
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
      try plans.append(appraiser.plan(for: listing))
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
