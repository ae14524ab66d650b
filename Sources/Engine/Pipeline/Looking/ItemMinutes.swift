import Foundation
import Storage

// What pages say of a day is counted as it happens, not when somebody looks: else each look would
// read all that ended in the day. Of items that came to a rest there is a row for each minute,
// place and (where they failed) stage: once for all, and once for each business.
//
//   scope        minute     place   stage  items  ingest  process  nlg  qa  publish
//   all          30000001   done               3       3        3    3   3        3
//   all          30000001   failed  qa         1       1        1    1   1        0
//   of acme      30000001   done               2       2        2    2   2        2
//
// Triggers keep it, in the transaction that changes an item: no way of changing one can forget it,
// and the sums are those of the items themselves. It is never longer than they are. The words of
// triggers are SQLite's; another store says them in its own.

/// How many items came to a rest, and which stages they had run, minute by minute.
struct ItemMinutes {
  /// Counts of items, and of what they had run, by stage in the order of the stages.
  struct Sums: Sendable, Equatable {
    var items = 0
    var runs = Stage.allCases.map { _ in 0 }

    fileprivate init(_ row: any Row, from column: Int) {
      items = row.integer(column)
      for index in runs.indices { runs[index] = row.integer(column + 1 + index) }
    }
  }

  private let businesses: [String]?
  private let connection: any Connection

  /// - Parameter businesses: those that count; nil for all.
  init(of businesses: [String]?, _ connection: any Connection) {
    self.businesses = businesses
    self.connection = connection
  }

  /// The minute of a time.
  static func minute(of time: Date) -> Int { Int((time.timeIntervalSince1970 / 60).rounded(.down)) }

  /// What came to a rest from a minute on, by place and the stage that gave it up.
  func byPlace(
    since minute: Int, _ body: (_ place: String, _ stage: String, Sums) -> Void
  ) throws {
    try sums(since: minute, by: ["place", "stage"]) { row in
      body(row.text(0), row.text(1), Sums(row, from: 2))
    }
  }

  /// What came to a rest from a minute on, by minute.
  func byMinute(since minute: Int, _ body: (_ minute: Int, Sums) -> Void) throws {
    try sums(since: minute, by: ["minute"]) { row in body(row.integer(0), Sums(row, from: 1)) }
  }

  private func sums(
    since minute: Int, by groups: [String], _ body: (any Row) -> Void
  ) throws {
    let scopes = businesses.map { $0.map { SQLValue.text("of \($0)") } } ?? ["all"]
    let marks = scopes.indices.map { "$\($0 + 2)" }.joined(separator: ", ")
    let group = groups.joined(separator: ", ")
    let sums = Self.counts.map { "sum(\($0))" }.joined(separator: ", ")
    try connection.forEach(
      """
      select \(group), \(sums) from item_minute where scope in (\(marks)) and minute >= $1
      group by \(group)
      """, [.integer(minute)] + scopes, body)
  }

  // MARK: - How it is kept

  static let migrations = [
    Migration(
      "items-5",
      [
        // The stage that gave an item up: its job may have gone on since.
        "alter table item add column failed_at text",
        """
        update item set failed_at = (select stage from job where job.item = item.id)
        where place = 'failed'
        """,
        """
        create table item_minute(
          scope text not null,
          minute integer not null,
          place text not null,
          stage text not null,
          \(counts.map { "\($0) integer not null" }.joined(separator: ", ")),
          primary key(scope, minute, place, stage)) without rowid
        """,
        fill,
        trigger("item_minute_of_new", "after insert on item", when: "new", add),
        trigger("item_minute_of_old", "after delete on item", when: "old", take),
        trigger("item_minute_taken", changed, when: "old", take),
        trigger("item_minute_added", changed, when: "new", add),
      ])
  ]

  private static let counts = ["items"] + Stage.allCases.map(\.rawValue)
  private static let changed = "after update of place, business, finished on item"

  private static func trigger(
    _ name: String, _ event: String, when row: String, _ statements: String
  ) -> String {
    """
    create trigger \(name) \(event) when \(row).finished is not null begin \(statements) end
    """
  }

  /// The key of an item's row.
  private static func key(_ row: String) -> String {
    "cast(\(row).finished / 60 as integer), \(row).place, coalesce(\(row).failed_at, '')"
  }

  private static let fill: String = {
    let runs = Stage.allCases.map { "count(\(ItemTable.milliseconds(of: $0)))" }
    let sums = (["count(*)"] + runs).joined(separator: ", ")
    return """
      insert into item_minute
      select 'all', \(key("item")), \(sums) from item where finished is not null group by 2, 3, 4
      union all
      select 'of ' || business, \(key("item")), \(sums) from item where finished is not null
      group by 1, 2, 3, 4
      """
  }()

  private static let add: String = {
    let runs = Stage.allCases.map { "new.\(ItemTable.milliseconds(of: $0)) is not null" }
    let values = "\(key("new")), 1, \(runs.joined(separator: ", "))"
    let sums = counts.map { "\($0) = \($0) + excluded.\($0)" }.joined(separator: ", ")
    return """
      insert into item_minute values('all', \(values)), ('of ' || new.business, \(values))
      on conflict do update set \(sums);
      """
  }()

  private static let take: String = {
    let runs = Stage.allCases.map { stage in
      let column = ItemTable.milliseconds(of: stage)
      return "\(stage.rawValue) = \(stage.rawValue) - (old.\(column) is not null)"
    }
    let row = """
      scope in ('all', 'of ' || old.business) and (minute, place, stage) = (\(key("old")))
      """
    return """
      update item_minute set items = items - 1, \(runs.joined(separator: ", ")) where \(row);
      delete from item_minute where \(row) and items = 0;
      """
  }()
}
