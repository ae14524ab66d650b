import Files
import Foundation
import TestSupport
import Testing

/// What holds of every command alike.
@Suite struct `The command line` {
  @Test(arguments: [
    ["init", "--dry-run"], ["init", "new", "--dry-run"], ["run", "--dry-run"],
    ["submit", "/etc/hostname", "--dry-run"], ["retry", "1", "--dry-run"],
    ["release", "2", "--dry-run"], ["reject", "2", "--dry-run"],
    ["tables", "convert", "inbox/x.csv", "-o", "clean.csv", "--dry-run"],
    ["status"], ["show", "1"], ["doctor"], ["rules", "check"], ["config", "show", "--effective"],
    ["top"],
  ])
  func `changes nothing where it only says what it would do`(_ words: [String]) throws {
    let program = try Self.workedProgram()
    let before = try Self.everything(in: program.root)
    let result = try program.run(words)
    #expect(result.code == 0, "\(result.notes)")
    #expect(!(result.output + result.notes).isEmpty)
    #expect(try Self.everything(in: program.root) == before)
  }

  @Test(arguments: [
    (["retry", "1", "--wait"], 6), (["release", "2", "--wait"], 6),
    (["release", "2", "--wait", "--timeout", "1x"], 2),
    (["retry", "1", "--wait", "--timeout", "1x"], 2),
  ])
  func `has changed nothing where it refuses`(_ words: [String], _ code: Int) throws {
    let program = try Self.workedProgram()
    let before = try Self.everything(in: program.root)
    #expect(Int(try program.run(words).code) == code)
    #expect(try Self.everything(in: program.root) == before)
  }

  @Test(arguments: [
    ["status", "--json"], ["show", "1", "--json"], ["doctor", "--json"], ["version", "--json"],
    ["rules", "check", "--json"], ["config", "show", "--effective", "--json"],
    ["tables", "inspect", "inbox/x.csv", "--json"], ["models", "list", "--json"],
    ["rebuild", "--dry-run", "--json"], ["approvals", "list", "--json"],
    ["schedules", "list", "--json"], ["users", "list", "--json"], ["models", "cost", "--json"],
    ["schedules", "pause", "operations/report", "--json"],
    ["config", "check", "--json"], ["config", "show", "--json"],
  ])
  func `prints one JSON document to standard output`(_ words: [String]) throws {
    let result = try Self.workedProgram().run(words, environment: ["LC_ALL": "C"])
    let data = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    #expect(data is [String: Any] || data is [Any], "\(result.output)")
  }

  @Test(arguments: [
    (["run", "--once", "--settle", "0.1", "--json"], ["accepted", "started", "ended", "summary"]),
    (["run", "--dry-run", "--json"], ["file"]), (["top", "--count", "2", "--json"], ["status"]),
    (["rules", "explain", "inbox/x.csv", "--json"], ["explanation"]),
    (["retry", "1", "--dry-run", "--json"], ["decision"]),
    (["submit", "/etc/hostname", "--dry-run", "--json"], ["dropped"]),
    (["show", "2", "--held", "--json"], ["held"]),
    (["tables", "inspect", "none.csv", "--json"], ["error"]), (["shwo", "--json"], ["error"]),
  ])
  func `prints what takes long as JSON lines with a type`(
    _ words: [String], _ types: [String]
  ) throws {
    let result = try Self.workedProgram().run(words + ["--quiet"])
    let text = types == ["error"] ? result.notes : result.output
    let lines = try text.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(Set(lines.compactMap { $0["type"] as? String }) == Set(types), "\(text)")
  }

  @Test(arguments: [
    "status --color always", "show 1", "top --json", "help", "manual", "rules explain inbox/x.csv",
  ])
  func `ends well when nobody reads on`(_ words: String) throws {
    let program = try Self.workedProgram()
    // The reader is gone before the first byte comes.
    let code = try program.shell("{ sleep 0.2; $DROPMILL \(words) 2>notes; echo $? >code; } | true")
    #expect(code.code == 0)
    let files = try ["code", "notes"].map {
      String(decoding: try FileReader.contents(of: program.root / $0), as: UTF8.self)
    }
    #expect(files == ["0\n", ""])
  }

  /// Names are bytes, and need be no UTF-8.
  @Test(arguments: [
    "init $'b\\xfcro' && test -d $'b\\xfcro/inbox'",
    "rules check --workspace=$'b\\xfcro'", "rules check -C $'b\\xfcro'",
    "rules explain $'a\\xfc.csv'", "tables inspect $'a\\xfc.csv'",
    "tables convert $'a\\xfc.csv' -o $'c\\xfc.csv' && test -s $'c\\xfc.csv'",
    "submit $'a\\xfc.csv' --to $'t\\xfc' --no-wait && test -s $'inbox/t\\xfc/a\\xfc.csv'",
  ])
  func `takes names that are no text as they are`(_ words: String) throws {
    let program = try Program()
    let made = try program.shell(
      "\"$DROPMILL\" init $'b\\xfcro' && printf 'id,name\\n1,a\\n' > $'a\\xfc.csv'")
    #expect(made.code == 0, "\(made.notes)")
    let result = try program.shell("\"$DROPMILL\" \(words)")
    #expect(result.code == 0, "\(result.notes)")
    #expect(!(result.output + result.notes).contains("\u{fffd}"), "\(result.notes)")
  }

  @Test func `says so when its data cannot be written`() throws {
    let result = try Self.workedProgram().shell("$DROPMILL status > /dev/full")
    #expect(result.code == 1)
    #expect(result.notes.contains("standard output cannot be written"))
  }

  @Test(arguments: [
    // Environment, words, whether there is colour in a file and on a terminal.
    ([:], "status", false, true), (["NO_COLOR": "1"], "status", false, false),
    (["NO_COLOR": ""], "status", false, true), (["CLICOLOR_FORCE": "1"], "status", true, true),
    (["CLICOLOR_FORCE": "0"], "status", false, true), (["TERM": "dumb"], "status", false, false),
    ([:], "status --color never", false, false), ([:], "status --color always", true, true),
    (["NO_COLOR": "1"], "status --color always", true, true),
  ])
  func `is in colour on a terminal, unless it is told`(
    _ environment: [String: String], _ words: String, _ inFile: Bool, _ onTerminal: Bool
  ) throws {
    let program = try Self.workedProgram()
    let environment = ["TERM": "xterm", "NO_COLOR": ""].merging(environment) { $1 }
    let file = try program.shell("$DROPMILL \(words)", environment: environment)
    #expect(file.output.contains("\u{1b}[") == inFile, "\(file.output)")
    let terminal = try program.shell(
      "script -qec \"$DROPMILL \(words)\" /dev/null", environment: environment)
    #expect(terminal.output.contains("\u{1b}[") == onTerminal, "\(terminal.output)")
  }

  @Test func `keeps to ASCII where the locale does`() throws {
    let program = try Self.workedProgram()
    for words in [["status"], ["doctor"], ["show", "2", "--held"], ["help", "run"], ["shwo"]] {
      let result = try program.run(words, environment: ["LC_ALL": "C"])
      #expect((result.output + result.notes).utf8.allSatisfy { $0 < 0x80 }, "\(result.output)")
    }
  }

  @Test func `draws no line wider than the terminal`() throws {
    let program = try Self.workedProgram()
    let command = "stty cols 30 rows 12; $DROPMILL top --count 2 --interval 0.1"
    let result = try program.shell("script -qec '\(command)' /dev/null")
    let shown = result.output.replacing(try Regex("\u{1b}\\[[0-9]*[A-Za-z]"), with: "")
    let lines = shown.split(whereSeparator: \.isNewline)
    #expect(lines.contains { $0.hasPrefix("dropmill") }, "\(result.output)")
    #expect(lines.allSatisfy { $0.count <= 30 }, "\(shown)")
  }

  @Test func `says what can be done with what is done`() throws {
    let program = try Program()
    try program.drop("tabular/t/a.csv", "id,name\n1,a\n")
    _ = try program.run(["run", "--once", "--settle", "0.1"])
    let result = try program.run(["retry", "1"])
    #expect(result.code == 1)
    #expect(result.notes.contains("its page on the dashboard runs it again"), "\(result.notes)")
  }

  @Test func `tries every item, also behind one that is damaged`() throws {
    let program = try Self.workedProgram()
    let broken = program.root / "stages/failed/000001/item.json"
    try FileWriter.write(Array("{\"id\": 1".utf8), to: broken)
    try Renaming.move(
      program.root / "stages/hold/000002", to: program.root / "stages/failed/000002")
    let result = try program.run(["retry", "1", "2"])
    #expect(result.code == 1)
    #expect(result.notes.contains("“\(broken)” is damaged"), "\(result.notes)")
    #expect(result.notes.contains("item 000002 will be run again"), "\(result.notes)")
    #expect(try program.run(["show", "1"]).notes.contains("“\(broken)” is damaged"))
  }

  @Test(arguments: [["retry", "1"], ["release", "2"], ["reject", "2"]])
  func `signs what a person decides`(_ words: [String]) throws {
    let program = try Self.workedProgram()
    #expect(try program.run(words, environment: ["SUDO_USER": "ada"]).code == 0)
    let shown = try program.run(["show", words[1]]).output
    #expect(shown.contains("  (ada, 20"), "\(shown)")
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `has completions that the shell accepts`(_ shell: String) throws {
    let program = try Self.workedProgram()
    let script = try program.run(["completions", shell])
    #expect(script.code == 0)
    try FileWriter.write(Array(script.output.utf8), to: program.root / "script")
    let check = shell == "fish" ? "fish --no-execute script" : "\(shell) -n script"
    let result = try program.shell("command -v \(shell) >/dev/null || exit 0; \(check)")
    #expect(result.code == 0, "\(result.notes)")
  }

  @Test func `completes items of the workspace that the command acts on`() throws {
    let program = try Self.workedProgram()
    for (words, variable) in [
      ("--complete show ''", "\(program.root)"),
      ("--complete show --workspace=\(program.root) ''", "/nowhere"),
      ("--complete show --workspace = \(program.root) ''", "/nowhere"),
      ("--complete show -C \(program.root) ''", "/nowhere"),
    ] {
      let result = try program.shell(
        "cd / && $DROPMILL \(words)", environment: ["DROPMILL_WORKSPACE": variable])
      #expect(result.output.contains("1\tfailed tabular/acme/empty.csv\n"), "\(words)")
    }
  }

  @Test func `completes items by where they lie`() throws {
    let program = try Self.workedProgram()
    let command = "PATH=$(dirname $DROPMILL):$PATH; source <(dropmill completions bash);"
    let words = "COMP_WORDS=(dropmill release ''); COMP_CWORD=2; _dropmill; echo ${COMPREPLY[*]}"
    #expect(try program.shell(command + words).output == "2\n")
  }

  @Test(arguments: [
    (
      "zsh",
      """
      autoload -Uz compinit && compinit -u -d "$PWD/.zcompdump"
      _describe() { print -l -- "${(@P)2}" }
      eval "$($DROPMILL completions zsh)"
      dropmill() { "$DROPMILL" "$@" }
      words=(dropmill ru) CURRENT=2
      _dropmill
      """, ["rules:", "run:"]
    ),
    (
      "fish",
      """
      $DROPMILL completions fish | source
      function dropmill; $DROPMILL $argv; end
      complete -C 'dropmill ru'
      """, ["rules\t", "run\t"]
    ),
    (
      "bash",
      """
      source <($DROPMILL completions bash)
      dropmill() { "$DROPMILL" "$@"; }
      COMP_WORDS=(dropmill ru) COMP_CWORD=1
      _dropmill
      printf '%s\n' "${COMPREPLY[@]}"
      """, ["rules", "run"]
    ),
  ])
  func `completes commands in a shell that is there`(
    _ shell: String, _ script: String, _ expected: [String]
  ) throws {
    let program = try Program()
    try FileWriter.write(Array(script.utf8), to: program.root / "script")
    let result = try program.shell("command -v \(shell) >/dev/null || exit 77; \(shell) script")
    if result.code == 77 { return }
    let lines = result.output.split(separator: "\n").map(String.init)
    for word in expected {
      #expect(lines.contains { $0.hasPrefix(word) }, "\(result.output)\(result.notes)")
    }
    #expect(lines.count == expected.count, "\(lines)")
  }

  @Test func `tells more of an error to who asks for it`() throws {
    let program = try Program()
    let plain = try program.run(["show", "4711"])
    #expect(!plain.notes.contains("Error"), "\(plain.notes)")
    let more = try program.run(["show", "4711"], environment: ["DROPMILL_BACKTRACE": "1"])
    #expect(more.notes.contains("ItemActionError"), "\(more.notes)")
    #expect(more.code == plain.code)
  }

  @Test func `has manual pages without a fault`() throws {
    let program = try Self.workedProgram()
    for page in ["dropmill.1", "dropmill.yaml.5"] {
      let result = try program.run(["manual", page])
      try FileWriter.write(Array(result.output.utf8), to: program.root / page)
      let lint = "command -v mandoc >/dev/null || exit 0; mandoc -T lint -W warning \(page)"
      #expect(try program.shell(lint).output == "")
    }
  }

  /// One item failed, one has held records, one file waits in the inbox.
  private static func workedProgram() throws -> Program {
    let program = try Program()
    try program.drop("tabular/acme/empty.csv", "")
    _ = try program.run(["run", "--once", "--settle", "0.1"])
    let homes = (1...8).map { "House \($0),House,\(300_000 + $0),\"Yaba, Lagos\",3,100\n" }
    let bait = "Bait,House,3000,\"Yaba, Lagos\",3,100\n"
    try program.drop(
      "listings/acme/march.csv",
      "title,type,price,location,bedrooms,area\n" + homes.joined() + bait)
    _ = try program.run(["run", "--once", "--settle", "0.1"])
    try program.drop("x.csv", "id,name\n1,a\n")
    return program
  }

  /// The bytes of all files, but for what SQLite keeps beside its database for its readers.
  private static func everything(in root: Path) throws -> [String: [UInt8]] {
    try TreeListing.of(root).filter { !$0.key.hasSuffix("-shm") && !$0.key.hasSuffix("-wal") }
  }
}
