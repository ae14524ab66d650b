import Daemon
import Files
import Foundation
import Pipeline
import Telemetry

/// `dropmill rebuild`
struct RebuildCommand: Command {
  static let name = "rebuild"
  static let summary = "make the index anew from the directories"
  static let options = [Option.json, Option.dryRun]
  static let writes = true
  static let details = """
    For a database that is lost or damaged: what arrived and where it stands is read from stages/.
    The daemon must not be running. A damaged database is kept beside the new one. What workers
    remember, such as a catalogue, is made again at the next start: the originals in stages/ are
    published once more, in their order. What people decided is lost with the database.

      dropmill rebuild --workspace ~/agency
    """

  /// What `--json` prints.
  private struct Rebuilt: Encodable {
    var items: Int
    var waiting: Int
    var kept: String?
  }

  /// What `--dry-run --json` prints.
  private struct Counted: Encodable {
    let isDryRun = true
    var items: Int
  }

  func run(_ arguments: Arguments, _ session: Session) async throws -> ExitCode {
    let workspace = session.workspace
    let console = session.console
    try Index.requireStages(workspace)
    if arguments.has(Option.dryRun.name) {
      if try Index.isRunning(workspace) { throw DaemonError.locked(workspace.root) }
      let count = try Workspace.Place.allCases.reduce(0) { count, place in
        let directory = workspace.directory(place)
        if try FileStatus.ifPresent(directory) == nil { return count }
        return try count + Directory.entries(of: directory).count
      }
      if console.isJSON { try console.print(json: Counted(items: count)) }
      console.note("\(count) items would be read from \(workspace.stages)")
      return .success
    }
    let result = try await Rebuild(
      workspace, session.workers, now: { Date() },
      logger: Logger(level: .error, style: .text, now: { Date() }, write: { console.log($0) })
    ).run()
    if console.isJSON {
      try console.print(
        json: Rebuilt(
          items: result.items, waiting: result.waiting, kept: result.kept?.description))
      return .success
    }
    if let kept = result.kept { console.note("the database from before is kept as \(kept)") }
    console.note("\(result.items) items are in the index")
    if result.waiting > 0 {
      console.note(
        "\(result.waiting) of them go on when the daemon starts: `dropmill run`. What a worker"
          + " remembered was lost with the database, so what it published is published again.")
    }
    return .success
  }
}
