/// `dropmill version`
struct VersionCommand: Command {
  static let name = "version"
  static let summary = "print the version"
  static let options = [Option.json]
  static let details = """
    One line; with --json one object.

      dropmill --version
    """

  static let version = "0.1.0"

  /// What `--json` prints.
  private struct Version: Encodable { var version: String }

  func run(_ arguments: Arguments, _ session: Session) throws -> ExitCode {
    if arguments.has("--json") {
      try session.console.print(json: Version(version: Self.version))
    } else {
      session.console.print("dropmill \(Self.version)")
    }
    return .success
  }
}
