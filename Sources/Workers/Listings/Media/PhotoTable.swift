import Storage

// The photos of a business, whether or not their listing is known yet.
//
//   put       a photo as it was dropped; the same name replaces
//   bind      every photo to the listing that its name fits, and an order within each listing.
//             It looks at names alone, so it comes out the same whatever arrived first
//   settle    in the transaction that decides the publication: the photo's files are there
//
// What a listing's photos show goes into its row as a digest, so that the pages it is on follow.

/// The photos of one business, as statements on a connection.
struct PhotoTable {
  private let connection: any Connection
  private let business: SQLValue

  init(_ connection: any Connection, business: String) {
    self.connection = connection
    self.business = .text(business)
  }

  static let migration = Migration(
    "listings-2",
    [
      """
      create table listings_photo(
        business text not null,
        name text not null,
        base text not null,
        files text not null,
        caption text,
        number bigint,
        position bigint not null,
        settled bigint not null,
        primary key (business, name))
      """,
      "create index listings_photo_number on listings_photo(business, number)",
      "alter table listings_catalogue add column photos bigint",
    ])

  /// A photo as it was dropped.
  struct Photo: Equatable, Sendable {
    /// Where it lay below the agency's folder.
    let name: String
    /// What the names of its files begin with.
    let base: String
    let files: [PhotoFile]
    let view: String?
    /// The listing it shows.
    var number: Int?

    var fileNames: [String] { files.map { $0.name(base) } }
  }

  func all() throws -> [Photo] {
    try connection.query(
      """
      select name, base, files, caption, number from listings_photo
      where business = $1 order by name
      """,
      [business]
    ) { row in
      Photo(
        name: row.text(0), base: row.text(1),
        files: SQLValue.list(row.text(2)).compactMap { PhotoFile($0) },
        view: row.optionalText(3), number: row.optionalInteger(4))
    }
  }

  func put(_ photo: Photo) throws {
    try connection.execute(
      """
      insert into listings_photo(business, name, base, files, caption, position, settled)
      values($1, $2, $3, $4, $5, 0, 0)
      on conflict(business, name) do update set base = excluded.base, files = excluded.files,
        caption = excluded.caption, settled = 0
      """,
      [
        business, .text(photo.name), .text(photo.base), .list(photo.files.map(\.text)),
        SQLValue(photo.view),
      ])
  }

  /// For the transaction that decides the publication.
  func settle() throws {
    try connection.execute(
      "update listings_photo set settled = 1 where business = $1 and settled = 0", [business])
  }

  /// Forgets photos of publications that were never decided.
  func removeUnsettled() throws {
    try connection.execute(
      "delete from listings_photo where business = $1 and settled = 0", [business])
  }

  func remove(_ name: String) throws {
    try connection.execute(
      "delete from listings_photo where business = $1 and name = $2", [business, .text(name)])
  }

  /// The photos of listings, each listing's in their order.
  func shown(_ numbers: some Sequence<Int>) throws -> [Int: [ShownPhoto]] {
    let first = try connection.first(
      "select number from listings_photo where business = $1 and number is not null limit 1",
      [business]
    ) { $0.integer(0) }
    if first == nil { return [:] }
    var photos: [Int: [ShownPhoto]] = [:]
    for number in Set(numbers) {
      let shown = try connection.query(
        """
        select \(ShownPhoto.columns) from listings_photo
        where business = $1 and number = $2 order by position
        """,
        [business, .integer(number)]
      ) { ShownPhoto($0) }
      if !shown.isEmpty { photos[number] = shown }
    }
    return photos
  }
}

// Binding
extension PhotoTable {
  /// Finds the listing on offer that a photo of this name shows.
  func listing(for name: String) throws -> (headline: String, reason: String)? {
    guard let match = try matcher().match(name) else { return nil }
    let headline = try connection.first(
      "select headline from listings_draft where business = $1 and number = $2",
      [business, .integer(match.number)]
    ) { $0.text(0) }
    return headline.map { ($0, match.reason) }
  }

  /// Binds all photos anew.
  ///
  /// - Returns: the photos, with their listings.
  func bind() throws -> [Photo] {
    var photos = try all()
    if photos.isEmpty {
      try setDigests(of: [])
      return []
    }
    let matcher = try matcher()
    let matches = photos.map { matcher.match($0.name) }
    for (index, match) in matches.enumerated() { photos[index].number = match?.number }
    let order = photos.indices.sorted {
      (matches[$0]?.place ?? 0, PhotoName.sortKey(photos[$0].name))
        < (matches[$1]?.place ?? 0, PhotoName.sortKey(photos[$1].name))
    }
    var counts: [Int: Int] = [:]
    for index in order {
      var position = 0
      if let number = photos[index].number {
        position = counts[number, default: 0] + 1
        counts[number] = position
      }
      try place(photos[index], at: position)
    }
    try setDigests(of: counts.keys.sorted())
    return photos
  }

  private func place(_ photo: Photo, at position: Int) throws {
    try connection.execute(
      "update listings_photo set number = $1, position = $2 where business = $3 and name = $4",
      [SQLValue(photo.number), .integer(position), business, .text(photo.name)])
  }

  private func setDigests(of numbers: [Int]) throws {
    var old: [Int: Int] = [:]
    try connection.forEach(
      "select number, photos from listings_catalogue where business = $1 and photos is not null",
      [business]
    ) { old[$0.integer(0)] = $0.integer(1) }
    var new: [Int: Int] = [:]
    for (number, photos) in try shown(numbers) {
      var digest = ContentDigest()
      for photo in photos { photo.mix(into: &digest) }
      new[number] = digest.value
    }
    for number in Set(old.keys).union(new.keys).sorted() where old[number] != new[number] {
      try connection.execute(
        "update listings_catalogue set photos = $1 where business = $2 and number = $3",
        [SQLValue(new[number]), business, .integer(number)])
    }
  }

  private func matcher() throws -> PhotoMatcher {
    var matcher = PhotoMatcher()
    try connection.forEach(
      """
      select c.number, c.slug, d.reference, d.title, d.photos
      from listings_catalogue c
      join listings_draft d on d.business = c.business and d.number = c.number
      where c.business = $1 and c.retired = 0 order by c.number
      """,
      [business]
    ) { row in
      matcher.insert(
        PhotoMatcher.Names(
          number: row.integer(0), reference: row.optionalText(2), title: row.text(3),
          slug: row.text(1), photos: SQLValue.list(row.text(4))))
    }
    return matcher
  }
}
