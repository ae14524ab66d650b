package import Foundation
package import Storage

/// The index and history of items, as statements on a connection.
///
/// The directories are the truth; this table answers quickly, and can be made again from them.
package struct ItemTable {
  private let connection: any Connection

  package init(_ connection: any Connection) { self.connection = connection }

  package static let migrations =
    [
      Migration(
        "items-1",
        [
          """
          create table item(
            id integer primary key,
            name text not null,
            origin text not null,
            worker text not null,
            route text not null,
            business text not null,
            rule text not null,
            fingerprint text not null,
            size integer not null,
            received real not null,
            place text not null,
            outcome text,
            reason text,
            finished real,
            published text,
            records integer not null default 0,
            rejects integer not null default 0,
            held integer not null default 0)
          """,
          """
          create index item_seen on item(fingerprint, business, rule) where place <> 'failed'
          """,
          "create index item_place on item(place) where place <> 'done'",
        ]),
      Migration(
        "items-2",
        ["alter table item add column parent integer"]
          + Stage.allCases.map { "alter table item add column \(milliseconds(of: $0)) real" } + [
            "create index item_parent on item(parent) where parent is not null",
            "create index item_finished on item(finished, place) where finished is not null",
            "create index item_business on item(worker, business)",
          ]),
      // When the original was taken away, by the limits that somebody set.
      Migration("items-3", ["alter table item add column removed real"]),
      // What overviews count lies in the indexes whole: a hundred thousand rows are not fetched.
      Migration(
        "items-4",
        [
          "drop index item_finished", "drop index item_place",
          """
          create index item_finished
          on item(finished, place, \(Stage.allCases.map(milliseconds).joined(separator: ", ")))
          where finished is not null
          """,
          "create index item_place on item(place, worker, business) where place <> 'done'",
        ]),
      // A page of a sorted list is read from where it begins: nothing is sorted for it.
      Migration(
        "items-6",
        ["create index item_size on item(size)", "create index item_name on item(name)"]),
      Migration("items-7", ["create index item_ended on item(coalesce(finished, 0.0))"]),
      // Each page of a person who may see some businesses counts theirs.
      Migration("items-8", ["create index item_owner on item(business, place, removed)"]),
    ] + ItemMinutes.migrations + BulkActionTable.migrations + UnsyncedTable.migrations

  /// The column with how long an item's last run of a stage took.
  static func milliseconds(of stage: Stage) -> String { "\(stage.rawValue)_ms" }

  package func add(_ item: Item, place: Workspace.Place) throws {
    try connection.execute(
      """
      insert into item(id, name, origin, worker, route, business, rule, fingerprint, size,
        received, place, parent)
      values($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      on conflict(id) do update set place = excluded.place, business = excluded.business,
        outcome = null, reason = null, finished = null, removed = null
      """,
      [
        .integer(item.id.number), .text(item.name), .text(item.origin), .text(item.worker),
        .text(item.route), .text(item.business), .text(item.rule), .text(item.fingerprint),
        .integer(item.size), .real(item.received.timeIntervalSince1970), .text(place.rawValue),
        SQLValue(item.parent?.number),
      ])
  }

  package func move(_ id: ItemID, to place: Workspace.Place) throws {
    try connection.execute(
      "update item set place = $1 where id = $2", [.text(place.rawValue), .integer(id.number)])
  }

  /// How an item ended, or why it waits.
  package struct Ending: Sendable {
    package var place: Workspace.Place
    package var outcome: String
    package var reason: String?
    package var finished: Date
    package var published: String?
    package var records = 0
    package var rejects = 0
    package var held = 0
    package var runs: [Item.StageRun] = []
  }

  private static let endStatement: String = {
    let times = Stage.allCases.enumerated().map { "\(milliseconds(of: $1)) = $\($0 + 10)" }
    return """
      update item set place = $1, outcome = $2, reason = $3, finished = $4, published = $5,
        records = $6, rejects = $7, held = $8, \(times.joined(separator: ", ")),
        failed_at = case when $1 = 'failed' then (select stage from job where job.item = $9) end
      where id = $9
      """
  }()

  package func end(_ id: ItemID, _ ending: Ending) throws {
    let times = Stage.allCases.map { stage in
      SQLValue(ending.runs.last { $0.stage == stage }?.milliseconds)
    }
    try connection.execute(
      Self.endStatement,
      [
        .text(ending.place.rawValue), .text(ending.outcome), SQLValue(ending.reason),
        .real(ending.finished.timeIntervalSince1970), SQLValue(ending.published),
        .integer(ending.records), .integer(ending.rejects), .integer(ending.held),
        .integer(id.number),
      ] + times)
  }

  /// The original of an item that lay there was taken away.
  func removeOriginal(
    of id: ItemID, in place: Workspace.Place, _ reason: String, at time: Double
  ) throws {
    try connection.execute(
      """
      update item set removed = $1,
        reason = coalesce(reason || '; ', '') || 'its original was removed: ' || $2
      where id = $3 and place = $4
      """, [.real(time), .text(reason), .integer(id.number), .text(place.rawValue)])
    // There is nothing left from which it could be done anew.
    try UnsyncedTable(connection).remove(id, at: place)
  }

  /// Items that ended and whose directory is gone, in the order of their numbers.
  ///
  /// The newest of all is never one of them: its number says which comes next.
  func forgettable(after last: Int, endedBefore time: Double, limit: Int) throws -> [ItemID] {
    try connection.query(
      """
      select id from item
      where id > $1 and id < (select max(id) from item) and +finished < $2
        and (removed is not null or outcome = $3)
      order by id limit $4
      """, [.integer(last), .real(time), .text(Self.lost), .integer(limit)]
    ) { ItemID($0.integer(0)) }
  }

  /// The first item that is known; nil where none is.
  package func oldest() throws -> ItemID? {
    try connection.first("select min(id) from item") { $0.optionalInteger(0) }?.map { ItemID($0) }
  }

  /// Takes away all that the tables of the pipeline say of an item, but for what keeps older ones
  /// from covering what it published.
  func forget(_ id: ItemID) throws {
    try connection.execute("delete from item where id = $1", [.integer(id.number)])
    for table in ["job", "unsynced", "followed_archive"] {
      try connection.execute("delete from \(table) where item = $1", [.integer(id.number)])
    }
    try PublicationTable(connection).forget(id)
  }

  /// Forgets all that the directories know, and every job.
  package func forget() throws {
    try connection.execute("delete from item where removed is null")
    try connection.execute("delete from job")
  }

  /// The first item with the same content, rule and business, and the same to their route, of which
  /// something came, or may come: it neither failed nor was deleted, and is no repetition itself.
  func firstSeen(_ item: Item, _ routes: Routes) throws -> ItemID? {
    var last = 0
    // One after the other: the first nearly always is it, and thousands of repetitions may follow.
    while let (number, origin) = try candidate(item, after: last) {
      if routes.takes(item, for: origin) { return ItemID(number) }
      last = number
    }
    return nil
  }

  private func candidate(_ item: Item, after last: Int) throws -> (number: Int, origin: String)? {
    try connection.first(
      """
      select id, origin from item
      where fingerprint = $1 and business = $2 and rule = $3 and place <> 'failed'
        and place <> 'trash' and coalesce(outcome, '') <> $4 and id > $5
      order by id limit 1
      """,
      [
        .text(item.fingerprint), .text(item.business), .text(item.rule), .text(SeenBefore.outcome),
        .integer(last),
      ]
    ) { ($0.integer(0), $0.text(1)) }
  }

  /// Whether anything of a business has come out.
  func hasPublished(_ business: String, worker: String) throws -> Bool {
    try connection.first(
      """
      select 1 from item where worker = $1 and business = $2 and published is not null limit 1
      """, [.text(worker), .text(business)]
    ) { $0.integer(0) } != nil
  }

  /// The businesses of a worker, each once, from the index: a step for each of them, and not for
  /// each of their items.
  func businesses(of worker: String) throws -> [String] {
    try connection.query(
      """
      with recursive found(name) as (
        select min(business) from item where worker = $1
        union all
        select (select min(business) from item where worker = $1 and business > found.name)
        from found where found.name is not null)
      select name from found where name is not null
      """, [.text(worker)]
    ) { $0.text(0) }
  }

  /// Those of which there is no row.
  ///
  /// - Parameter ids: in the order of their numbers.
  func unknown(_ ids: [ItemID]) throws -> [ItemID] {
    guard let first = ids.first, let last = ids.last else { return [] }
    var unknown: [ItemID] = []
    var rest = ids[...]
    try connection.forEach(
      "select id from item where id between $1 and $2 order by id",
      [.integer(first.number), .integer(last.number)]
    ) { row in
      let number = row.integer(0)
      while let id = rest.first, id.number <= number {
        if id.number < number { unknown.append(id) }
        rest.removeFirst()
      }
    }
    return unknown + rest
  }

  package func lastID() throws -> Int {
    try connection.first("select max(id) from item") { $0.integer(0) } ?? 0
  }

  /// What is said of an item whose directory somebody removed.
  static let lost = "lost"

  /// Items that are not done: their number and where the table believes they are.
  package func unfinished() throws -> [ItemID: String] {
    var result: [ItemID: String] = [:]
    try connection.forEach(
      """
      select id, place from item
      where place <> 'done' and removed is null and coalesce(outcome, '') <> $1
      """, [.text(Self.lost)]
    ) { row in
      result[ItemID(row.integer(0))] = row.text(1)
    }
    return result
  }

  package func counts() throws -> [(place: String, count: Int)] {
    // Over indexes alone: a history of a million rows is not read to be counted.
    try connection.query(
      """
      with waiting as (
        select place, count(*) as items from item where place <> 'done' group by place)
      select place, items from (
        select place, items from waiting
        union all
        select 'done', (select count(*) from item) - (select coalesce(sum(items), 0) from waiting))
      where items > 0 order by place
      """
    ) { ($0.text(0), $0.integer(1)) }
  }
}
