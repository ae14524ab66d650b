package import Files
package import Storage

/// What was read of the files that grow, as statements on a connection.
package struct FollowTable {
  private let connection: any Connection

  package init(_ connection: any Connection) { self.connection = connection }

  package static let migrations = [
    Migration(
      "following-1",
      [
        """
        create table followed(
          number integer primary key,
          directory text not null,
          path text not null,
          device integer not null,
          inode integer not null,
          offset integer not null,
          head text not null,
          head_count integer not null,
          tail text not null,
          tail_count integer not null,
          is_past integer not null default 0)
        """,
        "create index followed_directory on followed(directory)",
        "create unique index followed_now on followed(device, inode) where is_past = 0",
        """
        create table followed_archive(
          item integer primary key,
          start integer not null)
        """,
      ]),
    Migration("following-2", ["alter table followed add column raw_path blob"]),
  ]

  /// Of a directory. Beyond them the oldest are forgotten that are there no more: of what is, the
  /// lines would be read once more.
  static let rowsMax = 1000

  struct Entry: Sendable, Equatable {
    var number: Int
    /// Where it was seen last below the inbox, as a person may see it.
    var path: String
    var place: Path
    var device: Int
    var inode: Int
    var mark: FollowMark
    /// The file was emptied or replaced since.
    var isPast: Bool

    func isOf(_ status: FileStatus) -> Bool {
      Int(truncatingIfNeeded: status.inode) == inode
        && Int(truncatingIfNeeded: status.device) == device
    }
  }

  /// Whether all that a file holds was read.
  package func hasRead(_ status: FileStatus) throws -> Bool {
    let device = Int(truncatingIfNeeded: status.device)
    let inode = Int(truncatingIfNeeded: status.inode)
    return try connection.first(
      "select 1 from followed where device = $1 and inode = $2 and is_past = 0 and offset >= $3",
      [.integer(device), .integer(inode), .integer(status.size)]
    ) { $0.integer(0) } != nil
  }

  func entries(in directory: String) throws -> [Entry] {
    try connection.query(
      """
      select number, path, device, inode, offset, head, head_count, tail, tail_count, is_past,
        raw_path
      from followed where directory = $1 order by number
      """, [.text(directory)]
    ) { row in
      Entry(
        number: row.integer(0), path: row.text(1),
        place: row.isNull(10) ? Path(row.text(1)) : Path(bytes: row.blob(10)),
        device: row.integer(2), inode: row.integer(3),
        mark: FollowMark(
          offset: row.integer(4), head: row.text(5), headCount: row.integer(6), tail: row.text(7),
          tailCount: row.integer(8)), isPast: row.integer(9) != 0)
    }
  }

  /// These lines are taken. Belongs to the transaction that makes the item known.
  func advance(_ growth: Growth) throws {
    let file: [SQLValue] = [.integer(growth.device), .integer(growth.inode)]
    if growth.isNew {
      try connection.execute(
        "update followed set is_past = 1 where device = $1 and inode = $2 and is_past = 0", file)
    }
    let mark = growth.mark
    let values: [SQLValue] = [
      .text(growth.directory), .text(growth.path), .integer(mark.offset), .text(mark.head),
      .integer(mark.headCount), .text(mark.tail), .integer(mark.tailCount),
      growth.rawPath.map { .blob($0) } ?? .null,
    ]
    try connection.execute(
      """
      insert into followed(device, inode, directory, path, offset, head, head_count, tail,
        tail_count, raw_path)
      values($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      on conflict(device, inode) where is_past = 0 do update set
        directory = excluded.directory, path = excluded.path, offset = excluded.offset,
        head = excluded.head, head_count = excluded.head_count, tail = excluded.tail,
        tail_count = excluded.tail_count, raw_path = excluded.raw_path
      """, file + values)
  }

  /// The file was emptied: what was read of it is there no more.
  func end(_ entry: Entry) throws {
    try connection.execute(
      "update followed set is_past = 1 where number = $1", [.integer(entry.number)])
  }

  func forget(_ entries: [Entry]) throws {
    for entry in entries {
      try connection.execute("delete from followed where number = $1", [.integer(entry.number)])
    }
  }

  /// These lines are an item of which the tables know nothing: it was taken just before an end
  /// without a word, or the index is made again.
  func restore(_ growth: Growth, at place: Workspace.Place) throws {
    let known = try connection.first(
      "select offset, head from followed where device = $1 and inode = $2 and is_past = 0",
      [.integer(growth.device), .integer(growth.inode)]
    ) { (offset: $0.integer(0), head: $0.text(1)) }
    guard let known else { return try advance(growth) }
    let isSame = known.head == growth.mark.head
    let isNext = growth.isNew ? !isSame : known.offset == growth.from
    if isSame && known.offset < growth.mark.offset || place == .ingest && isNext {
      try advance(growth)
    }
  }

  /// Where an item that is a packed copy begins to be new; nil before it was asked.
  func archiveStart(of item: ItemID) throws -> Int? {
    try connection.first(
      "select start from followed_archive where item = $1", [.integer(item.number)]
    ) { $0.integer(0) }
  }

  /// The rest of a file is read from a packed copy of it, as this item, and nowhere else.
  func read(_ entry: Entry, upTo end: FollowMark, by item: ItemID) throws {
    try connection.execute(
      "insert into followed_archive(item, start) values($1, $2)",
      [.integer(item.number), .integer(entry.mark.offset)])
    try connection.execute(
      """
      update followed set offset = $1, tail = $2, tail_count = $3, is_past = 1
      where device = $4 and inode = $5 and offset = $6 and head = $7
      """,
      [
        .integer(end.offset), .text(end.tail), .integer(end.tailCount), .integer(entry.device),
        .integer(entry.inode), .integer(entry.mark.offset), .text(entry.mark.head),
      ])
  }
}
