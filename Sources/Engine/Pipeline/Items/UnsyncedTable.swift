import Storage

/// Items of which the disk may not hold everything, and from where each can be done anew, as
/// statements on a connection.
///
/// What the stages write into an item's directory is not synced on the way: it can be made again
/// from what is durable, which is the source and this row. ``ItemSync`` takes the row away when the
/// item has come to a rest and all of its directory is on the disk. A start makes use of it when
/// the machine went down, or the disk refused to take what was written; when a daemon alone ends,
/// the directories are right.
struct UnsyncedTable {
  private let connection: any Connection

  init(_ connection: any Connection) { self.connection = connection }

  static let migrations = [
    Migration(
      "unsynced-1",
      [
        """
        create table unsynced(
          item integer primary key,
          stage integer not null,
          record blob not null)
        """
      ]),
    // The disk refused to take what was written: it is never believed, since the kernel may have
    // dropped it, and would say that all is well when it is asked again.
    Migration(
      "unsynced-2", ["alter table unsynced add column refused integer not null default 0"]),
    // These waited for a power cut, however long: people have decided about them since.
    Migration("unsynced-3", ["delete from unsynced where refused = 1"]),
  ]

  struct Entry: Sendable {
    let id: ItemID
    /// From here on it is run again.
    let stage: Stage
    /// Its `item.json`.
    let record: [UInt8]
    /// The disk did not take what was written.
    let isRefused: Bool
  }

  /// From this stage on nothing is known to be on the disk; nor is what came before it, where that
  /// was said earlier.
  func add(_ item: Item, from stage: Stage) throws {
    try connection.execute(
      """
      insert into unsynced(item, stage, record) values($1, $2, $3)
      on conflict(item) do update set record = excluded.record,
        stage = case when excluded.stage < unsynced.stage then excluded.stage
          else unsynced.stage end
      """,
      [.integer(item.id.number), .integer(Self.number(of: stage)), .blob(item.json())])
  }

  func all() throws -> [Entry] {
    try connection.query(
      "select item, stage, record, refused from unsynced order by item"
    ) { row in
      Entry(
        id: ItemID(row.integer(0)), stage: Stage.allCases[row.integer(1)], record: row.blob(2),
        isRefused: row.integer(3) == 1)
    }
  }

  func record(of id: ItemID) throws -> [UInt8]? {
    try connection.first(
      "select record from unsynced where item = $1", [.integer(id.number)]
    ) { $0.blob(0) }
  }

  /// Those that are not under way: nothing more is written about them, and where they lie.
  func rested(limit: Int) throws -> [(id: ItemID, place: Workspace.Place)] {
    try connection.query(
      """
      select unsynced.item, item.place from unsynced join item on item.id = unsynced.item
      where item.place in (\(Self.rests)) and unsynced.refused = 0 order by unsynced.item limit $1
      """, [.integer(limit)]
    ) { row in (ItemID(row.integer(0)), Workspace.Place(rawValue: row.text(1)) ?? .done) }
  }

  /// All of it is on the disk, unless somebody has had it run again since.
  func remove(_ id: ItemID, at place: Workspace.Place) throws {
    try connection.execute(
      """
      delete from unsynced where item = $1
        and exists (select 1 from item where id = $1 and place = $2)
      """, [.integer(id.number), .text(place.rawValue)])
  }

  /// Its directory could not be made durable: the next start does it anew.
  func refuse(_ id: ItemID) throws { try setRefused(1, id) }

  /// What the disk refused is written once more, from its stage on.
  func writeAnew(_ id: ItemID) throws { try setRefused(0, id) }

  private func setRefused(_ value: Int, _ id: ItemID) throws {
    try connection.execute(
      "update unsynced set refused = $1 where item = $2", [.integer(value), .integer(id.number)])
  }

  /// There is no such item.
  func remove(_ id: ItemID) throws {
    try connection.execute("delete from unsynced where item = $1", [.integer(id.number)])
  }

  private static let rests = Workspace.Place.allCases.filter { $0.stage == nil }
    .map { "'\($0.rawValue)'" }.joined(separator: ", ")

  private static func number(of stage: Stage) -> Int {
    Stage.allCases.firstIndex(of: stage) ?? 0
  }
}
