/// `dropmill help [COMMAND | exit-codes]`
struct HelpCommand: Command {
  static let name = "help"
  static let summary = "say how a command is used"
  static let operands = "[COMMAND | exit-codes]"
  static let details = "Without a word it lists the commands."

  func run(_ arguments: Arguments, _ session: Session) throws -> ExitCode {
    let commands = DropmillCommand.commands
    guard let topic = arguments.operands.first else {
      session.console.print(Help.overview(commands))
      return .success
    }
    if topic == "exit-codes" {
      session.console.print(Help.exitCodes)
      return .success
    }
    guard let command = commands.first(where: { type(of: $0).name == topic }) else {
      throw UsageError(message: "no help on \(topic)", hint: "`dropmill help` lists the topics")
    }
    session.console.print(Help.page(type(of: command)))
    return .success
  }
}
