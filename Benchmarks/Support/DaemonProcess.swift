import Files
import Glibc
import Pipeline
import TestSupport

/// A running `dropmill` with a workspace of its own, and one rule that gives all tables to one
/// worker.
final class DaemonProcess {
  let workspace: Workspace
  private let program: Path
  private let arguments: [String]
  private(set) var process: ChildProcess

  /// - Parameter rules: in the place of the one rule.
  init(
    _ bench: Bench, in directory: Path, arguments: [String] = [], rules: String? = nil
  ) throws {
    guard try FileStatus.ifPresent(bench.dropmill) != nil else {
      throw BenchError("\(bench.dropmill) is not built: swift build -c release --product dropmill")
    }
    workspace = Workspace(directory)
    program = bench.dropmill
    try workspace.prepare()
    let rule = """
      rules:
        - name: tables
          match:
            name: "*.csv"
          worker: tabular

      """
    try FileWriter.write(Array((rules ?? rule).utf8), to: workspace.rules / "tables.yaml")
    self.arguments = ["run", "--workspace", directory.description, "--quiet"] + arguments
    process = try Self.start(program, self.arguments, workspace)
  }

  var inbox: Path { workspace.inbox }

  /// Starts it anew on the same workspace.
  func restart() throws { process = try Self.start(program, arguments, workspace) }

  func stop() { process.stop() }

  /// Waits until one file has gone the whole way.
  func warmUp() throws {
    try FileWriter.write(Samples.smallTable(-1), to: inbox / "warm-up.csv")
    try waitUntilDone(1, limit: 30)
    pause(0.3)
  }

  func doneCount() throws -> Int { try Directory.entries(of: workspace.directory(.done)).count }

  func waitUntilDone(_ count: Int, limit: Double) throws {
    if try wait(limit, until: { try doneCount() >= count }) { return }
    throw BenchError("\(try doneCount()) of \(count) files done after \(Figure.text(limit)) s")
  }

  private static func start(
    _ program: Path, _ arguments: [String], _ workspace: Workspace
  ) throws -> ChildProcess {
    try ChildProcess(
      program.description, arguments, errors: .file(workspace.root / "errors.txt"))
  }
}
