import Files
import Foundation
import Glibc
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct `The daemon` {
  @Test func `leaves what is no plain file in the inbox and says so`() async throws {
    let program = try Program()
    let secret = program.root / "secret.csv"
    try FileWriter.write(Array("id,name\n1,canary\n".utf8), to: secret)
    let folder = program.inbox / "tabular/acme"
    try Directory.make(folder)
    #expect(symlink("\(secret)", "\(folder)/link.csv") == 0)
    #expect(mkfifo("\(folder)/fifo.csv", 0o600) == 0)
    try Renaming.linkFile(secret, to: folder / "hard.csv")
    try program.drop("tabular/acme/good.csv", "id,name\n1,a\n")
    let daemon = try await program.startAndWait()
    defer { daemon.kill() }
    try await eventually("three files are left") {
      try program.log().split(separator: "\n").count { $0.contains("left in inbox") } >= 3
    }
    try await eventually("the plain file is done") {
      try program.sources(in: "done") == ["good.csv"]
    }
    let names = try TreeListing.paths(below: folder)
    #expect(names == ["fifo.csv", "hard.csv", "link.csv"])
    let texts = try TreeListing.of(program.outbox).values.map {
      String(decoding: $0, as: UTF8.self)
    }
    #expect(!texts.contains { $0.contains("canary") })
  }

  @Test func `keeps its rules while new ones are broken`() async throws {
    let program = try Program()
    let daemon = try await program.startAndWait()
    defer { daemon.kill() }
    try FileWriter.write(Array("rules: [".utf8), to: program.root / "rules/20.yaml")
    try await eventually("it complains") { try program.log().contains("rules kept as they were") }
    try program.drop("a.csv", "id,name\n1,a\n")
    try await eventually("the file is done") { try program.sources(in: "done") == ["a.csv"] }
  }

  /// An editor may empty a file before it writes it, and a copy comes in pieces.
  @Test func `keeps its rules while one of their files is empty`() async throws {
    let program = try Program()
    let daemon = try await program.startAndWait()
    defer { daemon.kill() }
    try FileWriter.write([], to: program.root / "rules/10-listings.yaml")
    try program.drop("listings/acme/march.csv", `A dropped file`.properties)
    try await eventually("it complains") { try program.log().contains("rules kept as they were") }
    try await eventually("the site is there") {
      try program.isPublished("listings/acme/site/index.html")
    }
    #expect(try !program.log().contains("rules loaded"))
  }

  @Test func `takes a rule whose program comes after it`() async throws {
    let program = try Program()
    let daemon = try await program.startAndWait()
    defer { daemon.kill() }
    let rule = """
      rules:
        - name: orders
          match: {name: "*.csv"}
          worker: workshop
          stages: {process: {run: [./orders/same.sh]}}
      """
    try FileWriter.write(Array(rule.utf8), to: program.root / "rules/01.yaml")
    func complaints() throws -> Int {
      try program.log().matches(of: /rules kept as they were/).count
    }
    try await eventually("it complains") { try complaints() == 1 }
    let script = program.root / "rules/orders/same.sh"
    try Directory.make(script.parent)
    try FileWriter.write(Array("#!/bin/cat\n".utf8), to: script)
    #expect(chmod(script.description, 0o755) == 0)
    try await eventually("it has read them") { try program.log().contains("rules loaded") }
    #expect(try complaints() == 1)
  }

  @Test func `doubts a rule once, and again when it is changed`() async throws {
    let program = try Program()
    func doubts() throws -> Int { try program.log().matches(of: /rule doubted/).count }
    func write(_ name: String) throws {
      let rule = "rules: [{name: \(name), match: {path: \"inbox/x/**\"}, worker: tabular}]\n"
      try FileWriter.write(Array(rule.utf8), to: program.root / "rules/15.yaml")
    }
    try write("first")
    let daemon = try await program.startAndWait()
    defer { daemon.kill() }
    try program.drop("a.csv", "id,name\n1,a\n")
    try await eventually("the file is done") { try program.sources(in: "done") == ["a.csv"] }
    #expect(try doubts() == 1)
    #expect(try !program.log().contains("rules loaded"))
    try write("second")
    try await eventually("it has read them") { try program.log().contains("rules loaded") }
    #expect(try doubts() == 2)
  }

  @Test func `carries out what a command decides`() async throws {
    let program = try Program()
    let daemon = try await program.startAndWait()
    defer { daemon.kill() }
    try program.drop("tabular/acme/a.csv", "")
    try await eventually("the file has failed") {
      try program.items().map(\.outcome) == ["failed"]
    }
    #expect(try program.run(["release", "1"]).code == 1)
    #expect(try program.run(["retry", "1", "--dry-run"]).code == 0)
    #expect(try program.places() == ["a.csv": ["failed"]])
    let source = program.root / "stages/failed/000001/source/a.csv"
    try FileWriter.write(Array("id,name\n1,a\n".utf8), to: source)
    #expect(try program.run(["retry", "1"]).code == 0)
    try await eventually("the item is done") { try program.items().map(\.place) == ["done"] }
    #expect(try program.isPublished("tabular/acme/a/cleaned.csv"))
    #expect(daemon.stop() == 0)
  }

  @Test func `writes what comes from outside so that no terminal obeys it`() async throws {
    let program = try Program()
    try program.drop("ugly\u{1b}[31m\n2026 forged line\u{202e}.csv", "id,name\n1,a\n")
    let daemon = try await program.startAndWait()
    defer { daemon.kill() }
    try await eventually("the file is done") { try program.items().map(\.place) == ["done"] }
    let shown =
      try program.log() + program.run(["status"]).output + program.run(["show", "1"]).output
    #expect(!shown.contains("\u{1b}"))
    #expect(!shown.contains("\u{202e}"))
    #expect(!shown.split(separator: "\n").contains { $0.hasPrefix("2026 forged") })
    #expect(daemon.stop() == 0)
  }

  @Test func `publishes no formulas`() async throws {
    let program = try Program()
    let rows = "1,=HYPERLINK(\"http://x\")\n2,+x\n3,-12.5\n"
    try program.drop("tabular/acme/f.csv", "id,name\n" + rows)
    #expect(try program.run(["run", "--once", "--settle", "0.1"]).code == 0)
    let cleaned = try FileReader.contents(of: program.outbox / "tabular/acme/f/cleaned.csv")
    let expected = "id,name\r\n1,\"'=HYPERLINK(\"\"http://x\"\")\"\r\n2,\"'+x\"\r\n3,-12.5\r\n"
    #expect(String(decoding: cleaned, as: UTF8.self) == expected)
  }
}
