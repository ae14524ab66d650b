import Files
import Foundation
import Pipeline
import SQLiteStorage
import Storage

/// `dropmill submit FILE…`
struct SubmitCommand: Command {
  static let name = "submit"
  static let summary = "drop files and wait for what becomes of them"
  static let operands = "FILE…"
  static let options = [
    Option.json, Option.dryRun,
    Option.value("--to", of: "DIR", help: "below the inbox, like listings/acme (default: itself)"),
    Option.value("--timeout", of: "SECONDS", help: "wait no longer (default: 3600)"),
  ]
  static let details = """
    Copies each file into the inbox, whole or not at all, and waits until it is done, held or
    failed. The daemon must be running. Ends with 3 when a file failed or is held.

      dropmill submit march.csv --to listings/acme
    """

  func run(_ arguments: Arguments, _ session: Session) async throws -> ExitCode {
    if arguments.operands.isEmpty { throw UsageError(message: "submit which files?") }
    let workspace = session.workspace
    let target = try Self.target(arguments.values["--to"])
    if arguments.has("--dry-run") {
      for file in arguments.operands {
        session.console.note("\(file) would go to \(workspace.inbox / target)")
      }
      return .success
    }
    guard try Index.isRunning(workspace) else {
      session.console.error(
        "no daemon works on \(workspace.root): start it with `dropmill run`")
      return .notRunning
    }
    let seconds = try Number.seconds(arguments.values["--timeout"], "--timeout") ?? 3600
    let database = try Index.open(workspace)
    let results = try await submit(
      arguments.operands, to: target, session, database, seconds: seconds)
    await database.close()
    if arguments.has("--json") { session.console.print(try JSONOutput.text(results)) }
    return results.allSatisfy { $0.place == "done" } ? .success : .someFailed
  }

  private func submit(
    _ files: [String], to target: Path, _ session: Session, _ database: SQLiteDatabase,
    seconds: Double
  ) async throws -> [ItemSummary] {
    let last = try await database.read { try ItemTable($0).lastID() }
    var origins: [Path] = []
    for file in files { origins.append(try drop(Path(file), to: target, session.workspace)) }
    var results: [ItemSummary] = []
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(seconds)
    for origin in origins {
      while true {
        if let item = try await ended(origin, after: last, database) {
          session.console.note(StatusCommand.line(item, session.console))
          results.append(item)
          break
        }
        if clock.now > deadline { throw SubmitTimeout(origin: origin) }
        session.console.redraw("  waiting for \(origin) (\(results.count) of \(files.count))")
        try await clock.sleep(for: .milliseconds(50))
      }
    }
    return results
  }

  /// The item that was made of the file, when it has come to a rest.
  private func ended(
    _ origin: Path, after last: Int, _ database: SQLiteDatabase
  ) async throws -> ItemSummary? {
    let origin = origin.description
    let items = try await database.read {
      try ItemSummary.from(origin: origin, after: last, $0)
    }
    return items.first { ["done", "hold", "failed"].contains($0.place) && $0.outcome != nil }
  }

  /// Copies under a hidden name that no watcher takes, then gives it its name.
  ///
  /// - Returns: where it lies below the inbox.
  private func drop(_ file: Path, to target: Path, _ workspace: Workspace) throws -> Path {
    let relative = target.appending(file.name)
    let place = workspace.inbox / relative
    try Directory.make(place.parent)
    let hidden = place.parent / ".submit-\(ProcessInfo.processInfo.processIdentifier)"
    do {
      try FileCopy.file(file, to: hidden)
      try Renaming.moveToFree(hidden, to: place)
    } catch {
      try Directory.removeFile(hidden)
      throw error
    }
    return relative
  }

  private static func target(_ text: String?) throws -> Path {
    let path = Path(text ?? "")
    let leads = path.components.contains { $0.first == UInt8(ascii: ".") }
    if path.isAbsolute || leads {
      throw UsageError(message: "--to is a path below the inbox, like listings/acme")
    }
    return path
  }
}

/// A file was dropped, and nothing has come of it yet.
struct SubmitTimeout: Error, CustomStringConvertible {
  let origin: Path

  var description: String {
    "“\(origin)” is still on its way: `dropmill status` says where"
  }
}
