import Files
import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct `A daemon that is killed` {
  private let names = (1...60).map { "f\($0)" }

  @Test(arguments: [3, 29, 58])
  func `loses nothing and does nothing twice`(_ killAfter: Int) async throws {
    let program = try Program()
    let undisturbed = try Program()
    for name in names { try undisturbed.drop(Path("\(name).csv"), table(name)) }
    #expect(try undisturbed.run(["run", "--once", "--settle", "0.2"]).code == 0)

    let daemon = try program.start()
    for name in names { try program.drop(Path("\(name).csv"), table(name)) }
    try await eventually("\(killAfter) results are there") {
      try published(by: program).count >= killAfter
    }
    daemon.kill()
    let result = try program.run(["run", "--once", "--settle", "0.2"])

    #expect(result.code == 0, "\(result.notes)")
    #expect(try program.sources(in: "done").sorted() == names.map { "\($0).csv" }.sorted())
    #expect(try TreeListing.paths(below: program.inbox).isEmpty)
    for name in names {
      for file in ["cleaned.csv", "records.jsonl", "profile.html"] {
        let path = Path("tabular/default/\(name)/\(file)")
        #expect(
          try FileReader.contents(of: program.outbox / path)
            == FileReader.contents(of: undisturbed.outbox / path), "\(path)")
      }
    }
  }

  @Test func `is found out of the way by a second one only while it runs`() async throws {
    let program = try Program()
    let daemon = try program.start()
    try await eventually("the daemon has started") {
      try program.log().contains("daemon started")
    }
    let second = try program.run(["run", "--once"])
    #expect(second.code == 7)
    #expect(second.notes.contains("one workspace has one daemon"))
    daemon.kill()
    #expect(try program.run(["run", "--once", "--settle", "0.2"]).code == 0)
  }

  private func table(_ name: String) -> String {
    "name,number\n" + (1...40).map { "\(name) row \($0),\($0)\n" }.joined()
  }

  private func published(by program: Program) throws -> [Path] {
    let directory = program.outbox / "tabular/default"
    guard try FileStatus.ifPresent(directory) != nil else { return [] }
    return try Directory.entries(of: directory).map { Path(bytes: $0.name) }
  }
}
