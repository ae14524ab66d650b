import Foundation
import Rules
import Storage

// The photos and documents of a business, whether or not their listing is known yet.
//
//   put       a file as it was dropped; the same name replaces
//   bind      files to the listings that their names fit, and an order within each listing. It
//             looks at names and at what persons chose, so it comes out the same whatever arrived
//             first; only where several listings may have a file, the one that shows it keeps it
//   settle    in the transaction that decides the publication: the files are there
//   takeBack  what was never decided is as it was before: what it was to replace is still visible
//
// What a listing's files show goes into its row as a digest, so that the pages it is on follow.

/// The photos and documents of one business, as statements on a connection.
struct MediaTable {
  let connection: any Connection
  let business: SQLValue
  let businessName: String

  init(_ connection: any Connection, business: String) {
    self.connection = connection
    self.business = .text(business)
    businessName = business
  }

  /// Whether there is none, and no listing shows one that there was.
  func isEmpty() throws -> Bool {
    try connection.first(
      """
      select 1 where exists(select 1 from listings_media where business = $1)
        or exists(select 1 from listings_catalogue where business = $1 and photos is not null)
      """,
      [business]
    ) { $0.integer(0) } == nil
  }

  static let migrations = (
    photos: Migration(
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
        """
        create index listings_catalogue_photos on listings_catalogue(business)
          where photos is not null
        """,
      ]),
    media: Migration(
      "listings-media-1",
      [
        "alter table listings_photo rename to listings_media",
        "alter table listings_media add column kind text not null default 'photo'",
        "alter table listings_media add column fingerprint text not null default ''",
        "alter table listings_media add column hash bigint not null default 0",
        "alter table listings_media add column bytes bigint not null default 0",
        "alter table listings_media add column chosen bigint",
        "create index listings_media_fingerprint on listings_media(business, fingerprint)",
      ]),
    colour: Migration(
      "listings-media-2",
      ["alter table listings_media add column colour bigint not null default 0"]),
    claim: Migration(
      "listings-media-3", ["alter table listings_media add column claim text"]),
    order: Migration(
      "listings-media-4",
      [
        "alter table listings_media add column item bigint not null default 0",
        """
        create table listings_media_before(
          business text not null,
          name text not null,
          kind text not null,
          base text not null,
          files text not null,
          colour bigint not null,
          caption text,
          fingerprint text not null,
          hash bigint not null,
          bytes bigint not null,
          chosen bigint,
          number bigint,
          claim text,
          item bigint not null,
          position bigint not null,
          settled bigint not null,
          primary key (business, name))
        """,
      ]),
    refused: Migration(
      "listings-media-5",
      [
        "alter table listings_media add column refused text",
        "alter table listings_media_before add column refused text",
      ])
  )

  func all() throws -> [Media] { try find("", []) }

  func named(_ name: String) throws -> Media? { try find("and name = $2", [.text(name)]).first }

  /// Those that belong to a listing.
  func of(_ number: Int) throws -> [Media] { try find("and number = $2", [.integer(number)]) }

  /// Those that were made from the same bytes, and are visible.
  func copies(of fingerprint: String) throws -> [Media] {
    try find("and fingerprint = $2 and settled = 1", [.text(fingerprint)])
  }

  private func find(_ condition: String, _ values: [SQLValue]) throws -> [Media] {
    try connection.query(
      "select \(Media.columns) from listings_media where business = $1 \(condition) order by name",
      [business] + values
    ) { Media($0) }
  }

  /// What it replaces is kept until that is decided. What a person chose for its name stays.
  func put(_ media: Media) throws {
    try keep(media.name)
    try connection.execute(
      """
      insert into listings_media(business, name, kind, base, files, colour, caption, fingerprint,
        hash, bytes, chosen, item, refused, position, settled)
      values($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, 0)
      on conflict(business, name) do update set kind = excluded.kind, base = excluded.base,
        files = excluded.files, colour = excluded.colour, caption = excluded.caption,
        fingerprint = excluded.fingerprint, hash = excluded.hash, bytes = excluded.bytes,
        chosen = coalesce(excluded.chosen, listings_media.chosen),
        refused = case when excluded.chosen is null then listings_media.refused
          else excluded.refused end,
        item = excluded.item, settled = 0
      """, [business] + media.values)
  }

  private func keep(_ name: String) throws {
    try connection.execute(
      """
      insert into listings_media_before(\(Self.columns)) select \(Self.columns)
      from listings_media where business = $1 and name = $2 and settled = 1
      """, [business, .text(name)])
  }

  /// Notes that somebody took files away. Until that is decided they can be taken back, and what a
  /// person chose for their name is kept for when they come again.
  func lose(_ name: String) throws {
    try keep(name)
    try connection.execute(
      """
      update listings_media set base = '', files = '', fingerprint = '', hash = 0, number = null,
        claim = null, settled = 0
      where business = $1 and name = $2
      """, [business, .text(name)])
  }

  /// Changes what the names of its files begin with, until that is decided.
  func rename(_ media: Media) throws {
    try keep(media.name)
    try connection.execute(
      "update listings_media set base = $1, settled = 0 where business = $2 and name = $3",
      [.text(media.base), business, .text(media.name)])
  }

  /// Whether names of files may be told: they may be addresses.
  ///
  /// - Parameter options: of the file's own rule; that of the last table counts too.
  func showsNames(_ options: [String: RuleValue] = [:]) throws -> Bool {
    let kept = try ChannelTable(connection, business: businessName).options() ?? [:]
    return [options, kept].allSatisfy { AddressPrecision.read($0).0 == .exact }
  }

  /// Has a file that was known by a name with accents apart known by the name composed.
  func compose(_ name: String) throws {
    let apart = name.decomposedStringWithCanonicalMapping
    if apart.utf8.elementsEqual(name.utf8) { return }
    try connection.execute(
      """
      update listings_media set name = $1 where business = $2 and name = $3
        and not exists(select 1 from listings_media where business = $2 and name = $1)
      """, [.text(name), business, .text(apart)])
  }

  /// Notes that an item told of a file as it is there.
  ///
  /// - Returns: false when the file is another by now.
  func tell(_ name: String, base: String, item: Int) throws -> Bool {
    try connection.execute(
      """
      update listings_media set item = case when item > $1 then item else $1 end
      where business = $2 and name = $3 and base = $4 and settled = 1
      """, [.integer(item), business, .text(name), .text(base)]) > 0
  }

  /// For the transaction that decides the publication.
  ///
  /// - Parameter claims: that its report tells, by name.
  func settle(_ claims: [String: String?]) throws {
    try connection.execute(
      "update listings_media set settled = 1 where business = $1 and settled = 0", [business])
    try connection.execute(Self.forgetBefore, [business])
    for (name, claim) in claims.sorted(by: { $0.key < $1.key }) {
      try connection.execute(
        "update listings_media set claim = $1 where business = $2 and name = $3",
        [SQLValue(claim), business, .text(name)])
    }
  }

  /// Forgets files of publications that were never decided; what they were to replace is back.
  func takeBack() throws {
    let numbers = try connection.query(
      "select distinct number from listings_media where business = $1 and settled = 0", [business]
    ) { $0.optionalInteger(0) }
    if numbers.isEmpty { return }
    let before = try connection.query(
      "select distinct number from listings_media_before where business = $1", [business]
    ) { $0.optionalInteger(0) }
    for statement in [
      "delete from listings_media where business = $1 and settled = 0",
      """
      insert into listings_media(\(Self.columns)) select \(Self.columns)
      from listings_media_before where business = $1
      """,
      Self.forgetBefore,
    ] { try connection.execute(statement, [business]) }
    try setDigests(of: Set((numbers + before).compactMap(\.self)), at: nil)
  }

  private static let columns = "business, \(Media.columns), position, settled"
  private static let forgetBefore = "delete from listings_media_before where business = $1"

  /// What listings show, each listing's files in their order.
  func shown(_ numbers: some Sequence<Int>) throws -> [Int: ShownMedia] {
    let first = try connection.first(
      "select number from listings_media where business = $1 and number is not null limit 1",
      [business]
    ) { $0.integer(0) }
    if first == nil { return [:] }
    var found: [Int: ShownMedia] = [:]
    for number in Set(numbers) {
      var shown = try bound(to: number)
      if shown.isEmpty, let main = try mainOffer(beside: number) { shown = try bound(to: main) }
      if !shown.isEmpty { found[number] = shown }
    }
    return found
  }

  /// Writes down what listings show, so that their pages follow.
  ///
  /// - Parameters:
  ///   - numbers: of the listings whose files may have changed; nil: all.
  ///   - time: seconds since 1970; nil where they show what they showed before.
  func setDigests(of numbers: Set<Int>?, at time: Int?) throws {
    var old: [Int: Int] = [:]
    try connection.forEach(
      "select number, photos from listings_catalogue where business = $1 and photos is not null",
      [business]
    ) { old[$0.integer(0)] = $0.integer(1) }
    let named = try numbers ?? Set(old.keys).union(all().compactMap(\.number))
    let numbers = try named.union(otherOffers())
    let shown = try self.shown(numbers)
    for number in numbers.sorted() {
      let new = shown[number].map { media in
        var digest = ContentDigest()
        media.mix(into: &digest)
        return digest.value
      }
      if old[number] == new { continue }
      try CatalogueBefore(connection, business: business).keep(.listing, number)
      try connection.execute(
        """
        update listings_catalogue set photos = $1, changed = case
          when $2 is null then changed when $2 > changed then $2 else changed + 1 end
        where business = $3 and number = $4
        """,
        [SQLValue(new), SQLValue(time), business, .integer(number)])
      try ChunkTable(connection, business: business).forget([number])
    }
  }

  private func bound(to number: Int) throws -> ShownMedia {
    var shown = ShownMedia()
    try connection.forEach(
      """
      select kind, \(ShownPhoto.columns), bytes, fingerprint, name, (
        select title || ' ' || slug from listings_catalogue c
        where c.business = listings_media.business and c.number = listings_media.number)
      from listings_media where business = $1 and number = $2 order by position
      """,
      [business, .integer(number)]
    ) { shown.append($0) }
    return shown
  }

  /// The offer that has the key of a thing, beside another one of it: they show the same files.
  private func mainOffer(beside number: Int) throws -> Int? {
    try connection.first(
      """
      select main.number from listings_catalogue other
      join listings_catalogue main on main.business = other.business and main.key = other.reference
      where other.business = $1 and other.number = $2 and other.key <> other.reference
      """,
      [business, .integer(number)]
    ) { $0.integer(0) }
  }

  /// The offers beside a main one.
  func otherOffers() throws -> [Int] {
    // Not `reference` alone, for which all would be read in the order of the references.
    try connection.query(
      """
      select number from listings_catalogue where business = $1
      and key <> coalesce(reference, key)
      """,
      [business]
    ) { $0.integer(0) }
  }
}
