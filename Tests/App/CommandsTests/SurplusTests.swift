import Testing

@testable import Commands

@Suite struct `A word that a command does not take` {
  private static func command(_ name: String) throws -> any Command.Type {
    try #require(DropmillCommand.commands.map { type(of: $0) }.first { $0.name == name })
  }

  @Test(arguments: [
    // The words, and the part of the message that names the first one too many.
    (["run", "extra"], "run takes no “extra”"), (["status", "a", "b"], "status takes no “a”"),
    (["init", "a", "b"], "init takes no “b”"), (["rebuild", "a"], "rebuild takes no “a”"),
    (["show", "1", "2"], "show takes no “2”"), (["help", "run", "x"], "help takes no “x”"),
    (["rules", "check", "a"], "rules check takes no “a”"),
    (["config", "check", "a"], "config check takes no “a”"),
    (["tokens", "add", "ada", "ci", "x"], "tokens add takes no “x”"),
    (["prompts", "diff", "a", "b", "c"], "prompts diff takes no “c”"),
    (["completions", "bash", "x"], "completions bash takes no “x”"),
    (["run", "a\u{1b}[2J"], "run takes no “a\\x1b[2J”"),
  ])
  func `is named`(_ words: [String], _ message: String) throws {
    let command = try Self.command(words[0])
    let error = try #require(throws: UsageError.self) {
      try Surplus.refuse(Array(words.dropFirst()), command)
    }
    #expect(error.message == message)
    #expect(error.hint == "`dropmill \(words[0]) --help` says what it takes")
  }

  @Test(arguments: [
    ["run"], ["init", "a"], ["show", "1"], ["help", "run"], ["submit", "a", "b", "c"],
    ["rules", "explain", "a", "b"], ["models", "check", "a", "b"], ["users", "add", "ada"],
    ["schedules", "pause", "a", "b"], ["prompts", "show", "a", "b"], ["retry", "1", "2"],
    // What is wrong with the verb is for the command to say.
    ["rules"], ["rules", "chekc", "a"],
  ])
  func `is none of those that it does take`(_ words: [String]) throws {
    try Surplus.refuse(Array(words.dropFirst()), try Self.command(words[0]))
  }

  @Test(arguments: DropmillCommand.commands.map { type(of: $0).name })
  func `is known for each verb by the usage`(_ name: String) throws {
    let command = try Self.command(name)
    for verb in command.verbs where verb.takes != .nothing {
      #expect(Surplus.operandsMax(of: command, behind: verb.name) != 0, "\(name) \(verb.name)")
    }
  }
}
