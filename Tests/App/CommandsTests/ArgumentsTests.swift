import Testing

@testable import Commands

@Suite struct `A command line` {
  private static let options = [
    Option.flag("--quiet", "-q", help: ""), .flag("--verbose", "-v", help: ""),
    .choice("--color", of: ["auto", "never"], help: ""),
    .value("--output", "-o", of: "FILE", help: ""), .value("--record", of: "LIST", help: ""),
  ]

  private static func read(_ words: [String]) throws -> Arguments {
    try Arguments(words.map { Word($0) }, options)
  }

  @Test(arguments: [
    (["a", "--", "-q"], ["a", "-q"]), (["-", "b"], ["-", "b"]), (["-q", "x", "-o", "f"], ["x"]),
  ])
  func `parts operands from options`(_ words: [String], _ operands: [String]) throws {
    #expect(try Self.read(words).operands == operands)
  }

  @Test(arguments: [
    (["-v"], 1), (["-vv"], 2), (["-v", "--verbose"], 2), (["-qvv"], 2), ([], 0),
  ])
  func `counts how often it is to say more`(_ words: [String], _ count: Int) throws {
    #expect(try Self.read(words).flags["--verbose", default: 0] == count)
  }

  @Test(arguments: [["--output=f"], ["--output", "f"], ["-o", "f"], ["-o=f"]])
  func `takes a value in any form`(_ words: [String]) throws {
    #expect(try Self.read(words).values["--output"] == "f")
  }

  @Test(arguments: [
    (["--colour=auto"], "unknown option --colour", "did you mean --color?"),
    (["--color", "nevr"], "--color cannot be “nevr”", "did you mean never?"),
    (["--color", "blue"], "--color cannot be “blue”", "one of: auto, never"),
    (["--quiet=1"], "--quiet takes no value", nil),
    (["--output"], "--output needs a value: ", nil),
    (["--output=", "-q"], "--output needs a value: ", nil),
    (["--output", "", "-q"], "--output needs a value: ", nil),
    (["-x"], "unknown option -x", nil), (["-vx"], "unknown option -vx", nil),
  ])
  func `with a fault is refused and helped`(
    _ words: [String], _ message: String, _ hint: String?
  ) throws {
    let error = try #require(throws: UsageError.self) { try Self.read(words) }
    #expect(error == UsageError(message: message, hint: hint))
  }

  @Test(arguments: [["-o", "a", "--output=a"], ["--output", "a", "-o", "b"]])
  func `has each value once`(_ words: [String]) throws {
    let error = try #require(throws: UsageError.self) { try Self.read(words) }
    #expect(error == UsageError(message: "--output is given twice"))
  }

  @Test func `with a list in two parts is told how it is one`() throws {
    let words = ["--record", "1", "--record", "3-4"]
    let error = try #require(throws: UsageError.self) { try Self.read(words) }
    #expect(error.hint == "`--record 1,3-4` names both")
  }

  @Test(arguments: [["a", ""], ["a", "--", ""], ["a", "-q", "", "b"]])
  func `has no empty words`(_ words: [String]) throws {
    let error = try #require(throws: UsageError.self) { try Self.read(words) }
    #expect(error.message == "word 2 is empty")
  }

  @Test(arguments: [
    ("90", Duration.seconds(90)), ("90s", .seconds(90)), ("0.5", .milliseconds(500)),
    ("1.5h", .seconds(5400)), ("5 m", .seconds(300)),
  ])
  func `has times with a unit or in seconds`(_ text: String, _ time: Duration) throws {
    #expect(try Number.duration(text, "--timeout") == time)
  }

  @Test(arguments: ["0", "-1", "soon", "nan", "1e999", ""])
  func `has no other times`(_ text: String) {
    #expect(throws: UsageError.self) { try Number.duration(text, "--timeout") }
  }
}
