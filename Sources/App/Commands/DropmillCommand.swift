import Daemon
import Executors
import Files
import Foundation
package import Pipeline
import Rules
import Storage

/// The command line: finds the command, runs it, and turns errors into words and exit codes.
package enum DropmillCommand {
  static let commands: [any Command] = [
    InitCommand(), RunCommand(), SubmitCommand(), StatusCommand(), TopCommand(), ShowCommand(),
    RetryCommand(), ReleaseCommand(), RejectCommand(), ApprovalsCommand(),
    SchedulesCommand(), RulesCommand(), ConfigCommand(),
    UsersCommand(), TokensCommand(), TablesCommand(), ModelsCommand(), PromptsCommand(),
    DoctorCommand(), RebuildCommand(), VersionCommand(), CompletionsCommand(), ManualCommand(),
    HelpCommand(),
  ]

  /// Runs the command that the process was started with and ends the process.
  ///
  /// - Parameter workers: in the order in which they are listed.
  package static func main(workers: [any Worker]) async -> Never {
    Signals.ignoreBrokenPipes()
    let code = await run(Word.ofProcess(), workers, ProcessInfo.processInfo.environment)
    exit(code.rawValue)
  }

  private static func run(
    _ words: [Word], _ workers: [any Worker], _ environment: [String: String]
  ) async -> ExitCode {
    // Even a command line with faults may say how it wants to be told of them.
    var console = Console(
      colour: "auto", isJSON: words.contains(Word(Option.json.name)),
      environment: environment)
    do {
      if words.first?.text == CompletionsCommand.question {
        return try await Completions(environment: environment)
          .answer(words.dropFirst().map(\.text), console)
      }
      if let worker = workers.first(where: { $0.name == words.first?.text }),
        !worker.tools.isEmpty
      {
        let command = ToolCommand(
          worker, among: workers, Array(words.dropFirst()), environment)
        return try await command.run(console)
      }
      guard let (command, rest) = try find(words) else {
        console.print(Help.overview(commands, workers))
        return words.isEmpty ? .usage : .success
      }
      let kind = type(of: command)
      let arguments = try Arguments(rest, Option.common + kind.options)
      console = Console(
        colour: arguments.values["--color"] ?? "auto", isQuiet: arguments.has("--quiet"),
        isJSON: arguments.has(Option.json.name), environment: environment)
      if arguments.has("--help") || arguments.has("-h") {
        console.print(Help.page(kind, isFull: arguments.has("--help")))
        return .success
      }
      try Surplus.refuse(arguments.operands, kind)
      try IdleOptions.refuse(arguments, kind)
      let session = Session(
        workspace: try workspace(arguments, environment), console: console, workers: workers,
        verbosity: arguments.flags["--verbose"] ?? 0, environment: environment)
      if kind.writes { try Index.requireOwn(session.workspace) }
      return try await command.run(arguments, session)
    } catch {
      let showsAll = environment["DROPMILL_BACKTRACE"] == "1"
      return Failure(error).tell(console, showing: showsAll ? error : nil)
    }
  }

  /// Where a command works.
  static func workspace(
    _ arguments: Arguments, _ environment: [String: String]
  ) throws -> Workspace {
    let given = arguments.path("--workspace") ?? environment["DROPMILL_WORKSPACE"].map { Path($0) }
    return Workspace(try absolute(given ?? "."))
  }

  private static func find(_ words: [Word]) throws -> (any Command, [Word])? {
    guard let first = words.first?.text, !["--help", "-h"].contains(first) else { return nil }
    let name = ["--version", "-V"].contains(first) ? "version" : first
    if let command = commands.first(where: { type(of: $0).name == name }) {
      return (command, Array(words.dropFirst()))
    }
    if name.hasPrefix("-") {
      throw UsageError(
        message: "\(name) stands before the command",
        hint: "options follow it: `dropmill status --workspace DIR`")
    }
    let names = commands.map { type(of: $0).name }
    throw UsageError(
      message: "unknown command \(first)",
      hint: UsageError.suggestion(first, names) { "did you mean `dropmill \($0)`?" }
        ?? "`dropmill help` lists the commands")
  }

  /// A path of the command line.
  static func absolute(_ path: Path) throws -> Path {
    if path.isAbsolute { return path }
    let here = try WorkingDirectory.path()
    return path == "." ? here : here / path
  }

  /// A path of the command line that names a plain file. What else there may be is never opened: a
  /// FIFO would keep us waiting for its other end.
  ///
  /// - Throws: ``UsageError`` for what is no plain file, ``Files/FileError`` for what is not there.
  static func plainFile(_ name: Path) throws -> Path {
    let path = try absolute(name)
    let kind = try FileStatus.of(path).kind
    if kind == .file { return path }
    throw UsageError(message: "\(path) is \(kind.words), no plain file")
  }
}
