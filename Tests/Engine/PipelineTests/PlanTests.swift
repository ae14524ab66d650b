import Files
import SQLiteStorage
import TestSupport
import Testing

@testable import Pipeline

/// What is asked for each file, beside a history of a million.
@Suite struct `The tables of items` {
  @Test func `are asked by indexes, and nothing is sorted`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    let item = try Item.read(in: mill.workspace.directory(of: id, in: .ingest))
    let plans = try await mill.database.write { connection in
      let planned = PlannedConnection(connection)
      let items = ItemTable(planned)
      _ = try items.firstSeen(item, Routes([]))
      _ = try items.lastID()
      _ = try items.unknown([id])
      _ = try items.forgettable(after: 0, endedBefore: 1, limit: 10)
      try items.move(id, to: .done)
      _ = try PublicationTable(planned).newer(than: id, at: "lines/acme/a.txt")
      _ = try PublicationTable(planned).decided()
      try PublicationTable(planned).forget(id)
      return planned.plans
    }
    #expect(plans.count == 8)
    for plan in plans {
      #expect(!plan.contains("TEMP B-TREE"), "\(plan)")
      for step in plan.split(separator: "\n") where step.hasPrefix("SCAN") {
        #expect(step.contains("INDEX"), "\(plan)")
      }
    }
  }

  /// Each page of somebody who may see some businesses counts theirs, at each change.
  @Test func `are counted by index for some businesses`() async throws {
    let mill = try await Mill()
    var query = ItemQuery()
    query.visibleBusinesses = ["acme", "other"]
    let (wanted, now) = (query, mill.clock.date)
    let plans = try await mill.database.read { connection in
      let planned = PlannedConnection(connection)
      _ = try ItemPage.counts(wanted, now: now, planned)
      return planned.plans
    }
    #expect(plans.count == 1)
    #expect(plans.allSatisfy { $0.contains("COVERING INDEX item_owner (business=?)") }, "\(plans)")
  }
}
