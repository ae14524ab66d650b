import Files
import Pipeline

/// `dropmill init DIR`
struct InitCommand: Command {
  static let name = "init"
  static let summary = "make a workspace with default rules"
  static let operands = "[DIR]"
  static let options = [Option.dryRun]
  static let details = """
    Makes inbox/, rules/, stages/ and outbox/. Rule files that are there are left as they are.

      dropmill init ~/agency && dropmill run --workspace ~/agency
    """

  func run(_ arguments: Arguments, _ session: Session) throws -> ExitCode {
    var workspace = session.workspace
    if let directory = arguments.operands.first {
      let path = Path(directory)
      workspace = Workspace(path.isAbsolute ? path : try WorkingDirectory.path() / path)
    }
    let isDryRun = arguments.has(Option.dryRun.name)
    if !isDryRun { try workspace.prepare() }
    for name in try DefaultRules.write(in: workspace, isDryRun: isDryRun) {
      session.console.note("rules/\(name) is written")
    }
    session.console.note("workspace in \(workspace.root): drop files into its inbox/")
    return .success
  }
}
