import Files
import Glibc
import TestSupport
import Testing

@Suite struct `The command for tables` {
  private func program(_ name: String, _ text: String) throws -> (Program, String) {
    let program = try Program()
    let file = program.root / Path(name)
    try FileWriter.write(Array(text.utf8), to: file)
    return (program, file.description)
  }

  private static let table = "Sales\n\nname;price\n\"Loft; north\";1,5\nFlat;2,5;;x\nHut;\"3\n"

  @Test func `says what was found out, and which rows were rejected and repaired`() throws {
    let (program, file) = try program("a.csv", Self.table)
    let result = try program.run(["tables", "inspect", file])
    #expect(result.code == 0)
    for part in ["semicolon", "line 3", "price", "line 5: it has 4 cells", "line 6"] {
      #expect(result.output.contains(part), "\(result.output)")
    }
    let json = try program.run(["tables", "inspect", file, "--json"])
    #expect(json.output.contains("\"delimiter\" : \";\""), "\(json.output)")
  }

  @Test func `writes the table plainly, and the rejects beside it`() throws {
    let (program, file) = try program("a.csv", Self.table)
    let result = try program.run(["tables", "convert", file])
    #expect(result.output == "name,price\r\nLoft; north,\"1,5\"\r\nHut,\"\"\"3\"\r\n")
    #expect(result.notes.contains("2 rows written, 1 rejected, 1 repaired"), "\(result.notes)")
    let output = program.root / "clean.csv"
    let rejects = program.root / "bad.csv"
    let second = try program.run([
      "tables", "convert", file, "-o", output.description, "--rejects", rejects.description,
    ])
    #expect(second.output.isEmpty)
    #expect(try FileReader.contents(of: output) == Array(result.output.utf8))
    let list = String(decoding: try FileReader.contents(of: rejects), as: UTF8.self)
    #expect(list.hasPrefix("line,column,value,reason\r\n5,,\"Flat;2,5;;x\","), "\(list)")
    let lines = try program.run(["tables", "convert", file, "--json", "--quiet"])
    #expect(lines.output.hasPrefix("{\"name\":\"Loft; north\",\"price\":\"1,5\"}\n"))
  }

  @Test func `writes no header that the file has not, and nothing for an empty file`() throws {
    let (program, file) = try program("a.csv", "1,2\n3,4\n5,6\n")
    #expect(try program.run(["tables", "convert", file]).output == "1,2\r\n3,4\r\n5,6\r\n")
    let empty = program.root / "empty.csv"
    try FileWriter.write([], to: empty)
    let result = try program.run(["tables", "convert", empty.description])
    #expect(result.code == 0)
    #expect(result.output.isEmpty)
    #expect(result.notes.contains("holds no rows"))
  }

  @Test(arguments: [
    (["tables"], 2, "one of: inspect, convert"), (["tables", "inspect"], 2, "inspect which file?"),
    (["tables", "convert", "a", "b"], 2, "tables convert takes no “b”"),
    (["tables", "convert", "a", "--header", "may"], 2, "--header cannot be “may”"),
    (["tables", "inspect", "a", "--line", "0"], 2, "--line needs a number from 1"),
    (["tables", "convert", "a", "--delimiter", "ab"], 2, "--delimiter needs one sign of ASCII"),
    (["tables", "convert", "a", "--quote", "«"], 2, "--quote needs one sign of ASCII"),
    (["tables", "inspect", "a", "--delimiter", "'", "--quote", "'"], 2, "cannot be the same"),
    (["tables", "inspect", "none.csv"], 1, "none.csv"),
  ])
  func `says what is wrong with the words`(_ words: [String], _ code: Int32, _ part: String) throws
  {
    let result = try Program().run(words)
    #expect(result.code == code)
    #expect(result.notes.contains(part), "\(result.notes)")
  }

  @Test func `starts on no line that the file has not`() throws {
    let (program, file) = try program("a.csv", "id,name\n1,a\n")
    let result = try program.run(["tables", "convert", file, "--line", "99"])
    #expect(result.code == 1)
    #expect(result.output.isEmpty)
    #expect(
      result.notes.contains(
        "cannot start on line 99: the last row that was looked at is on line 2"),
      "\(result.notes)")
  }

  @Test func `leaves nothing when a file is no table`() throws {
    let (program, file) = try program("a.csv", "%PDF-1.4 and so on")
    let output = program.root / "clean.csv"
    let result = try program.run(["tables", "convert", file, "-o", output.description])
    #expect(result.code == 1)
    #expect(result.notes.contains("it looks like a PDF document"), "\(result.notes)")
    #expect(
      try TreeListing.paths(below: program.root).allSatisfy {
        !$0.description.contains("clean.csv")
      })
  }

  /// What is replaced is lost, and one file may have many names.
  @Test(arguments: [
    ("inspect a.csv -o a.csv", "--output needs a file of its own"),
    ("convert a.csv -o a.csv", "--output needs a file of its own"),
    ("convert a.csv -o second.csv", "--output needs a file of its own"),
    ("convert a.csv --rejects ./a.csv -o b.csv", "--rejects needs a file of its own"),
    ("convert a.csv --rejects sub/../a.csv", "--rejects needs a file of its own"),
    ("convert a.csv -o b.csv --rejects sub/../b.csv", "--output writes"),
    ("convert a.csv -o link.csv", "is a symbolic link"), ("inspect a.csv -o sub", "is a folder"),
    ("convert a.csv --rejects pipe", "is a FIFO"),
  ])
  func `writes over nothing but a plain file of its own`(_ words: String, _ part: String) throws {
    let (program, _) = try program("a.csv", Self.table)
    let root = program.root
    try Directory.make(root / "sub")
    try Renaming.linkFile(root / "a.csv", to: root / "second.csv")
    try Errno.check { (root / "link.csv").withCString { symlink("target.csv", $0) } }
    try Errno.check { (root / "pipe").withCString { mkfifo($0, 0o600) } }
    let before = try TreeListing.paths(below: root)
    for more in [[], ["--dry-run"]] {
      let result = try program.run(["tables"] + words.split(separator: " ").map(String.init) + more)
      #expect(result.code == 2)
      #expect(result.notes.contains(part), "\(result.notes)")
    }
    #expect(try TreeListing.paths(below: root) == before)
    #expect(try FileReader.contents(of: root / "a.csv") == Array(Self.table.utf8))
    #expect(try FileStatus.of(root / "link.csv").kind == .symbolicLink)
  }

  @Test func `empties no file beside its own`() throws {
    let (program, file) = try program("bad.csv.new", Self.table)
    let result = try program.run([
      "tables", "convert", file, "-o", "clean.csv", "--rejects", "bad.csv",
    ])
    #expect(result.code == 0, "\(result.notes)")
    #expect(try FileReader.contents(of: Path(file)) == Array(Self.table.utf8))
  }

  @Test(arguments: ["never", "always"])
  func `shows what a terminal would obey`(_ colour: String) throws {
    // Of few bytes they would be too many for a text.
    let rows = (2...200).map { "\($0),row \($0)\n" }.joined()
    let (program, file) = try program(
      "a.csv", "id,na\u{1b}[2Jme\n1,x\u{1b}]0;m\u{7}\n" + rows)
    let output = try program.run(["tables", "inspect", file, "--color", colour]).output
    #expect(output.contains("na\\x1b[2Jme") && output.contains("x\\x1b]0;m\\x07"), "\(output)")
    #expect(!output.contains("\u{1b}[2J") && !output.contains("\u{7}"), "\(output)")
  }

  @Test func `writes no colours into a file`() throws {
    let (program, file) = try program("a.csv", Self.table)
    let words = ["tables", "inspect", file, "-o", "found.txt", "--color", "always"]
    #expect(try program.run(words).code == 0)
    let found = try FileReader.contents(of: program.root / "found.txt")
    #expect(!found.isEmpty && !found.contains(0x1b))
  }
}
