import Files
import Pipeline

/// `dropmill init DIR`
struct InitCommand: Command {
  static let name = "init"
  static let summary = "make a workspace with default rules"
  static let operands = "[DIR]"
  static let takes = Operand.directories
  static let options = [Option.dryRun]
  static let details = """
    Makes inbox/, rules/, stages/ and outbox/. Rule files that are there are left as they are.

      dropmill init ~/agency && dropmill run --workspace ~/agency
    """

  func run(_ arguments: Arguments, _ session: Session) throws -> ExitCode {
    var workspace = session.workspace
    if let directory = arguments.paths.first {
      workspace = Workspace(try DropmillCommand.absolute(directory))
    }
    try Index.requireOwn(workspace)
    let isDryRun = arguments.has(Option.dryRun.name)
    if !isDryRun { try workspace.prepare() }
    let verb = isDryRun ? "would be" : "is"
    for name in try DefaultRules.write(in: workspace, isDryRun: isDryRun) {
      session.console.note("rules/\(name) \(verb) written")
    }
    session.console.note(
      isDryRun
        ? "a workspace would be made in \(workspace.root)"
        : "workspace in \(workspace.root): drop files into its inbox/")
    return .success
  }
}
