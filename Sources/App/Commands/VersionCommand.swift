/// `dropmill version`
struct VersionCommand: Command {
  static let name = "version"
  static let summary = "print the version"
  static let options = [Option.json]
  static let details = "One line; with --json one object."

  static let version = "0.1.0"

  func run(_ arguments: Arguments, _ session: Session) throws -> ExitCode {
    session.console.print(
      arguments.has("--json")
        ? "{\"version\":\"\(Self.version)\"}" : "dropmill \(Self.version)")
    return .success
  }
}
