import Agents
import Files
import Foundation
import Pipeline
import SQLiteStorage
import Storage
import Telemetry

// `dropmill WORKER TOOL`: what a worker can do, by the words of its own table of tools. Nothing
// here knows a worker or a tool.

/// Runs a tool of a worker.
struct ToolCommand {
  private let worker: any Worker
  private let workers: [any Worker]
  private let words: [Word]
  private let environment: [String: String]

  /// - Parameters:
  ///   - workers: all that there are.
  ///   - words: without the worker's name.
  init(
    _ worker: any Worker, among workers: [any Worker], _ words: [Word],
    _ environment: [String: String]
  ) {
    self.worker = worker
    self.workers = workers
    self.words = words
    self.environment = environment
  }

  func run(_ console: Console) async throws -> ExitCode {
    guard let name = words.first?.text, !name.hasPrefix("-") else {
      console.print(Self.overview(of: worker))
      return words.isEmpty ? .usage : .success
    }
    let tool = try Toolbox([(worker.name, worker.tools)]).tool(name, of: worker.name)
    let options = tool.parameters.map { parameter in
      Option.value(
        "--\(parameter.name)", of: parameter.name.uppercased(), help: parameter.sentence)
    }
    let arguments = try Arguments(
      Array(words.dropFirst()), Option.common + [Option.dryRun, Option.json] + options)
    if arguments.has("--help") || arguments.has("-h") {
      console.print(page(tool, options))
      return .success
    }
    let workspace = try DropmillCommand.workspace(arguments, environment)
    let answer = try await call(tool, arguments, workspace)
    if arguments.has("--json") {
      console.print(try JSONOutput.text(answer))
    } else {
      show(answer, console)
    }
    return answer.isGood ? .success : .failure
  }

  private func call(
    _ tool: Tool, _ arguments: Arguments, _ workspace: Workspace
  ) async throws -> ToolAnswer {
    try Index.requireOwn(workspace)
    let database = try await Index.openToWrite(workspace, workers)
    let runner = ToolRunner(
      toolbox: Toolbox([(worker.name, worker.tools)]), places: workspace.toolPlaces,
      database: database, now: { Date() }, logger: .silent)
    let result: Result<ToolAnswer, any Error>
    do {
      result = .success(
        try await runner.call(
          tool.name, of: worker.name, try values(tool, arguments),
          isDryRun: arguments.has(Option.dryRun.name), by: person))
    } catch {
      result = .failure(error)
    }
    await database.close()
    // A question that waits for a person has a time at which it is over.
    if tool.risk.needsApproval { try FileWriter.write([], to: workspace.wakeUp) }
    return try result.get()
  }

  /// Words without an option are the parameters in their order.
  private func values(_ tool: Tool, _ arguments: Arguments) throws -> [String: ToolValue] {
    if arguments.operands.count > tool.parameters.count {
      throw UsageError(
        message: "\(tool.name) takes \(tool.parameters.count) words at most",
        hint: "`dropmill \(worker.name) \(tool.name) --help` says which")
    }
    var values: [String: ToolValue] = [:]
    for (parameter, word) in zip(tool.parameters, arguments.operands) {
      values[parameter.name] = parameter.value(of: word)
    }
    for parameter in tool.parameters {
      guard let word = arguments.values["--\(parameter.name)"] else { continue }
      values[parameter.name] = parameter.value(of: word)
    }
    return values
  }

  private var person: String {
    environment["SUDO_USER"] ?? environment["USER"] ?? environment["LOGNAME"] ?? "a person"
  }

  // MARK: - Texts

  static func overview(of worker: any Worker) -> String {
    let width = worker.tools.map(\.name.count).max() ?? 0
    let lines = worker.tools.map { "  \(Help.padded($0.name, width))  \($0.sentence)" }
    return """
      dropmill \(worker.name): what this worker can do

      usage: dropmill \(worker.name) TOOL [WORD…] [OPTION…]

      \(lines.joined(separator: "\n"))

      `dropmill \(worker.name) TOOL --help` says more.
      """
  }

  private func page(_ tool: Tool, _ options: [Option]) -> String {
    let words = tool.parameters.map { parameter in
      parameter.isRequired ? parameter.name.uppercased() : "[\(parameter.name.uppercased())]"
    }
    let lines = (options + [Option.dryRun, Option.json] + Option.common).map { option in
      "  \(Help.padded(option.usage, 24))  \(option.help)"
    }
    let asks =
      tool.risk.needsApproval
      ? "\nIts risk is \(tool.risk.rawValue): a person is asked before it is done.\n" : ""
    return """
      dropmill \(worker.name) \(tool.name): \(tool.sentence)

      usage: dropmill \(([worker.name, tool.name] + words).joined(separator: " ")) [OPTION…]
      \(asks)
      options:
      \(lines.joined(separator: "\n"))
      """
  }

  private func show(_ answer: ToolAnswer, _ console: Console) {
    let rows = [answer.columns] + answer.rows.map { $0.map(\.shown) }
    if !answer.rows.isEmpty {
      let widths = answer.columns.indices.map { column in
        rows.map { $0[column].count }.max() ?? 0
      }
      for row in rows {
        let cells = zip(row, widths).map { Help.padded($0, $1) }
        console.print(
          cells.joined(separator: "  ").trimmingCharacters(in: .whitespaces))
      }
    }
    console.note(answer.summary)
  }
}
