import Pipeline

/// `dropmill help [COMMAND | TOPIC]`
struct HelpCommand: Command {
  static let name = "help"
  static let summary = "say how a command is used, or tell of a topic"
  static let operands = "[COMMAND | TOPIC]"
  static let takes = Operand.topics
  static let details = """
    Without a word it lists the commands and the topics.

      dropmill help submit
      dropmill help exit-codes
    """

  func run(_ arguments: Arguments, _ session: Session) throws -> ExitCode {
    let commands = DropmillCommand.commands
    guard let word = arguments.operands.first else {
      session.console.print(Help.overview(commands, session.workers))
      return .success
    }
    if let topic = Topic(rawValue: word) {
      session.console.print(topic.text)
      return .success
    }
    if let worker = session.workers.first(where: { $0.name == word && !$0.tools.isEmpty }) {
      session.console.print(ToolCommand.overview(of: worker))
      return .success
    }
    guard let command = commands.first(where: { type(of: $0).name == word }) else {
      let names =
        commands.map { type(of: $0).name } + Topic.allCases.map(\.rawValue)
        + session.workers.filter { !$0.tools.isEmpty }.map(\.name)
      throw UsageError(
        message: "no help on \(word)",
        hint: UsageError.suggestion(word, names) { "did you mean `dropmill help \($0)`?" }
          ?? "`dropmill help` lists the topics")
    }
    session.console.print(Help.page(type(of: command), isFull: true))
    return .success
  }
}
