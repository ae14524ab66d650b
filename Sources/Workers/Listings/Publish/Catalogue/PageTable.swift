import Storage

// What is visible of a site: the digest of each page as it was decided last. It changes in the
// transaction that decides a publication and at no other time, so that after a crash before it the
// page is written again.

/// The pages of one business's site, as statements on a connection.
struct PageTable {
  private let connection: any Connection
  private let business: SQLValue

  init(_ connection: any Connection, business: String) {
    self.connection = connection
    self.business = .text(business)
  }

  /// Forgets that anything is visible: somebody took the site out of the outbox.
  func forget() throws {
    try connection.execute(
      """
      update listings_catalogue set published = null
      where business = $1 and published is not null
      """,
      [business])
    try connection.execute("delete from listings_page where business = $1", [business])
    try ChunkTable(connection, business: business).forgetAll()
  }

  /// The digests of visible pages other than those of listings, by path.
  func published() throws -> [String: Int] {
    var digests: [String: Int] = [:]
    try connection.forEach(
      "select path, published from listings_page where business = $1", [business]
    ) { digests[$0.text(0)] = $0.integer(1) }
    return digests
  }

  /// For the transaction that decides the publication: what was written is visible from now on.
  func settle(_ pages: WrittenPages) throws {
    for (number, digest) in pages.listings {
      try connection.execute(
        """
        update listings_catalogue set published = $1, shown = 1
        where business = $2 and number = $3
        """,
        [.integer(digest), business, .integer(number)])
    }
    try ChunkTable(connection, business: business).settle(pages.listings)
    try connection.execute(
      """
      update listings_catalogue set published = null
      where business = $1 and retired = 1 and published is not null and gone is null
      """,
      [business])
    for (path, digest) in pages.others {
      try connection.execute(
        """
        insert into listings_page(business, path, published) values($1, $2, $3)
        on conflict(business, path) do update set published = excluded.published
        """,
        [business, .text(path), .integer(digest)])
    }
    for path in pages.removed {
      try connection.execute(
        "delete from listings_page where business = $1 and path = $2", [business, .text(path)])
    }
  }
}

/// What one publication did to the pages of a site.
struct WrittenPages: Sendable {
  /// Pages of listings, with the digests of what they show now.
  var listings: [(number: Int, digest: Int)] = []
  /// The other files, by path below the site's directory.
  var others: [(path: String, digest: Int)] = []
  /// Paths of files that are no more.
  var removed: [String] = []
  /// How many show what they showed.
  var unchanged = 0

  var count: Int { listings.count + others.count }

  mutating func add(_ pages: WrittenPages) {
    listings += pages.listings
    others += pages.others
    removed += pages.removed
    unchanged += pages.unchanged
  }
}
