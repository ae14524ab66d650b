/// `dropmill manual [PAGE]`
struct ManualCommand: Command {
  static let name = "manual"
  static let summary = "print the manual page, as man(1) reads it"
  static let operands = "[dropmill.1 | dropmill.yaml.5]"
  static let verbs = [
    Verb("dropmill.1", "all commands"), Verb("dropmill.yaml.5", "the settings"),
  ]
  static let details = """
    The package installs both pages. Without them:

      dropmill manual | man -l -
    """

  func run(_ arguments: Arguments, _ session: Session) throws -> ExitCode {
    let page = arguments.operands.isEmpty ? "dropmill.1" : try Self.verb(arguments).0
    let text =
      page == "dropmill.1"
      ? ManualPage.commands(DropmillCommand.commands.map { type(of: $0) }) : ManualPage.settings()
    session.console.write(Array(text.utf8))
    return .success
  }
}
