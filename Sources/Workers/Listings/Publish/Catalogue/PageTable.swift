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

  /// The visible pages other than those of listings.
  func published() throws -> PublishedPages {
    var pages = PublishedPages()
    try connection.forEach(
      "select path, published from listings_page where business = $1", [business]
    ) { pages.add($0.text(0), digest: $0.integer(1)) }
    return pages
  }

  /// The paths of visible pages that are left over, ascending.
  func paths(leftOf pages: PublishedPages) throws -> [String] {
    var paths: [String] = []
    try connection.forEach("select path from listings_page where business = $1", [business]) {
      let path = $0.text(0)
      if pages.digest(of: path) != nil { paths.append(path) }
    }
    return paths.sorted()
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
    for list in pages.lists {
      for (page, digest) in zip(list.pages, list.digests) {
        try put(SitePath.list(list.directory, page: Int(page)), digest: digest)
      }
    }
    for (path, digest) in pages.others { try put(path, digest: digest) }
    for path in pages.removed {
      try connection.execute(
        "delete from listings_page where business = $1 and path = $2", [business, .text(path)])
    }
  }

  private func put(_ path: String, digest: Int) throws {
    try connection.execute(
      """
      insert into listings_page(business, path, published) values($1, $2, $3)
      on conflict(business, path) do update set published = excluded.published
      """,
      [business, .text(path), .integer(digest)])
  }
}

/// The digests of visible pages of a site other than those of listings, by their paths; of these
/// only hashes are held, since there are very many.
struct PublishedPages: Sendable {
  private var digests: [Int: Int] = [:]

  var isEmpty: Bool { digests.isEmpty }

  mutating func add(_ path: String, digest: Int) { digests[path.hashValue] = digest }

  func digest(of path: String) -> Int? { digests[path.hashValue] }

  /// - Returns: the digest of a page, which is not left over then.
  mutating func take(_ path: String) -> Int? { digests.removeValue(forKey: path.hashValue) }
}

/// What one publication did to the pages of a site.
struct WrittenPages: Sendable {
  /// Pages of listings, with the digests of what they show now.
  var listings: [(number: Int, digest: Int)] = []
  var lists: [List] = []
  /// The other files, by path below the site's directory.
  var others: [(path: String, digest: Int)] = []
  /// Paths of files that are no more.
  var removed: [String] = []
  /// How many show what they showed.
  var unchanged = 0

  /// Pages of one list.
  struct List: Sendable {
    /// Below the site's directory.
    let directory: String
    /// From 1.
    var pages: [Int32]
    /// Of what each shows now.
    var digests: [Int]
  }

  var count: Int { listings.count + others.count + lists.reduce(0) { $0 + $1.pages.count } }

  mutating func add(_ pages: WrittenPages) {
    listings += pages.listings
    for list in pages.lists { add(list) }
    others += pages.others
    removed += pages.removed
    unchanged += pages.unchanged
  }

  /// Batches of a few lists are written side by side.
  private mutating func add(_ list: List) {
    let same = lists.indices.suffix(Self.listsAtOnce).last {
      lists[$0].directory == list.directory
    }
    guard let same else { return lists.append(list) }
    lists[same].pages += list.pages
    lists[same].digests += list.digests
  }

  private static let listsAtOnce = 8
}
