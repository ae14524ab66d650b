import Files
import Storage

/// What was decided about publications, as statements on a connection: the journal of the outbox.
struct PublicationTable {
  private let connection: any Connection

  init(_ connection: any Connection) { self.connection = connection }

  static let migrations = [
    Migration(
      "publications-1",
      [
        """
        create table publication(
          item integer primary key,
          target blob not null,
          mode text not null,
          inode integer not null,
          removals blob not null,
          state text not null)
        """,
        "create index publication_decided on publication(item) where state = 'decided'",
      ]),
    // What it made of the visible tree, in files; null of those that are older.
    Migration(
      "publications-2",
      ["added", "changed", "removed", "same"].map {
        "alter table publication add column \($0) integer"
      }),
    // Which item published at a target last is asked for each publication.
    Migration(
      "publications-3", ["create index publication_target on publication(target, item)"]),
  ]

  /// From now on this publication will become visible, whatever happens.
  func decide(_ publication: Publication) throws {
    try connection.execute(
      """
      insert into publication(item, target, mode, inode, removals, state, added, changed, removed,
        same)
      values($1, $2, $3, $4, $5, 'decided', $6, $7, $8, $9)
      on conflict(item) do update set target = excluded.target, mode = excluded.mode,
        inode = excluded.inode, removals = excluded.removals, state = 'decided',
        added = excluded.added, changed = excluded.changed, removed = excluded.removed,
        same = excluded.same
      """,
      [
        .integer(publication.item.number), .blob(publication.target.bytes),
        .text(publication.mode.rawValue), .integer(Int(bitPattern: UInt(publication.inode))),
        .blob(Array(publication.removals.map(\.bytes).joined(separator: [0x0a]))),
        .integer(publication.change.added), .integer(publication.change.changed),
        .integer(publication.change.removed), .integer(publication.change.same),
      ])
  }

  func published(_ item: ItemID) throws {
    try connection.execute(
      "update publication set state = 'published' where item = $1", [.integer(item.number)])
  }

  /// Whether a publication of this item was ever decided.
  func knows(_ item: ItemID) throws -> Bool {
    try connection.first("select 1 from publication where item = $1", [.integer(item.number)]) {
      $0.integer(0)
    } != nil
  }

  /// The newest item behind this one whose results are published there; nil when there is none.
  func newer(than item: ItemID, at target: Path) throws -> ItemID? {
    try connection.first(
      "select max(item) from publication where item > $1 and target = $2",
      [.integer(item.number), .blob(target.bytes)]
    ) { $0.optionalInteger(0) }?.map(ItemID.init)
  }

  /// Takes away what was said of an item that is forgotten, and of those before it, unless it is
  /// the last that was published at its target: what is older may still come out, and has to find
  /// it. So there remain as many rows as there are folders of results.
  func forget(_ item: ItemID) throws {
    try connection.execute(
      """
      delete from publication
      where target = (select target from publication where item = $1) and item <= $1
        and exists (select 1 from publication later
          where later.target = publication.target and later.item > publication.item)
        and not exists (select 1 from item where item.id = publication.item)
      """, [.integer(item.number)])
  }

  /// Decided, and perhaps not visible yet.
  func decided() throws -> [Publication] {
    try connection.query(
      "select item, target, mode, inode, removals from publication where state = 'decided'"
    ) { row in
      Publication(
        item: ItemID(row.integer(0)), target: Path(bytes: row.blob(1)),
        mode: PublicationWriter.Mode(rawValue: row.text(2)) ?? .replace,
        inode: UInt64(UInt(bitPattern: row.integer(3))),
        removals: row.blob(4).split(separator: 0x0a).map { Path(bytes: $0) })
    }
  }
}
