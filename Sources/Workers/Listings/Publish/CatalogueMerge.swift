import Foundation
import Pages
import Pipeline
import Storage

/// Takes drafts into the catalogue, a batch at a time: while one is kept, the next is read.
///
/// The same key replaces, the same content changes nothing.
struct CatalogueMerge: Sendable {
  private let tables: any Database
  private let business: String
  /// Seconds since 1970.
  private let time: Int
  private let made: PredictionTable.Made

  private static let draftsPerBatch = 1000
  private static let cardsPerBatch = 256

  init(_ context: StageContext) {
    tables = context.tables
    business = context.item.business
    time = Int(context.now.timeIntervalSince1970)
    made = PredictionTable.Made(context.item)
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

    mutating func add(_ later: Taken) {
      numbers.formUnion(later.numbers)
      changed += later.changed
      gone.add(later.gone)
      withdrawn.add(later.withdrawn)
    }
  }

  /// - Parameter keepsNumbers: whether the caller wants to know them.
  func run(_ drafts: RecordReader<Draft>, keepsNumbers: Bool) async throws -> Taken {
    var all = Taken()
    var batch = try Self.next(drafts)
    while !batch.isEmpty {
      let current = batch
      async let taken = take(current, keepsNumbers: keepsNumbers)
      let following = try Self.next(drafts)
      all.add(try await taken)
      batch = following
    }
    return all
  }

  private static func next(_ drafts: RecordReader<Draft>) throws -> [Draft] {
    var batch: [Draft] = []
    while batch.count < draftsPerBatch, let draft = try drafts.next() { batch.append(draft) }
    return batch
  }

  private func take(_ batch: [Draft], keepsNumbers: Bool) async throws -> Taken {
    let business = business
    let (time, made) = (time, made)
    var sold = SoldColumns()
    let incoming = batch.map { IncomingDraft($0, departure: sold.departure(of: $0.plan.listing)) }
    let places = try await tables.read { connection in
      try CatalogueTable(connection, business: business).places(of: incoming)
    }
    let items = zip(incoming, places).compactMap { draft, place in
      place.differs(from: draft) ? CatalogueItem(draft, at: place) : nil
    }
    if !items.isEmpty {
      try await tables.write { connection in
        try CatalogueTable(connection, business: business).put(items, at: time, made: made)
      }
    }
    var taken = Taken()
    if keepsNumbers { taken.numbers = Set(places.map(\.number)) }
    taken.changed = items.count
    for (draft, incoming) in zip(batch, incoming) where incoming.isGone {
      let line = draft.plan.listing.line
      if let way = incoming.departure?.way ?? draft.plan.listing.status?.way {
        taken.gone.add(line, way.label.lowercased())
      } else {
        taken.withdrawn.add(line)
      }
    }
    return taken
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
