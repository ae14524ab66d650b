import Files
import Foundation
import TestSupport
import Testing

@Suite struct `A lost index` {
  private static let files = ["", "-wal", "-shm"].map { "dropmill.sqlite\($0)" }

  @Test func `is made again of the directories, and knows what came before`() throws {
    let program = try Self.workedProgram()
    let before = try program.items()
    for file in Self.files { try Directory.removeFile(program.root / Path(file)) }
    #expect(try program.run(["rebuild", "--dry-run"]).notes.contains("3 items would be read"))
    let result = try program.run(["rebuild", "--json"])
    #expect(result.output.contains("\"items\" : 3"), "\(result.output)\(result.notes)")
    // What listings remembered of its own is gone with the index: its table is published again.
    #expect(try program.items().map(\.place).sorted() == ["done", "failed", "ingest"])
    _ = try program.run(["run", "--once", "--settle", "0.1"])
    expectSame(try program.items(), before)
    try program.drop("tabular/acme/again.csv", "id,name\n1,a\n")
    _ = try program.run(["run", "--once", "--settle", "0.1"])
    #expect(try program.items().first?.outcome == "seen before")
  }

  @Test(arguments: [false, true])
  func `loses nothing of what was published`(_ isOldCopy: Bool) throws {
    let program = try Program()
    let copy = program.root / "copy.sqlite"
    try program.drop("listings/acme/first.csv", Self.homes(1...3, 200_000))
    _ = try program.run(["run", "--once", "--settle", "0.1"])
    if isOldCopy {
      try FileWriter.write(
        FileReader.contents(of: program.root / "dropmill.sqlite"), to: copy)
    }
    for (name, homes) in [("second", 3...5), ("third", 5...6)] {
      try program.drop(Path("listings/acme/\(name).csv"), Self.homes(homes, 300_000))
      _ = try program.run(["run", "--once", "--settle", "0.1"])
    }
    let before = try Self.catalogue(program)
    for file in Self.files { try Directory.removeFile(program.root / Path(file)) }
    if isOldCopy { try Renaming.move(copy, to: program.root / Path("dropmill.sqlite")) }
    _ = try program.run(["run", "--once", "--settle", "0.1"])
    let after = try Self.catalogue(program)
    #expect(after.split(whereSeparator: \.isNewline).count == 7)
    #expect(after == before)
    #expect(try program.items().allSatisfy { $0.outcome == "published" })
  }

  private static func catalogue(_ program: Program) throws -> String {
    let bytes = try FileReader.contents(of: program.outbox / "listings/acme/listings.csv")
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func homes(_ numbers: ClosedRange<Int>, _ price: Int) -> String {
    let rows = numbers.map { "A-\($0),House \($0),House,\(price + $0),\"Yaba, Lagos\",3,100\n" }
    return "ref,title,type,price,location,bedrooms,area\n" + rows.joined()
  }

  @Test func `that is damaged is kept aside`() throws {
    let program = try Self.workedProgram()
    let before = try program.items()
    for file in Self.files.dropFirst() { try Directory.removeFile(program.root / Path(file)) }
    try FileWriter.write(
      Array("no database at all\n".utf8), to: program.root / "dropmill.sqlite")
    #expect(try program.run(["doctor"]).code == 1)
    let result = try program.run(["rebuild"])
    #expect(result.code == 0)
    #expect(result.notes.contains("the database from before is kept as"), "\(result.notes)")
    _ = try program.run(["run", "--once", "--settle", "0.1"])
    expectSame(try program.items(), before)
    #expect(try program.run(["doctor"]).code == 0)
  }

  /// What people decided stands in it alone, and nothing is known against it: as when it is held by
  /// another program, or there is no room.
  @Test func `that cannot be looked at is left as it is`() throws {
    let program = try Self.workedProgram()
    let before = try program.items()
    let obstacle = program.root / "dropmill.sqlite-wal"
    try Directory.removeFile(obstacle)
    try Directory.make(obstacle)
    let result = try program.run(["rebuild"])
    #expect(result.code == 1)
    #expect(result.notes.contains("it was left as it is"), "\(result.notes)")
    try Directory.remove(obstacle)
    let names = try Directory.entries(of: program.root).map { Path.escaped($0.name) }
    #expect(!names.contains { $0.contains(".aside-") }, "\(names)")
    expectSame(try program.items(), before)
  }

  @Test func `is left alone while a daemon works`() async throws {
    let program = try Self.workedProgram()
    let daemon = try await program.startAndWait()
    defer { daemon.kill() }
    #expect(try program.run(["rebuild"]).code == 7)
    #expect(try program.run(["rebuild", "--dry-run"]).code == 7)
  }

  private func expectSame(_ items: [Program.Item], _ before: [Program.Item]) {
    #expect(items.map(\.name) == before.map(\.name))
    for (item, old) in zip(items, before) { #expect(item == old) }
  }

  /// One item is done, one has failed, one is held.
  private static func workedProgram() throws -> Program {
    let program = try Program()
    try program.drop("tabular/acme/a.csv", "id,name\n1,a\n")
    try program.drop("tabular/acme/empty.csv", "")
    let homes = (1...8).map { "House \($0),House,\(300_000 + $0),\"Yaba, Lagos\",3,100\n" }
    let bait = "Bait,House,3000,\"Yaba, Lagos\",3,100\n"
    try program.drop(
      "listings/acme/march.csv",
      "title,type,price,location,bedrooms,area\n" + homes.joined() + bait)
    _ = try program.run(["run", "--once", "--settle", "0.1"])
    return program
  }
}
