import Storage

// What a report asks for changes the tables before its publication is decided: a stage that is run
// again must not do it twice, nor find that what it did contradicts it.

extension TaskTable {
  /// So many items back are remembered: later than that no attempt is repeated.
  private static let itemsMax = 100_000

  /// Whether what the item of a report asks for was done, by an attempt that came no further or by
  /// an earlier run.
  func wasCarriedOut(_ item: Int) throws -> Bool {
    try connection.first(
      "select 1 from operations_report where item = $1", [.integer(item)]
    ) { $0.integer(0) } != nil
  }

  func noteCarriedOut(_ item: Int) throws {
    try connection.execute(
      "insert into operations_report(item) values($1)", [.integer(item)])
    try connection.execute(
      "delete from operations_report where item < $1", [.integer(item - Self.itemsMax)])
  }
}
