import Files
import Foundation
import Glibc
import TestSupport
import Testing

@Suite struct `A command` {
  @Test(arguments: [
    // Words, exit code, a part of what is said.
    (["version"], 0, "dropmill "),
    (["help", "exit-codes"], 0, "130"),
    (["help", "operations"], 0, "usage: dropmill operations TOOL"),
    (["tables", "convert", "/etc/passwd", "-o", "x.csv", "--rejects", "x.csv"], 2, "of its own"),
    (["tables", "convert", "/etc/passwd", "--rejects", "/etc/passwd"], 2, "of its own"),
    (["help", "listings"], 2, "`dropmill help` lists the topics"),
    (["--quiet", "status"], 2, "options follow it"),
    (["statsu"], 2, "did you mean `dropmill status`?"),
    (["status", "--jsn"], 2, "did you mean --json?"),
    (["status"], 1, "nothing has run there yet"),
    (["show", "x"], 2, "no item number"),
    (["show", "7"], 1, "no item 000007"),
    (["retry", "7", "--dry-run"], 1, "no item 000007"),
    (["release", "7", "--record", "0-2"], 2, "--record needs numbers such as 3 or 1,4-6"),
    (["reject", "7", "8", "--record", "2"], 2, "--record goes with one item"),
    (["submit", "/etc/hostname"], 6, "start it with `dropmill run`"),
    (["run", "--once", "extra"], 2, "run takes no “extra”"),
    (["run", "/etc/passwd"], 2, "dropmill submit /etc/passwd"),
    (["config", "check", "/etc/passwd"], 2, "config check takes no “/etc/passwd”"),
    (["users", "change", "ada"], 2, "change what?"),
    (["users", "change", "ada", "--enable", "--disable"], 2, "do not go together"),
    (["users", "add", "ada", "--disable"], 2, "users add takes no --disable"),
    (["users", "link", "ada", "--role", "admin"], 2, "users link takes no --role"),
    (["tokens", "list"], 2, "`dropmill users list` names them"),
    (["rules", "check"], 0, "rules in"),
    (["doctor"], 0, "inbox: can be read and written"),
  ])
  func `says what it did or why it could not`(
    _ words: [String], _ code: Int32, _ part: String
  ) throws {
    let result = try Program().run(words)
    #expect(result.code == code)
    #expect((result.output + result.notes).contains(part), "\(result.output)\(result.notes)")
  }

  /// Nobody would ever look at what is put there.
  @Test(arguments: [
    ["submit", "/etc/hostname", "--no-wait"], ["users", "list"], ["users", "add", "ada"],
    ["tokens", "list", "ada"], ["rebuild"], ["rebuild", "--dry-run"], ["rules", "check"],
    ["rules", "explain", "/etc/hostname"], ["run", "--dry-run"],
  ])
  func `makes nothing beside a workspace`(_ words: [String]) throws {
    let program = try Program()
    let elsewhere = try TemporaryDirectory()
    let line = words.joined(separator: " ")
    let result = try program.shell("\"$DROPMILL\" \(line) --workspace \(elsewhere.path)")
    #expect(result.code == 1)
    #expect(result.notes.contains("`dropmill init` makes one"), "\(result.notes)")
    #expect(try TreeListing.paths(below: elsewhere.path).isEmpty)
  }

  /// What people decided is lost with a database that is made anew.
  @Test func `that looks at a database does not have it made anew for want of a right`() throws {
    let program = try Program()
    try Directory.make(program.root / "dropmill.sqlite")
    let result = try program.run(["doctor"])
    #expect(result.code == 1)
    let said = result.output + result.notes
    #expect(said.contains("run this as the user that the daemon runs as"), "\(said)")
    #expect(!said.contains("dropmill rebuild"), "\(said)")
  }

  @Test func `that looks at damaged accounts tells of them, and not of the index`() throws {
    let program = try Program()
    try FileWriter.write(
      Array("no database at all\n".utf8), to: program.root / "accounts.sqlite")
    let result = try program.run(["doctor"])
    #expect(result.code == 1)
    #expect(result.output.contains("✗ accounts: "), "\(result.output)")
    #expect(result.output.contains("put a copy in its place"), "\(result.output)")
    #expect(!result.output.contains("dropmill rebuild"), "\(result.output)")
  }

  @Test func `that reads another user's database says whose word is wanted`() throws {
    let program = try Program()
    _ = try program.run(["run", "--once", "--settle", "0.1"])
    // Only root may be somebody else; whoever is nobody's like is refused by the same rights.
    guard getuid() == 0 else { return }
    for path in [program.root, program.root.parent] { chmod("\(path)", 0o755) }
    chmod("\(program.root / "dropmill.sqlite")", 0o600)
    let nobody = "setpriv --reuid=65534 --regid=65534 --clear-groups \"$DROPMILL\""
    for words in ["status", "doctor"] {
      let result = try program.shell("\(nobody) \(words)")
      let said = result.output + result.notes
      #expect(result.code == 1)
      #expect(said.contains("this user may not read"), "\(said)")
      #expect(!said.contains("dropmill rebuild"), "\(said)")
    }
  }

  @Test func `that checks rules names file, line and column`() throws {
    let program = try Program()
    let rules = "rules:\n  - name: mine\n    worker: listing\n"
    try FileWriter.write(Array(rules.utf8), to: program.root / "rules/50-mine.yaml")
    let result = try program.run(["rules", "check"])
    #expect(result.code == 5)
    #expect(
      result.output.contains("rules/50-mine.yaml:3:13: error: no worker named “listing”"),
      "\(result.output)")
  }

  @Test func `that checks rules wants one, whatever the ending of its file`() throws {
    let program = try Program()
    let rules = program.root / "rules"
    for entry in try Directory.entries(of: rules) {
      try Directory.remove(rules.appending(entry.name))
    }
    try FileWriter.write(Array("rules: []\n".utf8), to: rules / "10-none.yaml")
    let result = try program.run(["rules", "check"])
    #expect(result.code == 5, "\(result.notes)")
    #expect(result.output.contains("there is no rule in any file"), "\(result.output)")
    let rule = "rules: [{name: all, worker: tabular}]\n"
    for name in ["20-ALL.YAML", "20-all.yml"] {
      try FileWriter.write(Array(rule.utf8), to: rules / Path(name))
      #expect(try program.run(["rules", "check"]).code == 0, "\(name)")
      try Directory.removeFile(rules / Path(name))
    }
  }

  @Test func `that checks rules tells what cannot be read beside all other faults`() throws {
    let program = try Program()
    let rules = program.root / "rules"
    try Directory.make(rules / "20-folder.yaml")
    #expect(try program.run(["rules", "check"]).code == 0)
    try Errno.check { (rules / "30-pipe.yaml").withCString { mkfifo($0, 0o644) } }
    try Errno.check { (rules / "40-link.yaml").withCString { symlink("nowhere", $0) } }
    try Errno.check { (rules / "41-link.yaml").withCString { symlink("../mine", $0) } }
    try FileWriter.write(
      Array(repeating: UInt8(ascii: "#"), count: 1 << 20 + 1), to: rules / "60-large.yaml")
    for path in [rules / "50-mine.yaml", program.root / "mine"] {
      try FileWriter.write(
        Array("rules:\n  - name: mine\n    worker: listing\n".utf8), to: path)
    }
    let result = try program.run(["rules", "check"])
    #expect(result.code == 5)
    for line in [
      "rules/30-pipe.yaml:1:1: error: it is no file that could be read",
      "rules/40-link.yaml:1:1: error: it cannot be read: ",
      "rules/41-link.yaml:3:13: error: no worker named “listing”",
      "rules/50-mine.yaml:3:13: error: no worker named “listing”",
      "rules/60-large.yaml:1:1: error: the file is larger than 1048576 bytes",
    ] { #expect(result.output.contains(line), "\(result.output)") }
  }

  @Test(arguments: [
    ("listings", "snapshot: \"yes\"", "the option “snapshot” is true or false, not “yes”"),
    (
      "tabular", "delimiter: \";;\"", "the option “delimiter” has a value that cannot be used: “;;”"
    ),
    ("workshop", "header: on", "the option “header” has a value that cannot be used: “on”"),
    ("operations", "zone: noon", "the option “zone” is an offset such as +02:00, not “noon”"),
  ])
  func `that checks rules has each worker read its options`(
    _ worker: String, _ option: String, _ message: String
  ) throws {
    let program = try Program()
    let routes = ["listings": "\n    route: table", "operations": "\n    route: log"]
    let stages = "\n    stages: {process: {run: [/bin/cat]}}"
    let rules = """
      rules:
        - name: mine
          worker: \(worker)\(routes[worker] ?? "")\(worker == "workshop" ? stages : "")
          options: {\(option)}

      """
    try FileWriter.write(Array(rules.utf8), to: program.root / "rules/50-mine.yaml")
    let result = try program.run(["rules", "check"])
    #expect(result.code == 5)
    #expect(result.output.contains("error: \(message)"), "\(result.output)\(result.notes)")
  }

  @Test func `that checks rules reads the names of columns that people wrote`() throws {
    let program = try Program()
    try Directory.make(program.root / "rules/listings")
    let file = program.root / "rules/listings/headers.txt"
    try FileWriter.write(Array("price: prix\nprize: tarif\n".utf8), to: file)
    let result = try program.run(["rules", "check"])
    #expect(result.code == 5)
    #expect(
      result.output.contains(
        "rules/listings/headers.txt:2:1: error: no column of a listing is called “prize”"),
      "\(result.output)")
    let checked = try program.run(["doctor"]).output
    #expect(checked.contains("✗ rule files: have faults"), "\(checked)")
  }

  @Test func `that decides about one held record leaves the others waiting`() throws {
    let program = try Program()
    try Directory.make(program.root / "rules/listings")
    try FileWriter.write(
      Array("price: prix\n".utf8), to: program.root / "rules/listings/headers.txt")
    let homes = (1...8).map { "House \($0),House,\(300_000 + $0),\"Yaba, Lagos\",3,100\n" }
    let baits = (1...2).map { "Bait \($0),House,\(3_000 + $0),\"Yaba, Lagos\",3,100\n" }
    try program.drop(
      "listings/acme/march.csv",
      "title,type,prix,location,bedrooms,area\n" + homes.joined() + baits.joined())
    _ = try program.run(["run", "--once", "--settle", "0.2"])
    func pages() throws -> Int {
      let site = program.outbox / "listings/acme/site"
      return try TreeListing.paths(below: site).count { $0.description.hasPrefix("listings/") }
    }
    #expect(try pages() == 8)
    let held = try program.run(["show", "1", "--held"]).output
    #expect(held.contains("record 2"), "\(held)")
    #expect(held.contains("Bait 2"), "\(held)")
    #expect(try program.run(["release", "1", "--record", "2"]).code == 0)
    _ = try program.run(["run", "--once", "--settle", "0.2"])
    #expect(try pages() == 9)
    #expect(try program.run(["release", "1", "--record", "2"]).code == 1)
    #expect(try program.run(["reject", "1", "--record", "1"]).code == 0)
    #expect(try program.sources(in: "done") == ["march.csv"])
  }

  @Test func `that explains rules says which takes a file`() throws {
    let program = try Program()
    let file = program.root / "homes.csv"
    try FileWriter.write(Array("title,price,bedrooms\nLoft,1,2\n".utf8), to: file)
    let result = try program.run(["rules", "explain", file.description])
    #expect(result.code == 0)
    #expect(result.output.contains("takes it: worker listings"), "\(result.output)")
  }

  @Test func `that submits waits for the end`() async throws {
    let program = try Program()
    let daemon = try program.start()
    defer { daemon.kill() }
    try await eventually("the daemon has started") {
      try program.log().contains("daemon started")
    }
    let file = program.root / "hours.csv"
    try FileWriter.write(Array("day,opens\nMonday,9\n".utf8), to: file)
    let result = try program.run(["submit", file.description, "--json"])
    #expect(result.code == 0, "\(result.notes)")
    #expect(result.output.contains("\"place\":\"done\""))
    #expect(try program.isPublished("tabular/default/hours/cleaned.csv"))
  }

  @Test func `that changes users and tokens prints what came of it for programs`() throws {
    let program = try Program()
    for (words, part) in [
      ("users add ada", "\"link\" : \"/welcome/"), ("users link ada", "\"link\" : \"/welcome/"),
      ("users change ada --role operator", "\"role\" : \"operator\""),
      ("tokens add ada nightly", "\"text\" : \"dm_"), ("tokens remove ada 1", "\"number\" : 1"),
      ("users remove ada", "\"name\" : \"ada\""),
    ] {
      let result = try program.run(words.split(separator: " ").map(String.init) + ["--json"])
      #expect(result.code == 0, "\(words): \(result.notes)")
      #expect(result.output.hasPrefix("{") && result.output.contains(part), "\(result.output)")
    }
  }

  @Test func `that limits a user to businesses takes names, and takes it back`() throws {
    let program = try Program()
    _ = try program.run(["users", "add", "ada"])
    func change(_ words: String...) throws -> Program.Result {
      try program.run(["users", "change", "ada"] + words)
    }
    #expect(try change("--businesses", "zenith, acme").output == "ada  viewer of acme, zenith\n")
    for names in [",", "acme,,zenith", " ", "acme,"] {
      let result = try change("--businesses", names)
      #expect(result.code == 2 && result.notes.contains("not “\(names)”"), "\(result.notes)")
      #expect(try program.run(["tokens", "add", "ada", "ci", "--businesses", names]).code == 2)
    }
    #expect(try change("--all-businesses", "--businesses", "acme").code == 2)
    #expect(try change("--all-businesses").output == "ada  viewer\n")
  }

  @Test(arguments: [
    ("listen: 0.0.0.0:8742", "nothing would be encrypted"),
    ("tls: {key: web.key}", "name both"), ("tls: {certificate: web.pem}", "name both"),
  ])
  func `that checks settings refuses those that run does not begin with`(
    _ setting: String, _ part: String
  ) throws {
    let program = try Program()
    try program.write("dropmill.yaml", "web:\n  \(setting)\n")
    for words in [["config", "check"], ["run"]] {
      let result = try program.run(words)
      let said = result.output + result.notes
      #expect(result.code == 5, "\(said)")
      #expect(said.contains("dropmill.yaml:2:1: error: ") && said.contains(part), "\(said)")
    }
    #expect(try program.run(["run", "--once"]).code == 0)
    let checked = try program.run(["doctor"])
    #expect(checked.code == 1)
    #expect(checked.output.contains("✗ settings: cannot be begun with"), "\(checked.output)")
  }

  @Test func `that runs says so only when it does`() async throws {
    let program = try Program()
    let keys = ["--tls-certificate", "none.pem", "--tls-key", "none.pem"]
    let open = try program.run(["run", "--listen", "127.0.0.1:0"] + keys)
    #expect(open.code == 1)
    #expect(open.notes.contains("cannot open “none.pem”"), "\(open.notes)")
    #expect(!open.notes.contains("dashboard: "), "\(open.notes)")
    #expect(!open.notes.contains("first sign-in"), "\(open.notes)")
    let daemon = try await program.startAndWait()
    defer { daemon.kill() }
    let second = try program.run(["run", "--no-web"])
    #expect(second.code == 7)
    #expect(!second.notes.contains("watching"), "\(second.notes)")
  }

  @Test func `that only looks changes nothing`() throws {
    let program = try Program()
    try program.drop("a.csv", "x,y\n1,2\n")
    _ = try program.run(["run", "--once", "--settle", "0.2"])
    let before = try TreeListing.paths(below: program.root / "stages")
    for words in [["status"], ["show", "1"], ["doctor"], ["rules", "check"]] {
      #expect(try program.run(words).code == 0)
    }
    #expect(try TreeListing.paths(below: program.root / "stages") == before)
  }
}
