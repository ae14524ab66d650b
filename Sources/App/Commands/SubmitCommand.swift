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
    Option.json, Option.dryRun, InboxTarget.option,
    Option.flag("--no-wait", help: "drop, and end at once; needs no daemon"),
    Option.timeout.without("--no-wait"),
  ]
  static let writes = true
  static let details = """
    Copies each file into the inbox, whole or not at all, and waits until it is done, held or
    failed, and so is each file that an archive holds. The daemon must be running. Ends with 3 when
    one failed or is held. Where a rule waits for a marker, that is dropped behind the file.

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

  /// A line of `--json` for each file where nothing is waited for.
  private struct Dropped: Encodable {
    let type = "dropped"
    var file: String
    var origin: String
    var isDryRun: Bool
  }

  func run(_ arguments: Arguments, _ session: Session) async throws -> ExitCode {
    let files = arguments.paths
    if files.isEmpty {
      throw UsageError(message: "submit which files?", hint: "dropmill submit march.csv")
    }
    try Index.requireInbox(session.workspace)
    let target = try InboxTarget.path(arguments, in: session.workspace) ?? Path("")
    let rules = try InboxLook.rules(session)
    let plan = try SubmitPlan(
      try files.map { try DropmillCommand.absolute($0) }, to: target, in: session.workspace.inbox,
      rules, SourceLimit(session.workspace))
    if let rules { try plan.refuseUnmatched(rules) }
    let inbox = InboxDrop(session.workspace.inbox, now: Date())
    let isDryRun = arguments.has(Option.dryRun.name)
    if isDryRun || arguments.has("--no-wait") {
      for drop in plan.drops {
        if !isDryRun { try inbox.put(drop) }
        try tell(drop, isDryRun, session)
      }
      return .success
    }
    let limit = try Waiting.limit(arguments, session.workspace)
    let database = try Index.open(session.workspace)
    let summary = try await submit(
      plan.drops, inbox, session, Waiting(database, session.console, limit: limit))
    await database.close()
    try summary.tell(session.console)
    return summary.held + summary.failed == 0 ? .success : .someFailed
  }

  private func tell(_ drop: SubmitPlan.Drop, _ isDryRun: Bool, _ session: Session) throws {
    if session.console.isJSON {
      return try session.console.line(
        json: Dropped(
          file: drop.file.description, origin: drop.relative.description, isDryRun: isDryRun))
    }
    let verb = isDryRun ? "would be dropped" : "is dropped"
    let place = (session.workspace.inbox / drop.relative).parent
    session.console.note("\(drop.file) \(verb) into \(place)")
    if let marker = drop.marker {
      session.console.note("\(Path(bytes: marker.relative.name)) \(verb) behind it")
    }
  }

  private func submit(
    _ drops: [SubmitPlan.Drop], _ inbox: InboxDrop, _ session: Session, _ waiting: Waiting
  ) async throws -> RunSummary {
    let start = ContinuousClock.now
    let last = try await waiting.database.read { try ItemTable($0).lastID() }
    for drop in drops { try inbox.put(drop) }
    var summary = RunSummary()
    let console = session.console
    let awaited = drops.map { drop in
      let origin = drop.relative.description
      return Waiting.Awaited(name: origin, file: session.workspace.inbox / drop.relative) {
        try ItemSummary.from(origin: origin, after: last, $0).first { $0.isAtRest }
      }
    }
    try await waiting.run(awaited) { item in
      summary.count(item)
      if console.isJSON { return try console.line(json: Line(item: item)) }
      console.note(StatusCommand.line(item, console))
    }
    summary.seconds = (ContinuousClock.now - start) / .seconds(1)
    return summary
  }
}
