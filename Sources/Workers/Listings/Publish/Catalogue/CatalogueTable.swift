import Storage

/// The listings of one business, as statements on a connection.
struct CatalogueTable {
  private let connection: any Connection
  private let business: SQLValue
  private let media: MediaTable
  private let marks: MarkTable
  private let predictions: PredictionTable

  init(_ connection: any Connection, business: String) {
    self.connection = connection
    self.business = .text(business)
    media = MediaTable(connection, business: business)
    marks = MarkTable(connection, business: business)
    predictions = PredictionTable(connection, business: self.business)
  }

  /// Takes listings in: a key that is known replaces, content that is known changes nothing.
  ///
  /// - Parameter made: the file that they come from.
  /// - Returns: the listings' numbers in this catalogue, in the order given.
  func merge(_ items: [CatalogueItem], made: PredictionTable.Made) throws -> [Int] {
    var numbers: [Int] = []
    var free = try firstFreeNumber()
    for item in items {
      if let known = try find(item.draft.plan.listing.key) {
        if known.differs(from: item.digests) {
          try update(known.number, item)
          try predictions.store(item.draft, number: known.number, made: made)
        }
        numbers.append(known.number)
      } else {
        try insert(free, item)
        try predictions.store(item.draft, number: free, made: made)
        numbers.append(free)
        free += 1
      }
    }
    return numbers
  }

  /// Marks listings as no longer available; they keep their place and address, should they return.
  func retire(_ numbers: [Int]) throws {
    for number in numbers {
      try connection.execute(
        "update listings_catalogue set retired = 1 where business = $1 and number = $2",
        [business, .integer(number)])
    }
  }

  /// Whether it has never had a listing.
  func isEmpty() throws -> Bool { try firstFreeNumber() == 1 }

  /// The listings that are on offer, by number.
  func entries() throws -> CatalogueEntries {
    var places = CataloguePlaces()
    var entries: [CatalogueEntry] = []
    try connection.forEach(
      """
      select number, digest, published, deal, kind, places, listed_day, price, photos
      from listings_catalogue where business = $1 and retired = 0 order by number
      """,
      [business]
    ) { entries.append(CatalogueEntry($0, &places)) }
    return CatalogueEntries(entries: entries, places: places)
  }

  /// The addresses of listings that are visible and should not be.
  func retiredSlugs() throws -> [String] {
    try connection.query(
      """
      select slug from listings_catalogue
      where business = $1 and retired = 1 and published is not null order by number
      """,
      [business]
    ) { $0.text(0) }
  }

  /// - Throws: nothing for an unknown number, which is left out.
  func drafts(_ numbers: some Sequence<Int>) throws -> [CatalogueDraft] {
    let media = try media.shown(numbers)
    return try numbers.compactMap { number in
      try connection.first(
        """
        select c.number, c.slug, \(Self.draftColumns)
        from listings_catalogue c
        join listings_draft d on d.business = c.business and d.number = c.number
        where c.business = $1 and c.number = $2
        """,
        [business, .integer(number)]
      ) { CatalogueDraft($0, media: media[number] ?? ShownMedia()) }
    }
  }

  func cards(_ numbers: some Sequence<Int>) throws -> [Card] {
    let media = try media.shown(numbers)
    return try numbers.compactMap { number in
      try connection.first(
        """
        select c.number, c.slug, \(Card.columns)
        from listings_catalogue c
        join listings_draft d on d.business = c.business and d.number = c.number
        where c.business = $1 and c.number = $2
        """,
        [business, .integer(number)]
      ) { Card($0, photo: media[number]?.photos.first) }
    }
  }

  /// What `listings.csv` and `listings.json` have of the listings on offer, by number.
  ///
  /// - Parameter number: the last that was read before; 0 for the start.
  func lines(after number: Int, limit: Int) throws -> [ExportLine] {
    try connection.query(
      """
      select l.number, l.csv, l.json
      from listings_line l
      join listings_catalogue c on c.business = l.business and c.number = l.number
      where l.business = $1 and l.number > $2 and c.retired = 0
      order by l.number limit $3
      """,
      [business, .integer(number), .integer(limit)]
    ) { ExportLine(number: $0.integer(0), csv: $0.blob(1), json: $0.blob(2)) }
  }

  /// The listings of the keys that are known.
  func known(_ keys: [String]) throws -> [String: KnownListing] {
    var known: [String: KnownListing] = [:]
    for key in keys { known[key] = try find(key) }
    return known
  }

  /// Addresses and days of the listings on offer, for the sitemap.
  func addresses(after number: Int, limit: Int) throws -> [ListingAddress] {
    try connection.query(
      """
      select number, slug, listed_day from listings_catalogue
      where business = $1 and number > $2 and retired = 0 order by number limit $3
      """,
      [business, .integer(number), .integer(limit)]
    ) { ListingAddress(number: $0.integer(0), slug: $0.text(1), listedDay: $0.optionalInteger(2)) }
  }

  private func firstFreeNumber() throws -> Int {
    try connection.first(
      "select max(number) from listings_catalogue where business = $1", [business]
    ) { $0.integer(0) + 1 } ?? 1
  }

  private func find(_ key: String) throws -> KnownListing? {
    try connection.first(
      """
      select c.number, c.digest, l.digest, c.retired
      from listings_catalogue c
      join listings_line l on l.business = c.business and l.number = c.number
      where c.business = $1 and c.key = $2
      """,
      [business, .text(key)]
    ) {
      KnownListing(
        number: $0.integer(0),
        digests: CatalogueItem.Digests(shown: $0.integer(1), told: $0.integer(2)),
        isRetired: $0.integer(3) != 0)
    }
  }

  private func insert(_ number: Int, _ item: CatalogueItem) throws {
    try connection.execute(
      """
      insert into listings_catalogue(
        business, number, key, slug, digest, retired, deal, kind, places, listed_day, price)
      values($1, $2, $3, $4, $5, 0, $6, $7, $8, $9, $10)
      """,
      [
        business, .integer(number), .text(item.draft.plan.listing.key),
        .text(try freeSlug(for: item)), .integer(item.digests.shown),
      ] + item.sortValues)
    try connection.execute(Self.insertDraft, [business, .integer(number)] + item.draft.values)
    try connection.execute(
      """
      insert into listings_line(business, number, digest, csv, json) values($1, $2, $3, $4, $5)
      """,
      [
        business, .integer(number), .integer(item.digests.told), .blob(item.csv),
        .blob(item.json),
      ])
    try marks.insert(number, item.marks)
  }

  private func update(_ number: Int, _ item: CatalogueItem) throws {
    let place: [SQLValue] = [business, .integer(number)]
    try connection.execute(
      """
      update listings_catalogue set digest = $1, retired = 0, deal = $2, kind = $3, places = $4,
        listed_day = $5, price = $6
      where business = $7 and number = $8
      """,
      [.integer(item.digests.shown)] + item.sortValues + place)
    try connection.execute(
      "delete from listings_draft where business = $1 and number = $2", place)
    try connection.execute(Self.insertDraft, place + item.draft.values)
    try connection.execute(
      """
      update listings_line set digest = $1, csv = $2, json = $3
      where business = $4 and number = $5
      """,
      [.integer(item.digests.told), .blob(item.csv), .blob(item.json)] + place)
    try marks.remove(number)
    try marks.insert(number, item.marks)
  }

  /// The headline and a few letters of the key's hash; more letters where they meet another
  /// listing. It depends on the listing alone, so that it does not matter which comes first.
  private func freeSlug(for item: CatalogueItem) throws -> String {
    let hash = KeyLetters(item.draft.plan.listing.key)
    for length in KeyLetters.lengths {
      let slug = "\(item.slug)-\(hash.prefix(length))"
      let isTaken = try connection.first(
        "select 1 from listings_catalogue where business = $1 and slug = $2",
        [business, .text(slug)]
      ) { $0.integer(0) }
      if isTaken == nil { return slug }
    }
    throw StorageError(.statement, "no free address for “\(item.slug)”", sql: "select slug")
  }

  private static let draftColumns = Draft.columns.map { "d.\($0.name)" }.joined(separator: ", ")

  private static let insertDraft: String = {
    let parameters = (3..<Draft.columns.count + 3).map { "$\($0)" }.joined(separator: ", ")
    return """
      insert into listings_draft(business, number, \(Draft.columnNames))
      values($1, $2, \(parameters))
      """
  }()
}

extension CatalogueItem {
  fileprivate var sortValues: [SQLValue] {
    let listing = draft.plan.listing
    return [
      SQLValue(listing.deal?.rawValue), .text(listing.kind.rawValue), .list(listing.places),
      SQLValue(listedDay), SQLValue(listing.price?.minorUnits),
    ]
  }
}
