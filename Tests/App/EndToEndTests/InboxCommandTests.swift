import Files
import Foundation
import Glibc
import TestSupport
import Testing

/// What commands say of files that wait in the inbox, and of those that never will be taken.
@Suite(.timeLimit(.minutes(3))) struct `A command on the inbox` {
  /// Tables in `inbox/marked` wait for their markers; nothing in `inbox/nobody` is taken.
  private static func markedProgram() throws -> Program {
    let program = try Program()
    let rules = """
      rules:
        - name: marked
          match: {path: "marked/**", name: "*.csv"}
          worker: tabular
          complete: {marker: .done}
        - name: plain
          match: {path: "plain/**"}
          worker: tabular
      """
    for entry in try Directory.entries(of: program.root / "rules") {
      try Directory.remove((program.root / "rules").appending(entry.name))
    }
    try FileWriter.write(Array(rules.utf8), to: program.root / "rules/10-marked.yaml")
    return program
  }

  private static let table = "id,name\n1,a\n2,b\n"

  private static func write(_ name: Path, in program: Program) throws -> String {
    let file = program.root / name
    try Directory.make(file.parent)
    try FileWriter.write(Array(table.utf8), to: file)
    return file.description
  }

  @Test(arguments: [
    // Where it lies, and what is said of it.
    ("inbox/marked/a.csv", "waits for “a.csv.done”"),
    ("inbox/marked/lone.csv.done", "it marks “lone.csv”, which is not there"),
    ("inbox/plain/.hid.csv", "stays in the inbox: "), ("inbox/plain/a.tmp", "stays in the inbox: "),
    ("inbox/nobody/a.csv", "no rule takes it: it stays in the inbox"),
    ("inbox/plain/a.csv", "takes it: worker tabular"),
  ])
  func `that explains rules says what becomes of a file`(_ name: String, _ part: String) throws {
    let program = try Self.markedProgram()
    let file = try Self.write(Path(name), in: program)
    let result = try program.run(["rules", "explain", file])
    #expect(result.code == 0)
    #expect(result.output.contains(part), "\(result.output)\(result.notes)")
    let isTaken = part.contains("waits for") || part.contains("takes it: worker")
    #expect(result.output.contains("takes it: worker tabular") == isTaken)
    let json = try program.run(["rules", "explain", file, "--json"]).output
    #expect(json.split(separator: "\n").count == 2)
    #expect(json.contains("\"stays\"") == !isTaken, "\(json)")
    #expect(json.contains("\"waitsFor\":\"a.csv.done\"") == part.contains("waits for"))
  }

  @Test(arguments: [
    // How it is named, by the folder in which one stands, and what is said of it.
    ("plain/a.csv", "inbox", false), ("./plain/a.csv", "inbox", false),
    ("../inbox/plain/a.csv", "rules", false), ("a.csv", "inbox/plain", false),
    ("./a.csv", "inbox/plain", false), ("way/inbox/plain/a.csv", ".", false),
    ("beside/plain/a.csv", ".", true),
  ])
  func `that explains rules knows where a file lies`(
    _ name: String, _ folder: String, _ isAssumed: Bool
  ) throws {
    let program = try Self.markedProgram()
    for file in ["inbox/plain/a.csv", "beside/plain/a.csv"] {
      _ = try Self.write(Path(file), in: program)
    }
    try Errno.check { (program.root / "way").withCString { symlink(".", $0) } }
    let result = try program.shell(
      "cd \(folder) && \"$DROPMILL\" rules explain \(name) --workspace \(program.root)/way")
    #expect(result.output.contains("takes it: worker tabular") != isAssumed, "\(result.output)")
    let assumption = "explained as if it lay straight in the inbox"
    #expect(result.output.contains(assumption) == isAssumed, "\(result.output)")
  }

  @Test func `that explains rules takes a file to lie where it is told`() throws {
    let program = try Self.markedProgram()
    let words = ["rules", "explain", try Self.write("a.csv", in: program), "--to", "plain/acme"]
    let result = try program.run(words)
    #expect(result.output.contains("explained as if it lay in inbox/plain/acme"))
    #expect(result.output.contains("takes it: worker tabular"), "\(result.output)")
    let json = try program.run(words + ["--json"]).output
    #expect(json.contains("\"isAssumed\":true") && json.contains("\"plain/acme/a.csv\""), "\(json)")
  }

  @Test func `that explains rules names the program that has a file open`() throws {
    let program = try Self.markedProgram()
    let file = try Self.write("inbox/plain/a.csv", in: program)
    let reason = "(process \(getpid())) still has it open for writing"
    for flags in [O_RDONLY, O_WRONLY] {
      let open = try Descriptor.open(Path(file), flags | O_CLOEXEC)
      let output = try program.run(["rules", "explain", file]).output
      #expect(output.contains(reason) == (flags == O_WRONLY), "\(output)")
      let json = try program.run(["rules", "explain", file, "--json"]).output
      #expect(json.contains("\"waits\":") == (flags == O_WRONLY), "\(json)")
      withExtendedLifetime(open) {}
    }
  }

  @Test(arguments: [
    // What an agency drops, and the route that the rules of a new workspace choose.
    ("march.csv", "table"), ("march.xlsx", "table"), ("stock.dat", "table"), ("notes", "table"),
    ("hh-101/front.JPG", "photos"), ("plan.pdf", "documents"), ("march-outcomes.csv", "outcomes"),
  ])
  func `finds every file of an agency with its own worker`(_ name: String, _ route: String) throws {
    let program = try Program()
    let file = try Self.write(Path("inbox/listings/acme/\(name)"), in: program)
    let output = try program.run(["rules", "explain", file]).output
    #expect(output.contains("takes it: worker listings, route \(route)"), "\(output)")
  }

  @Test(arguments: [["rules", "explain"], ["tables", "inspect"], ["tables", "convert"]])
  func `does not wait for the other end of a FIFO`(_ words: [String]) throws {
    let program = try Program()
    #expect(mkfifo("\(program.root)/ff", 0o600) == 0)
    let result = try program.run(words + ["\(program.root)/ff"])
    #expect(result.code == (words[0] == "rules" ? 0 : 2))
    #expect((result.output + result.notes).contains("is a FIFO"), "\(result.notes)")
  }

  @Test func `counts files that wait, and apart those that stay`() throws {
    let program = try Self.markedProgram()
    _ = try program.run(["run", "--once", "--settle", "0.1"])
    for name in ["plain/a.csv", "marked/a.csv", "marked/b.csv", "marked/b.csv.done"] {
      _ = try Self.write("inbox" / Path(name), in: program)
    }
    for name in ["plain/a.tmp", "marked/lone.csv.done", "plain/.hid", "nobody/a.csv"] {
      _ = try Self.write("inbox" / Path(name), in: program)
    }
    #expect(mkfifo("\(program.inbox)/ff", 0o600) == 0)
    let result = try program.run(["status"])
    #expect(
      result.output.contains("3 wait, 4 stay: `dropmill rules explain FILE` says why"),
      "\(result.output)")
    let json = try program.run(["status", "--json"]).output
    #expect(json.contains("\"inbox\" : 3") && json.contains("\"staying\" : 4"), "\(json)")
  }

  @Test func `counts what is too large, and folders that are one`() throws {
    let program = try Program()
    _ = try program.run(["run", "--once", "--settle", "0.1"])
    try program.write("dropmill.yaml", "limits: {source: 1KB}\n")
    try program.drop("listings/acme/large.csv", String(repeating: Self.table, count: 100))
    try program.drop("listings/acme/b.bundle/a.csv", Self.table)
    try program.drop("listings/acme/b.bundle/b.csv", Self.table)
    try program.drop("listings/acme/a.csv", Self.table)
    let json = try program.run(["status", "--json"]).output
    #expect(json.contains("\"inbox\" : 2") && json.contains("\"staying\" : 1"), "\(json)")
    let large = try program.run(["rules", "explain", "\(program.inbox)/listings/acme/large.csv"])
    #expect(large.output.contains("the largest file that is taken has 1KB"), "\(large.output)")
    let dry = try program.run(["run", "--dry-run"])
    #expect(dry.output.contains("large.csv  would stay: it has 1600 bytes"), "\(dry.output)")
  }

  @Test func `counts no followed file whose lines were read`() throws {
    let program = try Program()
    let log = Path("operations/acme/live/app.log")
    let line = "2026-01-05T10:00:00Z ERROR the disk is full\n"
    try program.drop(log, line)
    _ = try program.run(["run", "--once", "--settle", "0.1"])
    let read = try program.run(["status", "--json"]).output
    #expect(read.contains("\"inbox\" : 0"), "\(read)")
    try FileWriter.write(Array((line + line).utf8), to: program.inbox / log)
    let grown = try program.run(["status", "--json"]).output
    #expect(grown.contains("\"inbox\" : 1"), "\(grown)")
  }

  @Test func `that runs dry tells of links, and of a folder that is taken as one`() throws {
    let program = try Program()
    try program.drop("listings/acme/b.bundle/a.csv", Self.table)
    try program.drop("listings/acme/c.part/a.csv", Self.table)
    try program.drop("listings/acme/d/a.csv", Self.table)
    #expect(symlink("d/a.csv", "\(program.inbox)/listings/acme/link.csv") == 0)
    #expect(mkfifo("\(program.inbox)/ff", 0o600) == 0)
    let result = try program.run(["run", "--dry-run"])
    let lines = result.output.split(separator: "\n").map(String.init)
    let expected = [
      "ff  would stay: it is a FIFO", "listings/acme/b.bundle  would be taken by ",
      "listings/acme/c.part  would stay: ", "listings/acme/d/a.csv  would be taken by ",
      "listings/acme/link.csv  would stay: it is a symbolic link",
    ]
    #expect(lines.count == expected.count, "\(result.output)\(result.notes)")
    for (line, start) in zip(lines, expected) { #expect(line.hasPrefix(start), "\(line)") }
  }

  @Test(arguments: [["--no-wait"], ["--dry-run"], []])
  func `that submits refuses what no rule takes`(_ options: [String]) throws {
    let program = try Self.markedProgram()
    let file = try Self.write("a.csv", in: program)
    for (folder, part) in [
      ("nobody/acme", "`dropmill rules explain \(file) --to nobody/acme` says why"),
      ("inbox/plain", "--to plain"),
    ] {
      let result = try program.run(["submit", file, "--to", folder] + options)
      #expect(result.code == 2)
      #expect(result.notes.contains(part), "\(result.notes)")
    }
    #expect(try TreeListing.paths(below: program.inbox).isEmpty)
    try Directory.make(program.inbox / "inbox")
    let inner = try program.run(["submit", file, "--to", "inbox/plain", "--no-wait"])
    #expect(inner.notes.contains("no rule takes"), "\(inner.notes)")
  }

  @Test func `that submits drops the marker behind the file`() async throws {
    let program = try Self.markedProgram()
    let file = try Self.write("a.csv", in: program)
    let lone = try Self.write("lone.csv.done", in: program)
    let refused = try program.run(["submit", lone, "--to", "marked", "--no-wait"])
    #expect(refused.code == 2)
    #expect(refused.notes.contains("only marks “lone.csv”, which is missing"), "\(refused.notes)")
    let daemon = try await program.startAndWait()
    defer { daemon.kill() }
    let nobody = try program.run(["submit", file, "--to", "nobody"])
    #expect(nobody.code == 2)
    #expect(nobody.notes.contains("no rule takes"), "\(nobody.notes)")
    let result = try program.run(["submit", file, "--to", "marked/acme", "--timeout", "60"])
    #expect(result.code == 0, "\(result.notes)")
    try await eventually("nothing is left in the inbox") {
      try TreeListing.paths(below: program.inbox).isEmpty
    }
  }

  @Test func `that submits counts as skipped what was seen before`() async throws {
    let program = try Program()
    let first = try Self.write("a.csv", in: program)
    let second = try Self.write("b.csv", in: program)
    let daemon = try await program.startAndWait()
    defer { daemon.kill() }
    #expect(try program.run(["submit", first, "--to", "tabular/t"]).code == 0)
    let result = try program.run(["submit", second, "--to", "tabular/t"])
    #expect(result.code == 0)
    #expect(result.notes.contains("0 done, 0 held, 0 failed, 1 skipped"), "\(result.notes)")
  }

  @Test func `that submits counts what an archive holds`() async throws {
    let program = try Program()
    let zip = ZIPFixture.file([
      .init("homes.csv", `A dropped file`.properties), .init("inner.zip", "PK"),
    ])
    try FileWriter.write(zip, to: program.root / "march.zip")
    let daemon = try await program.startAndWait()
    defer { daemon.kill() }
    let file = "\(program.root / "march.zip")"
    let result = try program.run(["submit", file, "--to", "listings/acme", "--timeout", "60"])
    #expect(result.code == 3)
    #expect(result.notes.contains("2 done, 0 held, 1 failed, 0 skipped"), "\(result.notes)")
  }

  @Test func `that submits refuses what is too large to be taken`() throws {
    let program = try Program()
    try program.write("dropmill.yaml", "limits: {source: 1KB}\n")
    try program.write("large.csv", "id,name\n" + String(repeating: "1,a\n", count: 300))
    let result = try program.run(["submit", "\(program.root)/large.csv", "--no-wait"])
    #expect(result.code == 2)
    #expect(result.notes.contains("the largest file that is taken has 1KB"), "\(result.notes)")
    #expect(try TreeListing.paths(below: program.inbox).isEmpty)
  }

  @Test func `that submits says at the end of its time that nobody took the file`() throws {
    let program = try Program()
    _ = try program.run(["run", "--once", "--settle", "0.1"])
    let file = try Self.write("late.csv", in: program)
    // As if a daemon were there that has much to do.
    guard let lock = try FileLock(program.root / ".dropmill.lock") else {
      Issue.record("the workspace is locked")
      return
    }
    defer { withExtendedLifetime(lock) {} }
    let result = try program.run(["submit", file, "--to", "tabular/t", "--timeout", "200ms"])
    #expect(result.code == 1)
    #expect(
      result.notes.contains("“tabular/t/late.csv” lies in the inbox still"), "\(result.notes)")
  }

  @Test func `that submits drops nothing onto a name that is taken`() throws {
    let program = try Program()
    let file = try Self.write("sub.csv", in: program)
    let words = ["submit", file, "--to", "tabular/t", "--no-wait"]
    #expect(try program.run(words).code == 0)
    let result = try program.run(words)
    #expect(result.code == 1)
    #expect(
      result.notes.contains(
        "inbox/tabular/t/sub.csv waits already; submit it under another name"), "\(result.notes)")
  }

  @Test func `that works it off tells what lies there still`() throws {
    let program = try Self.markedProgram()
    for name in ["inbox/plain/a.csv", "inbox/nobody/a.csv"] {
      _ = try Self.write(Path(name), in: program)
    }
    for number in 1...12 { _ = try Self.write(Path("inbox/marked/\(number).csv"), in: program) }
    let words = ["run", "--once", "--settle", "0.1"]
    let first = try program.run(words)
    #expect(first.notes.contains("All that was taken has been worked off."), "\(first.notes)")
    #expect(first.notes.contains("marked/1.csv lies in the inbox still: it waits for “1.csv.done”"))
    #expect(first.notes.contains("and 2 more wait"), "\(first.notes)")
    #expect(first.notes.contains("; 12 wait and 1 stays in the inbox"), "\(first.notes)")
    let lines = try program.run(words + ["--json"]).output.split(separator: "\n")
    #expect(lines.count { $0.contains("\"type\":\"waits\"") } == 10, "\(lines)")
    #expect(lines.last?.contains("\"waiting\":12") == true, "\(lines)")
  }

  @Test func `that works it off tells all results at the end`() throws {
    let program = try Program()
    for number in 1...6 {
      try program.drop(Path("tabular/b\(number)/t\(number).csv"), "id,name\n\(number),a\n")
    }
    let result = try program.run(["run", "--once", "--settle", "0.1"])
    let lines = result.notes.split(separator: "\n").map(String.init)
    let start = try #require(lines.firstIndex { $0.contains("has been worked off. The results:") })
    // A line each, and the summary; nothing of a single file comes behind.
    #expect(lines.count - start == 8, "\(result.notes)")
    #expect(lines.last?.hasPrefix("6 done") == true, "\(result.notes)")
    let again = try program.run(["run", "--once", "--settle", "0.1"])
    #expect(!again.notes.contains("The results"), "\(again.notes)")
  }
}
