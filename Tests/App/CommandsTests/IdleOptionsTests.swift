import Testing

@testable import Commands

@Suite struct `An option that would say nothing` {
  private static func command(_ name: String) throws -> any Command.Type {
    try #require(DropmillCommand.commands.map { type(of: $0) }.first { $0.name == name })
  }

  private static func refuse(_ line: String) throws {
    let words = line.split(separator: " ").map { Word(String($0)) }
    let command = try command(words[0].text)
    try IdleOptions.refuse(
      try Arguments(Array(words.dropFirst()), command.options + Option.common), command)
  }

  @Test(arguments: [
    ("tables inspect a.csv --rejects b.csv", "tables inspect takes no --rejects"),
    ("show 4 --held --stream ingest", "--stream and --held do not go together"),
    ("tokens list ada --role admin", "tokens list takes no --role"),
    ("tokens list ada --days 3", "tokens list takes no --days"),
    ("approvals list --note x", "approvals list takes no --note"),
    ("approvals approve 3 --all", "approvals approve takes no --all"),
    ("models list --days 3", "models list takes no --days"),
    ("config check --effective", "config check takes no --effective"),
    ("rules check --to a", "rules check takes no --to"),
    ("schedules list --limit 3", "schedules list takes no --limit"),
    ("prompts show a --model b", "prompts show takes no --model"),
    ("submit a --no-wait --timeout 3s", "--timeout and --no-wait do not go together"),
    ("release 4 --timeout 3s", "--timeout says nothing without --wait"),
    ("users list --disable", "users list takes no --disable"),
  ])
  func `is refused`(_ line: String, _ message: String) throws {
    let error = try #require(throws: UsageError.self) { try Self.refuse(line) }
    #expect(error.message == message)
  }

  @Test(arguments: [
    "tables convert a.csv --rejects b.csv", "show 4 --held", "tokens add ada ci --days 3",
    "submit a --timeout 3s", "release 4 --wait --timeout 3s", "users change ada --disable",
    // What is wrong with the verb is for the command to say.
    "models lsit --days 3", "models --days 3",
  ])
  func `is none of those that say something`(_ line: String) throws { try Self.refuse(line) }

  @Test(arguments: DropmillCommand.commands.map { type(of: $0).name })
  func `is known by verbs and options that there are`(_ name: String) throws {
    let command = try Self.command(name)
    for option in command.options {
      #expect(Set(option.verbs).isSubset(of: command.verbs.map(\.name)), "\(option.name)")
      let others = [option.needs, option.rival].compactMap(\.self)
      #expect(Set(others).isSubset(of: command.options.map(\.name)), "\(option.name)")
    }
  }
}
