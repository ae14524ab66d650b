import Storage

// What is visible of a site, and what will be when the publication at work is decided.
//
//   published   digest of the page as it is visible; missing: it is not
//   pending     digest of the page as this publication wrote it; missing: it did not
//
// Pending becomes published in the transaction that decides the publication. A crash before it
// leaves `published` as it was, so that the page is written again.

/// The pages of one business's site, as statements on a connection.
struct PageTable {
  private let connection: any Connection
  private let business: SQLValue

  init(_ connection: any Connection, business: String) {
    self.connection = connection
    self.business = .text(business)
  }

  /// Forgets what a publication wrote that was never decided.
  func begin() throws {
    for table in ["listings_catalogue", "listings_page"] {
      try connection.execute(
        "update \(table) set pending = null where business = $1 and pending is not null",
        [business])
    }
  }

  /// Forgets that anything is visible: somebody took the site out of the outbox.
  func forget() throws {
    for table in ["listings_catalogue", "listings_page"] {
      try connection.execute(
        "update \(table) set published = null where business = $1 and published is not null",
        [business])
    }
  }

  /// The digests of visible pages other than those of listings, by path.
  func published() throws -> [String: Int] {
    var digests: [String: Int] = [:]
    try connection.forEach(
      "select path, published from listings_page where business = $1 and published is not null",
      [business]
    ) { digests[$0.text(0)] = $0.integer(1) }
    return digests
  }

  func setPending(listings: [(number: Int, digest: Int)]) throws {
    for listing in listings {
      try connection.execute(
        "update listings_catalogue set pending = $1 where business = $2 and number = $3",
        [.integer(listing.digest), business, .integer(listing.number)])
    }
  }

  func setPending(pages: [(path: String, digest: Int)]) throws {
    for page in pages {
      try connection.execute(
        """
        insert into listings_page(business, path, pending) values($1, $2, $3)
        on conflict(business, path) do update set pending = excluded.pending
        """,
        [business, .text(page.path), .integer(page.digest)])
    }
  }

  /// For the transaction that decides the publication: what was written is visible from now on.
  ///
  /// - Parameter removed: pages that are taken away.
  func settle(removed: [String]) throws {
    for table in ["listings_catalogue", "listings_page"] {
      try connection.execute(
        """
        update \(table) set published = pending, pending = null
        where business = $1 and pending is not null
        """,
        [business])
    }
    try connection.execute(
      """
      update listings_catalogue set published = null
      where business = $1 and retired = 1 and published is not null
      """,
      [business])
    for path in removed {
      try connection.execute(
        "delete from listings_page where business = $1 and path = $2", [business, .text(path)])
    }
  }
}
