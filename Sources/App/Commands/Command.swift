import Pipeline

/// One word of the command line and what it does.
///
/// Help, manual page and completions are made of these texts, and of nothing else.
protocol Command: Sendable {
  static var name: String { get }
  /// One line, for the list of commands.
  static var summary: String { get }
  /// What follows the name (`FILE…`); empty when nothing does.
  static var operands: String { get }
  /// Its second words; empty when it does one thing.
  static var verbs: [Verb] { get }
  /// What its operands are.
  static var takes: Operand { get }
  /// Options besides the common ones.
  static var options: [Option] { get }
  /// Whether it may write into the workspace.
  static var writes: Bool { get }
  /// Paragraphs, and examples in lines that begin with two blanks, for `--help`.
  static var details: String { get }

  func run(_ arguments: Arguments, _ session: Session) async throws -> ExitCode
}

extension Command {
  static var operands: String { "" }
  static var verbs: [Verb] { [] }
  static var takes: Operand { .nothing }
  static var options: [Option] { [] }
  static var writes: Bool { false }

  /// The verb that was asked for, and the operands behind it.
  ///
  /// - Throws: ``UsageError`` that names the nearest, or all of them.
  static func verb(_ arguments: Arguments) throws -> (String, [String]) {
    let names = verbs.map(\.name)
    guard let word = arguments.operands.first else {
      throw UsageError(
        message: "\(name) what?", hint: "one of: \(names.joined(separator: ", "))")
    }
    guard names.contains(word) else {
      throw UsageError(
        message: "\(name) knows no “\(word)”",
        hint: UsageError.suggestion(word, names) { "did you mean `dropmill \(name) \($0)`?" }
          ?? "one of: \(names.joined(separator: ", "))")
    }
    return (word, Array(arguments.operands.dropFirst()))
  }
}

/// What every command works with.
struct Session: Sendable {
  let workspace: Workspace
  let console: Console
  let workers: [any Worker]
  /// 0, 1 for `-v`, 2 for `-vv`.
  let verbosity: Int
  let environment: [String: String]
}
