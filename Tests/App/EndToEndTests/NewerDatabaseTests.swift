import Files
import SQLiteStorage
import Storage
import TestSupport
import Testing

@Suite struct `A database that a newer program wrote` {
  /// What writes into it: the daemon, and commands that need none.
  @Test(arguments: [
    ["run", "--once", "--no-web"], ["schedules", "pause", "operations/report"],
    ["approvals", "approve", "1"], ["operations", "tend"],
  ])
  func `is left as it is`(_ words: [String]) async throws {
    let program = try Program()
    _ = try program.run(["run", "--once", "--no-web", "--settle", "0.1"])
    try await Self.age(program, "dropmill.sqlite")
    expectRefused(try program.run(words), "dropmill.sqlite")
    let checkup = try program.run(["doctor"])
    #expect(checkup.code == 1)
    #expect(checkup.output.contains("written by a newer dropmill (items-900)"))
    #expect(try program.run(["rebuild"]).code == 0)
    #expect(try program.run(["run", "--once", "--no-web", "--settle", "0.1"]).code == 0)
  }

  @Test(arguments: [
    ["users", "list"], ["tokens", "list", "ada"], ["run", "--once", "--listen", "127.0.0.1:0"],
  ])
  func `of accounts is left as it is`(_ words: [String]) async throws {
    let program = try Program()
    _ = try program.run(["users", "list"])
    try await Self.age(program, "accounts.sqlite")
    expectRefused(try program.run(words), "accounts.sqlite")
  }

  private func expectRefused(_ result: Program.Result, _ name: String) {
    #expect(result.code != 0)
    #expect(result.notes.contains("does not know items-900"), "\(result.notes)")
    #expect(result.notes.contains(name))
  }

  /// Takes a step of which this program knows nothing.
  private static func age(_ program: Program, _ name: Path) async throws {
    let database = try SQLiteDatabase(path: (program.root / name).description)
    try await database.write { try $0.execute("insert into migration(id) values('items-900')") }
    await database.close()
  }
}
