import Files
import Pipeline
import SQLiteStorage
import Storage
import TestSupport
import Testing

@Suite struct `A release` {
  /// What publish holds is a release of some records: the others wait until it is through.
  @Test(arguments: [PublicationWriter.Mode.replace, .update])
  func `of what publish held comes before the records that wait behind it`(
    _ mode: PublicationWriter.Mode
  ) async throws {
    let mill = try await Mill(mode)
    let id = try await mill.submit("lines/acme/a.txt", "one\nhold qa\nhold qa\n")
    try await mill.work()
    let actions = ItemActions(mill.workspace)
    mill.script.plan(.publish, .say(.hold([])))
    try actions.release(id, records: [1])
    try await mill.recovery.mendMoved()
    try await mill.work()
    #expect(try await mill.row(id) == "hold held")
    let error = ItemActionError(reason: .noRecords, id: id)
    #expect(throws: error) { try actions.release(id, records: [2]) }
    #expect(throws: error) { try actions.reject(id, records: [2]) }
    for left in [[2], nil] as [[Int]?] {
      #expect(try actions.release(id) == .publish)
      try await mill.recovery.mendMoved()
      try await mill.work()
      #expect(HeldRecords(try mill.item(id))?.waiting == left)
    }
    let lines = try mill.published().values.sorted().joined()
    #expect(lines == "ONE!\nreleased\nreleased\n")
    #expect(try mill.item(id).recordCount == 3)
    #expect(try await mill.row(id) == "done published")
  }

  /// As after an end of the daemon between the decision and the end of the item.
  @Test func `of what a start found visible publishes each record once`() async throws {
    let mill = try await Mill()
    let more = String(repeating: "more\n", count: 30_000)
    let id = try await mill.submit("lines/acme/a.txt", more + "hold qa\n")
    try await mill.work()
    var item = try mill.item(id)
    (item.published, item.report) = (nil, nil)
    item.runs.removeAll { $0.stage == .publish }
    item.decisions = []
    try item.write(in: mill.directory(of: id))
    try Renaming.move(
      mill.directory(of: id), to: mill.workspace.directory(of: id, in: .publish))
    try await mill.database.write { connection in
      try connection.execute("update job set state = 'running', stage = 'publish'")
      try connection.execute("update item set place = 'publish', outcome = null, published = null")
      try connection.execute("update publication set state = 'decided'")
    }
    try await mill.restart()
    try await mill.work()
    #expect(try await mill.row(id) == "hold published")
    #expect(try mill.item(id).report == "lines/acme/a.txt")
    try ItemActions(mill.workspace).release(id)
    try await mill.restart()
    try await mill.work()
    let lines = try #require(try mill.published()["lines/acme/a.txt/lines.txt"])
    #expect(lines.split(separator: "\n").count == 30_001)
    #expect(try await mill.row(id) == "done published")
  }
}
