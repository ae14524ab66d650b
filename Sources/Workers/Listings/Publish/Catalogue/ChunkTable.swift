import Storage

// Of all listings a publication has to know a little, and of few everything. That little is kept in
// rows of 256 listings each, which are read forty times as fast as the rows of the listings.
//
//   forget   with every change of a listing: what was kept of its chunk is no longer true
//   make     before it is read, what is missing is put together from the listings' own rows
//   settle   in the transaction that decides a publication: the digests of its pages
//
// It is only ever a copy: without it all comes out the same, later.

/// What is kept of chunks of a business's catalogue, as statements on a connection.
struct ChunkTable {
  private let connection: any Connection
  private let business: SQLValue

  static let migration = Migration(
    "listings-chunks-1",
    [
      "alter table listings_catalogue add column offer blob",
      """
      create table listings_chunk(
        business text not null,
        chunk bigint not null,
        version bigint not null,
        plan blob not null,
        offers blob not null,
        primary key (business, chunk))
      """,
    ])

  init(_ connection: any Connection, business: SQLValue) {
    self.connection = connection
    self.business = business
  }

  init(_ connection: any Connection, business: String) {
    self.init(connection, business: .text(business))
  }

  /// - Parameter numbers: of listings that have changed.
  func forget(_ numbers: some Sequence<Int>) throws {
    for chunk in Set(numbers.map(CatalogueChunk.chunk)).sorted() {
      try connection.execute(
        "delete from listings_chunk where business = $1 and chunk = $2",
        [business, .integer(chunk)])
    }
  }

  func forgetAll() throws {
    try connection.execute("delete from listings_chunk where business = $1", [business])
  }

  /// The chunks that have to be made before ``forEach(offers:_:)``, ascending.
  func missing() throws -> [Int] {
    let last = try connection.first(
      "select max(number) from listings_catalogue where business = $1", [business]
    ) { $0.optionalInteger(0) }
    guard let last = last ?? nil else { return [] }
    return Set(0...CatalogueChunk.chunk(of: last)).subtracting(try made()).sorted()
  }

  /// The chunks that are there, ascending.
  func made() throws -> [Int] {
    try connection.query(
      "select chunk from listings_chunk where business = $1 and version = $2 order by chunk",
      [business, .integer(CatalogueChunk.version)]
    ) { $0.integer(0) }
  }

  /// Puts a chunk together from the rows of its listings.
  func make(_ number: Int) throws {
    var chunk = CatalogueChunk()
    var formats = DraftFormats(connection)
    let first = number * CatalogueChunk.size
    try connection.forEach(
      """
      select \(CatalogueChunk.columns), offer from listings_catalogue
      where business = $1 and number >= $2 and number < $3 and retired = 0 order by number
      """,
      [business, .integer(first), .integer(first + CatalogueChunk.size)]
    ) { row in
      let offer = try OfferFacts(bytes: row.blob(13)) ?? offer(of: row.integer(0), &formats)
      chunk.append(row, offer: offer)
    }
    try put(chunk, number)
  }

  /// Of a listing that an earlier version has put into the catalogue.
  private func offer(of number: Int, _ formats: inout DraftFormats) throws -> OfferFacts {
    let draft = try connection.first(
      "select format, draft from listings_draft where business = $1 and number = $2",
      [business, .integer(number)]
    ) { try formats.draft($0, from: 0) }
    let none = ArraySlice(repeating: 0, count: OfferFacts.width)
    return draft.map { OfferFacts($0) } ?? OfferFacts(none)
  }

  private func put(_ chunk: CatalogueChunk, _ number: Int) throws {
    try connection.execute(
      """
      insert into listings_chunk(business, chunk, version, plan, offers)
      values($1, $2, $3, $4, $5)
      on conflict(business, chunk) do update set version = excluded.version,
        plan = excluded.plan, offers = excluded.offers
      """,
      [
        business, .integer(number), .integer(CatalogueChunk.version), .blob(chunk.planBytes),
        .blob(chunk.offerBytes),
      ])
  }

  /// All chunks, ascending; those that are missing are passed over.
  ///
  /// - Parameter offers: whether they come with what the portfolio needs.
  func forEach(offers: Bool, _ body: (CatalogueChunk) throws -> Void) throws {
    try connection.forEach(
      """
      select plan\(offers ? ", offers" : "") from listings_chunk
      where business = $1 and version = $2 order by chunk
      """,
      [business, .integer(CatalogueChunk.version)]
    ) { row in try body(Self.chunk(row.blob(0), offers ? row.blob(1) : nil)) }
  }

  /// What channels have to know of the listings of a chunk, by number; nothing of one that is
  /// missing.
  func versions(of chunk: Int) throws -> [ListingVersion] {
    let chunk = try connection.first(
      "select plan from listings_chunk where business = $1 and chunk = $2 and version = $3",
      [business, .integer(chunk), .integer(CatalogueChunk.version)]
    ) { try Self.chunk($0.blob(0), nil) }
    guard let chunk else { return [] }
    return (0..<chunk.count).map { ListingVersion(chunk, row: $0) }
  }

  private static func chunk(_ plan: [UInt8], _ offers: [UInt8]?) throws -> CatalogueChunk {
    guard let chunk = CatalogueChunk(plan: plan, offers: offers) else {
      throw StorageError(.statement, "a chunk cannot be read", sql: "select plan")
    }
    return chunk
  }

  /// For the transaction that decides a publication: the digests of the pages that it wrote.
  func settle(_ pages: [(number: Int, digest: Int)]) throws {
    let chunks = Dictionary(grouping: pages) { CatalogueChunk.chunk(of: $0.number) }
    for (number, pages) in chunks.sorted(by: { $0.key < $1.key }) {
      let plan = try connection.first(
        "select plan from listings_chunk where business = $1 and chunk = $2",
        [business, .integer(number)]
      ) { $0.blob(0) }
      guard let plan, var chunk = CatalogueChunk(plan: plan) else { continue }
      for page in pages { chunk.publish(page.number, digest: page.digest) }
      try connection.execute(
        "update listings_chunk set plan = $1 where business = $2 and chunk = $3",
        [.blob(chunk.planBytes), business, .integer(number)])
    }
  }
}
