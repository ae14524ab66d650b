import Pages
import Pipeline
import Storage

/// The listings of one business, as statements on a connection.
struct CatalogueTable {
  private let connection: any Connection
  private let business: SQLValue
  private let businessName: String
  private let media: MediaTable
  private let chunks: ChunkTable
  private let before: CatalogueBefore

  init(_ connection: any Connection, business: String) {
    self.connection = connection
    self.business = .text(business)
    businessName = business
    media = MediaTable(connection, business: business)
    chunks = ChunkTable(connection, business: business)
    before = CatalogueBefore(connection, business: business)
  }

  /// Marks listings as no longer available; they keep their place and address, should they return.
  func retire(_ numbers: [Int]) throws {
    for number in numbers {
      try before.keep(.listing, number)
      try connection.execute(
        """
        update listings_catalogue set retired = 1, gone = null where business = $1 and number = $2
        """,
        [business, .integer(number)])
    }
    try chunks.forget(numbers)
  }

  /// Whether it has never had a listing.
  func isEmpty() throws -> Bool { try firstFreeNumber() == 1 }

  /// The numbers of the listings that are on offer.
  func offered() throws -> [Int] {
    try connection.query(
      "select number from listings_catalogue where business = $1 and retired = 0 order by number",
      [business]
    ) { $0.integer(0) }
  }

  /// The listings that are on offer, by number, as far as their chunks are made.
  func entries() throws -> CatalogueEntries {
    var places = CataloguePlaces()
    var entries: [CatalogueEntry] = []
    var published: [Int] = []
    let countMax = try chunks.made().count * CatalogueChunk.size
    entries.reserveCapacity(countMax)
    published.reserveCapacity(countMax)
    try chunks.forEach(offers: false) { chunk in
      let texts = chunk.placeTexts.map { places.places($0) }
      for row in 0..<chunk.count { entries.append(CatalogueEntry(chunk, row: row, places: texts)) }
      published += chunk.published
    }
    return CatalogueEntries(entries: entries, published: published, places: places)
  }

  /// The addresses of listings that are visible and should not be.
  func retiredSlugs() throws -> [String] {
    try connection.query(
      """
      select slug from listings_catalogue
      where business = $1 and retired = 1 and published is not null and gone is null
      order by number
      """,
      [business]
    ) { $0.text(0) }
  }

  /// What the sitemap says of the listings on offer in a range of numbers.
  func addresses(_ numbers: Range<Int>) throws -> [ListingAddress] {
    let media = try media.shown(numbers)
    return try connection.query(
      """
      select number, slug, changed from listings_catalogue
      where business = $1 and number >= $2 and number < $3 and retired = 0 order by number
      """,
      [business, .integer(numbers.lowerBound), .integer(numbers.upperBound)]
    ) { row in
      ListingAddress(
        slug: row.text(1), changed: row.integer(2), photos: media[row.integer(0)]?.photos ?? [])
    }
  }

  /// What is the same in several listings on offer, by number: see ``ListingLikeness``.
  func repeatedContents() throws -> [Int: Int] {
    var contents: [Int: Int] = [:]
    try connection.forEach(
      """
      select number, content from listings_catalogue
      where business = $1 and retired = 0 and content in (
        select content from listings_catalogue
        where business = $1 and retired = 0 and content <> 0
        group by content having count(*) > 1)
      """,
      [business]
    ) { contents[$0.integer(0)] = $0.integer(1) }
    return contents
  }

  /// So that one changed listing is found without reading all.
  static let lookups = Migration(
    "listings-lookups-1",
    [
      "drop index listings_catalogue_gone",
      """
      create index listings_catalogue_gone on listings_catalogue(business, number)
        where retired = 1 and published is not null
      """,
      "drop index listings_catalogue_shown",
      """
      create index listings_catalogue_shown on listings_catalogue(business, number)
        where retired = 1 and shown = 1
      """,
      """
      create index listings_catalogue_reference on listings_catalogue(business, lower(reference))
        where reference is not null
      """,
    ])

  static let contents = Migration(
    "listings-content-1",
    ["alter table listings_catalogue add column content bigint not null default 0"])

  private func firstFreeNumber() throws -> Int {
    try connection.first(
      "select max(number) from listings_catalogue where business = $1", [business]
    ) { $0.integer(0) + 1 } ?? 1
  }
}

// Reading what is shown
extension CatalogueTable {
  /// - Throws: nothing for an unknown number, which is left out.
  func drafts(_ numbers: some Sequence<Int>) throws -> [CatalogueDraft] {
    let media = try media.shown(numbers)
    let predictions = PredictionTable(connection, business: business)
    var formats = DraftFormats(connection)
    return try numbers.compactMap { number in
      try connection.first(
        """
        select c.slug, d.format, d.draft, c.added, c.changed, c.retired, \(Departure.columns)
        from listings_catalogue c
        join listings_draft d on d.business = c.business and d.number = c.number
        where c.business = $1 and c.number = $2
        """,
        [business, .integer(number)]
      ) { row in
        let draft = try formats.draft(row, from: 1)
        let (added, changed) = (row.integer(3), row.integer(4))
        // One that never changed was never dearer.
        let price = added == changed ? nil : draft.plan.listing.price
        return CatalogueDraft(
          number: number, slug: row.text(0), draft: draft, added: added, changed: changed,
          reduced: try price.flatMap { try predictions.reduction(to: $0, of: number) },
          departure: row.integer(5) == 0 ? nil : Departure(row, from: 6),
          media: media[number] ?? ShownMedia())
      }
    }
  }

  /// Listings as their last table had them, by number; an unknown one is left out.
  func listings(_ numbers: [Int]) throws -> [Int: Listing] {
    var formats = DraftFormats(connection)
    var listings: [Int: Listing] = [:]
    for number in numbers {
      listings[number] = try connection.first(
        "select format, draft from listings_draft where business = $1 and number = $2",
        [business, .integer(number)]
      ) { try formats.draft($0, from: 0).plan.listing }
    }
    return listings
  }

  /// What is or was offered under a reference, in the order in which keys are given.
  func offers(of reference: String) throws -> [PriceRows.Offer] {
    let places = try Identity.Offer.keys(of: reference).compactMap { try place(of: $0) }
    let listings = try listings(places.map(\.number))
    return places.compactMap { place in
      listings[place.number].flatMap { listing in
        listing.reference == reference
          ? PriceRows.Offer(listing: listing, isRetired: place.isRetired) : nil
      }
    }
  }

  /// Key and headline of a listing; nil for an unknown number.
  func name(of number: Int) throws -> (key: String, title: String)? {
    var formats = DraftFormats(connection)
    return try connection.first(
      "select format, draft from listings_draft where business = $1 and number = $2",
      [business, .integer(number)]
    ) { row in
      let draft = try formats.draft(row, from: 0)
      return (draft.plan.listing.key, draft.headline)
    }
  }

  /// What people call a listing: with its reference, or else its title, since headlines may be
  /// alike; nil for an unknown number.
  func headline(of number: Int) throws -> String? {
    guard let draft = try drafts([number]).first?.draft else { return nil }
    let listing = draft.plan.listing
    let own = listing.reference ?? listing.title
    return own.isEmpty || own == draft.headline ? draft.headline : "\(draft.headline), \(own)"
  }

  /// Nil for an unknown number.
  func key(of number: Int) throws -> String? {
    try connection.first(
      "select key from listings_catalogue where business = $1 and number = $2",
      [business, .integer(number)]
    ) { $0.text(0) }
  }

  /// The latest listings with a price, retired ones too, the latest first.
  func latestPriced(
    limit: Int
  ) throws -> [(number: Int, listing: Listing, isRetired: Bool)] {
    var formats = DraftFormats(connection)
    return try connection.query(
      """
      select c.number, d.format, d.draft, c.retired
      from listings_catalogue c
      join listings_draft d on d.business = c.business and d.number = c.number
      where c.business = $1 and c.price > 0 order by c.number desc limit $2
      """,
      [business, .integer(limit)]
    ) { ($0.integer(0), try formats.draft($0, from: 1).plan.listing, $0.integer(3) != 0) }
  }

  /// - Throws: nothing for an unknown number, which is left out.
  func cards(_ numbers: some Sequence<Int>) throws -> [KeptCard] {
    try numbers.compactMap { number in
      try connection.first(
        """
        select c.slug, d.card
        from listings_catalogue c
        join listings_draft d on d.business = c.business and d.number = c.number
        where c.business = $1 and c.number = $2
        """,
        [business, .integer(number)]
      ) { KeptCard(number: number, slug: $0.text(0), stencil: Stencil(kept: $0.blob(1))) }
    }
  }
}

// Taking in
extension CatalogueTable {
  /// For each draft the place that its key has, or a new one.
  func places(of drafts: [IncomingDraft]) throws -> [CataloguePlace] {
    var free = try firstFreeNumber()
    var new: [String: CataloguePlace] = [:]
    var slugs: Set<String> = []
    return try drafts.map { draft in
      if let place = try new[draft.key] ?? place(of: draft.key) { return place }
      let slug = try freeSlug(for: draft, besides: slugs)
      let place = CataloguePlace(number: free, slug: slug, digests: nil, isRetired: false)
      free += 1
      slugs.insert(slug)
      new[draft.key] = place
      return place
    }
  }

  /// Where a listing is; nil for a key that is not known.
  func place(of key: String) throws -> CataloguePlace? {
    try connection.first(
      """
      select number, slug, digest, told, retired, gone_day from listings_catalogue
      where business = $1 and key = $2
      """,
      [business, .text(key)]
    ) {
      CataloguePlace(
        number: $0.integer(0), slug: $0.text(1),
        digests: IncomingDraft.Digests(shown: $0.integer(2), told: $0.integer(3)),
        isRetired: $0.integer(4) != 0, wasSold: $0.integer(4) != 0 && !$0.isNull(5))
    }
  }

  /// The headline and a few letters of the key's hash; more letters where they meet another
  /// listing. It depends on the listing alone, so that it does not matter which comes first.
  private func freeSlug(for draft: IncomingDraft, besides taken: Set<String>) throws -> String {
    let hash = KeyLetters(draft.key)
    for length in KeyLetters.lengths {
      let slug = "\(draft.slug)-\(hash.prefix(length))"
      if taken.contains(slug) { continue }
      let isTaken = try connection.first(
        "select 1 from listings_catalogue where business = $1 and slug = $2",
        [business, .text(slug)]
      ) { $0.integer(0) }
      if isTaken == nil { return slug }
    }
    throw StorageError(.statement, "no free address for “\(draft.slug)”", sql: "select slug")
  }

  /// Keeps what is new or has changed.
  ///
  /// - Parameters:
  ///   - time: seconds since 1970.
  ///   - made: the file that they come from.
  func put(_ items: [CatalogueItem], at time: Int, made: PredictionTable.Made) throws {
    try DraftFormats(connection).putToday()
    let marks = MarkTable(connection, business: businessName)
    let predictions = PredictionTable(connection, business: business)
    for item in items {
      let number = item.place.number
      let isNew = item.place.digests == nil
      if !isNew { try before.keep(.listing, number) }
      try put(item, at: time)
      if !isNew { try marks.remove(number) }
      try marks.insert(number, item.marks)
      try predictions.store(item.incoming.draft, number: number, made: made)
    }
    try chunks.forget(items.lazy.map(\.place.number))
  }

  /// A change is later than the one before it, whatever the clock says: two files may come within a
  /// second.
  private func put(_ item: CatalogueItem, at time: Int) throws {
    let listing = item.incoming.draft.plan.listing
    try connection.execute(
      """
      insert into listings_catalogue(
        business, number, key, slug, digest, told, added, changed, retired, deal, kind, places,
        listed_day, price, card_source, reference, title, photo_names, variant, offer,
        \(Departure.columns), content)
      values($1, $2, $3, $4, $5, $6, $7, $7, $19, $8, $9, $10, $11, $12, $13, $14, $15, $16,
        $17, $18, $20, $21, $22, $24)
      on conflict(business, number) do update set
        changed = case when listings_catalogue.digest = excluded.digest
            then listings_catalogue.changed
          when excluded.changed > listings_catalogue.changed then excluded.changed
          else listings_catalogue.changed + 1 end,
        digest = excluded.digest, told = excluded.told, retired = excluded.retired,
        deal = excluded.deal, kind = excluded.kind,
        places = excluded.places, listed_day = excluded.listed_day, price = excluded.price,
        card_source = excluded.card_source, reference = excluded.reference,
        title = excluded.title, photo_names = excluded.photo_names,
        variant = excluded.variant, offer = excluded.offer,
        gone = case when $23 = 1 then listings_catalogue.gone else excluded.gone end,
        gone_day = case when $23 = 1
          then listings_catalogue.gone_day else excluded.gone_day end,
        gone_price = case when $23 = 1
          then listings_catalogue.gone_price else excluded.gone_price end,
        content = excluded.content
      """,
      [
        business, .integer(item.place.number), .text(item.incoming.key), .text(item.place.slug),
        .integer(item.incoming.digests.shown), .integer(item.incoming.digests.told),
        .integer(time), SQLValue(listing.deal?.rawValue),
        .text(listing.kind.rawValue), .list(listing.places), SQLValue(item.listedDay),
        SQLValue(listing.price?.minorUnits), .integer(Card.source(photos: nil)),
        SQLValue(listing.reference), .text(listing.title), .list(listing.photos),
        .text(item.incoming.draft.variant),
        .blob(OfferFacts(item.incoming.draft).bytes), .integer(item.incoming.isGone ? 1 : 0),
      ] + Departure.values(item.incoming.departure)
        + [
          .integer(item.incoming.keepsDeparture ? 1 : 0),
          .integer(ListingLikeness.digest(of: listing)),
        ])
    try connection.execute(
      """
      insert into listings_draft(business, number, card, format, draft)
      values($1, $2, $3, $4, $5)
      on conflict(business, number) do update set card = excluded.card,
        format = excluded.format, draft = excluded.draft
      """,
      [
        business, .integer(item.place.number), .blob(item.card.bytes),
        .integer(DraftFormats.today), .blob(item.incoming.row),
      ])
  }

  /// Keeps cards that were made anew, of the photos that are bound now.
  func put(_ cards: [KeptCard]) throws {
    for card in cards {
      try connection.execute(
        "update listings_draft set card = $1 where business = $2 and number = $3",
        [.blob(card.stencil.bytes), business, .integer(card.number)])
      let photos = try connection.first(
        "select photos from listings_catalogue where business = $1 and number = $2",
        [business, .integer(card.number)]
      ) { $0.optionalInteger(0) }
      try connection.execute(
        "update listings_catalogue set card_source = $1 where business = $2 and number = $3",
        [.integer(Card.source(photos: photos ?? nil)), business, .integer(card.number)])
    }
    try chunks.forget(cards.lazy.map(\.number))
  }
}
