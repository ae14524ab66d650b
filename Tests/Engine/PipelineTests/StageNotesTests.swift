import Files
import Foundation
import Telemetry
import TestSupport
import Testing

@testable import Pipeline

@Suite struct `What a stage writes down` {
  @Test func `is cut where it is too much, and says so`() async throws {
    let mill = try await Mill()
    let item = Item(
      id: ItemID(1), fingerprint: "", nameBytes: Array("a.txt".utf8), origin: "lines/acme/a.txt",
      isBundle: false, size: 0, received: mill.clock.date, worker: "lines", route: "lines",
      business: "acme", rule: "lines", options: [:])
    let context = StageContext(
      item: item, stage: .ingest, now: mill.clock.date, tables: mill.database, logger: .silent,
      directory: mill.place.path / "item", outbox: mill.workspace.outbox,
      inbox: mill.workspace.inbox)
    for number in 1...260 { context.decide("column \(number)") }
    #expect(context.written.toldDecisions.count == 201)
    #expect(
      context.written.toldDecisions.last == "60 more decisions and findings are not listed here.")
    for _ in 1...201 { context.note(Finding(.warning, "test", "because")) }
    #expect(context.written.findings.count == 200)
    #expect(context.written.toldDecisions.last?.hasPrefix("61 more ") == true)
  }
}
