import Pipeline

/// One word of the command line and what it does.
protocol Command: Sendable {
  static var name: String { get }
  /// One line, for the list of commands.
  static var summary: String { get }
  /// What follows the name (`FILE…`); empty when nothing does.
  static var operands: String { get }
  /// Options besides the common ones.
  static var options: [Option] { get }
  /// Some lines with examples, for `--help`.
  static var details: String { get }

  func run(_ arguments: Arguments, _ session: Session) async throws -> ExitCode
}

extension Command {
  static var operands: String { "" }
  static var options: [Option] { [] }
}

/// What every command works with.
struct Session: Sendable {
  let workspace: Workspace
  let console: Console
  let workers: [any Worker]
  let isVerbose: Bool
}
