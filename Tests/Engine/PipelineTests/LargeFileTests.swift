import Files
import Foundation
import TestSupport
import Testing

@testable import Pipeline

@Suite struct `A large file` {
  @Test func `is the earlier one of those that are taken before it`() async throws {
    let mill = try await Mill()
    for name in ["large", "small"] { try mill.drop(Path("lines/acme/\(name).txt"), name + "\n") }
    let large = await mill.intake.reserve(
      Arrival(relative: "lines/acme/large.txt", isBundle: false))
    mill.clock.advance(by: .seconds(60))
    #expect(try await mill.accept("lines/acme/small.txt") == [.accepted(ItemID(2))])
    #expect(try await mill.intake.accept([large]) == [.accepted(ItemID(1))])
    let items = [1, 2].map { mill.workspace.directory(of: ItemID($0), in: .ingest) }
    let received = try items.map { try Item.read(in: $0).received }
    #expect(received[1].timeIntervalSince(received[0]) == 60)
    #expect(try FileReader.contents(of: items[0] / "source/large.txt") == Array("large\n".utf8))
  }
}
