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
  static let takes = Operand.files
  static let options = [
    Option.json, Option.dryRun,
    Option.value("--to", of: "DIR", help: "below the inbox, like listings/acme (default: itself)"),
    Option.flag("--no-wait", help: "drop, and end at once; needs no daemon"),
    Option.timeout,
  ]
  static let details = """
    Copies each file into the inbox, whole or not at all, and waits until it is done, held or
    failed. The daemon must be running. Ends with 3 when a file failed or is held.

      dropmill submit march.csv --to listings/acme
      dropmill submit *.csv --timeout 10m --json | jq 'select(.type == "item") | .place'
    """

  /// A line of `--json` for each file.
  private struct Line: Encodable {
    let type = "item"
    let item: ItemSummary

    private enum CodingKeys: CodingKey { case type }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(type, forKey: .type)
      try item.encode(to: encoder)
    }
  }

  func run(_ arguments: Arguments, _ session: Session) async throws -> ExitCode {
    let files = arguments.operands
    if files.isEmpty {
      throw UsageError(message: "submit which files?", hint: "dropmill submit march.csv")
    }
    let target = try Self.target(arguments.values["--to"])
    let isDryRun = arguments.has(Option.dryRun.name)
    let paths = try files.map { try DropmillCommand.absolute($0) }
    for path in paths { try Self.check(path) }
    if isDryRun || arguments.has("--no-wait") {
      for path in paths {
        if !isDryRun { _ = try drop(path, to: target, session.workspace) }
        let verb = isDryRun ? "would be dropped" : "is dropped"
        session.console.note("\(path) \(verb) into \(session.workspace.inbox / target)")
      }
      return .success
    }
    guard try Index.isRunning(session.workspace) else {
      throw NotRunning(root: session.workspace.root)
    }
    let database = try Index.open(session.workspace)
    let summary = try await submit(
      paths, to: target, session, Waiting(database, session.console, arguments))
    await database.close()
    try summary.tell(session.console)
    return summary.done == paths.count ? .success : .someFailed
  }

  private func submit(
    _ files: [Path], to target: Path, _ session: Session, _ waiting: Waiting
  ) async throws -> RunSummary {
    let start = ContinuousClock.now
    let last = try await waiting.database.read { try ItemTable($0).lastID() }
    var origins: [String] = []
    for file in files {
      origins.append(try drop(file, to: target, session.workspace).description)
    }
    var summary = RunSummary()
    let console = session.console
    let names = origins
    try await waiting.run(
      names,
      look: { index, connection in
        try ItemSummary.from(origin: names[index], after: last, connection).first { $0.isAtRest }
      },
      found: { item in
        summary.count(item.place)
        if console.isJSON { return try console.line(json: Line(item: item)) }
        console.note(StatusCommand.line(item, console))
      })
    summary.seconds = (ContinuousClock.now - start) / .seconds(1)
    return summary
  }

  /// What cannot be dropped is said before anything is.
  private static func check(_ file: Path) throws {
    guard try FileStatus.of(file).kind == .file else {
      throw UsageError(message: "\(file) is no file", hint: "drop folders into the inbox by hand")
    }
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
