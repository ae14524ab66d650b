import Executors
import Foundation
import Pages
import Pipeline
import Storage

/// Takes drafts into the catalogue, a batch at a time.
///
/// The same key replaces, the same content changes nothing, and neither does what is older than
/// what is there.
struct CatalogueMerge: Sendable {
  private let tables: any Database
  private let business: String
  /// Seconds since 1970.
  private let time: Int
  private let made: PredictionTable.Made
  private let lastDay: Day?
  /// Where a person released records of the file.
  private let judge: DraftJudge?

  /// Kept in one transaction.
  private static let draftsPerBatch = 1000
  /// Of texts, or of rows: listings with long ones make a batch of fewer.
  private static let bytesPerBatch = 8 << 20
  /// Worth a thread's while.
  private static let draftsPerPart = 128
  private static let itemsPerPart = 32
  private static let cardsPerBatch = 256

  init(_ context: StageContext) {
    tables = context.tables
    business = context.item.business
    time = Int(context.now.timeIntervalSince1970)
    made = PredictionTable.Made(context.item)
    lastDay = context.item.lastDay
    let options = context.item.options
    judge =
      context.item.wasReleased
      ? DraftJudge(FraudTable(options: options), WritingOptions(options), until: lastDay) : nil
  }

  /// What a file did to the catalogue.
  struct Taken: Sendable {
    /// Of the listings in it, where they were asked for.
    var numbers: Set<Int> = []
    /// How many listings are new or have changed.
    var changed = 0
    /// Which were sold or let before.
    var gone = FirstLines()
    /// Which are not on offer for another reason: withdrawn, or drafts.
    var withdrawn = FirstLines()
    /// Of which a newer file told meanwhile.
    var old = FirstLines()
    var lost = LostFacts()
    /// What a person let go on, by key.
    var released: [String: Releases.Release] = [:]
    /// Which were sold or let as the catalogue had it, and are on offer again.
    var back = FirstLines()

    mutating func addGone(_ draft: IncomingDraft) {
      if let way = draft.departure?.way ?? draft.draft.plan.listing.status?.way {
        gone.add(draft.line, way.label.lowercased())
      } else {
        withdrawn.add(draft.line)
      }
    }

    mutating func add(_ later: Taken) {
      numbers.formUnion(later.numbers)
      changed += later.changed
      gone.add(later.gone)
      withdrawn.add(later.withdrawn)
      old.add(later.old)
      back.add(later.back)
      released.merge(later.released) { $1 }
      lost.add(later.lost)
    }
  }

  /// What a file tells of listings that wait for a person.
  struct Waiting: Sendable {
    /// Of those that the catalogue has.
    var numbers: Set<Int> = []
    /// Which were on offer, and are not any more.
    var off = FirstLines()
  }

  /// Takes off what rows that wait for a person say is sold or let: a doubt about what its page
  /// would say is none about that. No page tells of it until the row is released.
  ///
  /// - Parameter held: of the file, as QA kept them back.
  func takeOff(_ held: RecordReader<Draft>) async throws -> Waiting {
    var waiting = Waiting()
    var batch = try Self.next(held)
    while !batch.isEmpty {
      let (business, made, current) = (business, made, batch)
      let found = try await tables.read { connection in
        let catalogue = CatalogueTable(connection, business: business)
        let places = try current.map { try catalogue.place(of: $0.plan.listing.key) }
        let numbers = places.map { $0?.number ?? 0 }
        return (places, try TellerTable(connection, business: business).items(numbers))
      }
      var off: [Int] = []
      var sold = SoldColumns(until: lastDay)
      for (index, (place, teller)) in zip(found.0, found.1).enumerated() {
        guard let place else { continue }
        waiting.numbers.insert(place.number)
        let listing = current[index].plan.listing
        let isGone = listing.isOff || sold.departure(of: listing) != nil
        // What this file took off is told by each of its attempts.
        if !isGone || teller > made.item || place.isRetired && teller != made.item { continue }
        off.append(place.number)
        waiting.off.add(listing.line)
      }
      try await retire(off)
      batch = try Self.next(held)
    }
    return waiting
  }

  private func retire(_ numbers: [Int]) async throws {
    if numbers.isEmpty { return }
    let (business, item) = (business, made.item)
    try await tables.write { connection in
      try CatalogueTable(connection, business: business).retire(numbers)
      try TellerTable(connection, business: business).tell(numbers, item: item)
    }
  }

  /// - Parameter keepsNumbers: whether the caller wants to know them.
  func run(_ drafts: RecordReader<Draft>, keepsNumbers: Bool) async throws -> Taken {
    var all = Taken()
    var batch: [IncomingDraft] = []
    var bytes = 0
    let lastDay = lastDay
    try await drafts.forEachPart(of: Self.draftsPerPart) { drafts in
      var sold = SoldColumns(until: lastDay)
      return drafts.map { IncomingDraft($0, departure: sold.departure(of: $0.plan.listing)) }
    } take: { part in
      batch += part
      bytes += part.reduce(0) { $0 + $1.row.count }
      if batch.count < Self.draftsPerBatch, bytes < Self.bytesPerBatch { return }
      all.add(try await take(batch, keepsNumbers: keepsNumbers))
      batch.removeAll(keepingCapacity: true)
      bytes = 0
    }
    if !batch.isEmpty { all.add(try await take(batch, keepsNumbers: keepsNumbers)) }
    return all
  }

  private static func next(_ drafts: RecordReader<Draft>) throws -> [Draft] {
    var batch: [Draft] = []
    var bytes = 0
    while batch.count < draftsPerBatch, bytes < bytesPerBatch, let draft = try drafts.next() {
      bytes += draft.description.utf8.count + (draft.plan.listing.ownText?.utf8.count ?? 0)
      batch.append(draft)
    }
    return batch
  }

  private func take(_ incoming: [IncomingDraft], keepsNumbers: Bool) async throws -> Taken {
    let (business, made) = (business, made)
    let (places, tellers, before) = try await tables.read { connection in
      let catalogue = CatalogueTable(connection, business: business)
      let places = try catalogue.places(of: incoming)
      let changed = zip(places, incoming).filter { $0.digests != nil && $0.differs(from: $1) }
      return (
        places,
        try TellerTable(connection, business: business).items(places.map(\.number)),
        try catalogue.listings(changed.map(\.0.number))
      )
    }
    var taken = Taken()
    if keepsNumbers { taken.numbers = Set(places.map(\.number)) }
    var judge = judge
    var changed: [(place: CataloguePlace, draft: IncomingDraft)] = []
    var told: [Int] = []
    for (index, draft) in incoming.enumerated() {
      if tellers[index] > made.item {
        taken.old.add(draft.line)
        continue
      }
      taken.lost.add(draft.draft.plan.listing, before: before[places[index].number])
      if tellers[index] < made.item { told.append(places[index].number) }
      if draft.isGone { taken.addGone(draft) }
      if let release = judge?.release(incoming[index].draft) {
        taken.released[draft.key] = release
      }
      if !draft.isGone, places[index].wasSold { taken.back.add(draft.line) }
      if places[index].differs(from: draft) { changed.append((places[index], draft)) }
    }
    taken.changed = changed.count
    let items = try await Parallel.map(changed, by: Self.itemsPerPart) {
      CatalogueItem($0.draft, at: $0.place)
    }
    try await keep(items, told: told)
    return taken
  }

  private func keep(_ items: [CatalogueItem], told: [Int]) async throws {
    if items.isEmpty, told.isEmpty { return }
    let (business, time, made) = (business, time, made)
    try await tables.write { connection in
      if !items.isEmpty {
        try CatalogueTable(connection, business: business).put(items, at: time, made: made)
      }
      try TellerTable(connection, business: business).tell(told, item: made.item)
    }
  }

  /// The listings whose rows QA rejected: they are in the file.
  func rejected(_ context: StageContext) async throws -> Set<Int> {
    let numbers = try await numbers(of: RejectedKeys.all(in: context.files))
    RejectedKeys.sentence(numbers.count).map(context.decide)
    return numbers
  }

  /// Those that the catalogue has, of some keys.
  private func numbers(of keys: [String]) async throws -> Set<Int> {
    let business = business
    var numbers: Set<Int> = []
    for start in stride(from: 0, to: keys.count, by: Self.draftsPerBatch) {
      let batch = keys[start...].prefix(Self.draftsPerBatch)
      let found = try await tables.read { connection in
        let catalogue = CatalogueTable(connection, business: business)
        return try batch.compactMap { try catalogue.place(of: $0)?.number }
      }
      numbers.formUnion(found)
    }
    return numbers
  }

  /// Makes the cards of listings anew, after their photos or the design changed.
  func renewCards(_ numbers: [Int]) async throws {
    let business = business
    for start in stride(from: 0, to: numbers.count, by: Self.cardsPerBatch) {
      let batch = numbers[start...].prefix(Self.cardsPerBatch)
      let listings = try await tables.read { connection in
        try CatalogueTable(connection, business: business).drafts(batch)
      }
      let cards = listings.map { listing in
        let card = Card(
          listing.draft, number: listing.number, slug: listing.slug, photo: listing.photos.first)
        return KeptCard(
          number: card.number, slug: card.slug, stencil: CardView(card: card).stencil)
      }
      try await tables.write { connection in
        try CatalogueTable(connection, business: business).put(cards)
      }
    }
  }
}
