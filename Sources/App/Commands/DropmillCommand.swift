import Daemon
import Files
import Foundation
package import Pipeline
import Storage

/// The command line: finds the command, runs it, and turns errors into words and exit codes.
package enum DropmillCommand {
  static let commands: [any Command] = [
    InitCommand(), RunCommand(), SubmitCommand(), StatusCommand(), ShowCommand(),
    RetryCommand(), ReleaseCommand(), RejectCommand(), RulesCommand(), TablesCommand(),
    DoctorCommand(), VersionCommand(), HelpCommand(),
  ]

  /// Runs the command of these words and ends the process.
  ///
  /// - Parameters:
  ///   - words: without the program's name.
  ///   - workers: in the order in which they are listed.
  package static func main(_ words: [String], workers: [any Worker]) async -> Never {
    let code = await run(words, workers: workers)
    exit(code.rawValue)
  }

  private static func run(_ words: [String], workers: [any Worker]) async -> ExitCode {
    let environment = ProcessInfo.processInfo.environment
    var console = Console(colour: "auto", isQuiet: false, environment: environment)
    do {
      guard let (command, rest) = try find(words) else {
        console.print(Help.overview(commands))
        return words.isEmpty ? .usage : .success
      }
      let kind = type(of: command)
      let arguments = try Arguments(rest, Option.common + kind.options)
      console = Console(
        colour: arguments.values["--color"] ?? "auto", isQuiet: arguments.has("--quiet"),
        environment: environment)
      if arguments.has("--help") {
        console.print(Help.page(kind))
        return .success
      }
      let session = Session(
        workspace: Workspace(try absolute(arguments.values["--workspace"] ?? ".")),
        console: console, workers: workers, isVerbose: arguments.has("--verbose"))
      return try await command.run(arguments, session)
    } catch {
      console.error("\(error)")
      return exitCode(of: error)
    }
  }

  private static func find(_ words: [String]) throws -> (any Command, [String])? {
    guard let first = words.first, !["--help", "-h"].contains(first) else { return nil }
    let name = first == "--version" ? "version" : first
    if let command = commands.first(where: { type(of: $0).name == name }) {
      return (command, Array(words.dropFirst()))
    }
    let names = commands.map { type(of: $0).name }
    throw UsageError(
      message: "unknown command \(first)",
      hint: Nearest.name(to: first, among: names).map { "did you mean `dropmill \($0)`?" }
        ?? "`dropmill help` lists the commands")
  }

  private static func exitCode(of error: any Error) -> ExitCode {
    switch error {
    case is UsageError: .usage
    case DaemonError.locked: .locked
    case is DaemonError: .badConfiguration
    case is CancellationError: .interrupted
    default: .failure
    }
  }

  private static func absolute(_ directory: String) throws -> Path {
    let path = Path(directory)
    if path.isAbsolute { return path }
    let here = try WorkingDirectory.path()
    return directory == "." ? here : here / path
  }
}
