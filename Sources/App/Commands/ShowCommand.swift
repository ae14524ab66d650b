import Files
import Foundation
import Pipeline
import SQLiteStorage
import Storage

/// `dropmill show ITEM`
struct ShowCommand: Command {
  static let name = "show"
  static let summary = "say all that is known of an item"
  static let operands = "ITEM"
  static let takes = Operand.items(Workspace.Place.allCases)
  static let options = [
    Option.json,
    Option.choice(
      "--stream", of: Stage.allCases.filter { $0.streamName != nil }.map(\.rawValue),
      help: "print what a stage wrote, a record a block"
    ).without("--held"),
    Option.flag("--held", help: "print the records that wait for a decision, and why"),
  ]
  static let details = """
    Where it is, what was decided and why, how long each stage took.

      dropmill show 42
      dropmill show 42 --stream ingest
      dropmill show 42 --held
    """

  func run(_ arguments: Arguments, _ session: Session) async throws -> ExitCode {
    let id = try Number.item(arguments.operands.first)
    guard let place = try session.workspace.place(of: id) else {
      return try await showRemoved(id, session)
    }
    let directory = session.workspace.directory(of: id, in: place)
    if let stage = arguments.values["--stream"] {
      try showStream(stage, id, directory, session.console)
      return .success
    }
    let item = try BrokenItem.named(id, in: session.workspace) { try Item.read(in: directory) }
    if arguments.has("--held") {
      try showHeld(item, directory, session.console)
      return .success
    }
    if arguments.has("--json") {
      session.console.write(item.json() + [UInt8(ascii: "\n")])
    } else {
      show(item, place, directory, session.console)
    }
    return .success
  }

  /// Of an item whose original was taken away the index knows still what came of it.
  private func showRemoved(_ id: ItemID, _ session: Session) async throws -> ExitCode {
    let unknown = ItemActionError(reason: .unknown, id: id)
    guard try FileStatus.ifPresent(session.workspace.database) != nil else { throw unknown }
    let database = try Index.open(session.workspace)
    let item = try await database.read { try ItemSummary.one(id, $0) }
    await database.close()
    guard let item else { throw unknown }
    if session.console.isJSON {
      try session.console.print(json: item)
    } else {
      session.console.print(StatusCommand.line(item, session.console))
    }
    return .success
  }

  private func show(_ item: Item, _ place: Workspace.Place, _ directory: Path, _ console: Console) {
    console.print("\(console.styled("item \(item.id)", .bold))  \(item.origin)")
    console.print("  at        \(place.rawValue)  (\(directory))")
    console.print("  route     \(item.worker)/\(item.route) for \(item.business), by \(item.rule)")
    if let parent = item.parent { console.print("  part of   item \(parent)") }
    console.print("  received  \(item.received.formatted(.iso8601)), \(item.size) bytes")
    if let published = item.published { console.print("  results   outbox/\(published)") }
    for run in item.runs {
      let time = String(format: "%8.1f ms", run.milliseconds)
      let stage = Help.padded(run.stage.rawValue, 8)
      console.print("  \(stage)\(time)  \(run.counts.text)")
    }
    for decision in item.decisions {
      let signature = [decision.by, decision.time?.formatted(.iso8601)].compactMap(\.self)
      let signed = signature.isEmpty ? "" : "  (\(signature.joined(separator: ", ")))"
      console.print("  \(decision.stage): \(decision.text)\(signed)")
    }
    for finding in item.findings {
      let colour: Console.Colour = finding.severity == .error ? .red : .yellow
      let line = finding.line.map { " (line \($0))" } ?? ""
      console.print(
        "  \(console.styled(finding.severity.rawValue, colour)):"
          + " \(ShownText.line(finding.message))\(line)")
    }
  }

  private func showHeld(_ item: Item, _ directory: Path, _ console: Console) throws {
    guard let held = HeldRecords(item) else {
      return console.note("nothing of item \(item.id) waits one by one")
    }
    var last: Int?
    try held.forEachReason(in: directory) { reason in
      if console.isJSON { return try console.line(json: HeldLine(reason)) }
      if reason.record != last {
        let line = reason.line.map { " (line \($0))" } ?? ""
        console.print(console.styled("record \(reason.record ?? 0)", .bold) + line)
      }
      last = reason.record
      console.print("  \(reason.code): \(ShownText.line(reason.message))")
    }
    let count = held.waiting.count
    console.note(
      "\(count) of \(held.stage.rawValue): dropmill release \(item.id) --record N, or reject")
  }

  private func showStream(
    _ name: String, _ id: ItemID, _ directory: Path, _ console: Console
  ) throws {
    guard let file = Stage(rawValue: name)?.streamName else { return }
    guard try FileStatus.ifPresent(directory / file) != nil else {
      throw NoStream(id: id, stage: name)
    }
    try StreamText.forEachRecord(of: directory / file) { number, fields in
      if console.isJSON { return try console.line(json: StreamLine(number, fields)) }
      console.print(console.styled("record \(number)", .bold))
      for (field, value) in fields { console.print("  \(field): \(ShownText.line(value))") }
    }
  }
}

/// A line of `show --held --json`: one reason why one record waits.
private struct HeldLine: Encodable {
  let type = "held"
  var record: Int?
  var line: Int?
  var code: String
  var message: String

  init(_ reason: Finding) {
    (record, line) = (reason.record, reason.line)
    (code, message) = (reason.code, reason.message)
  }
}

/// A line of `show --stream --json`: one record, its fields by name.
private struct StreamLine: Encodable {
  let type = "record"
  var number: Int
  var fields: [String: String]

  init(_ number: Int, _ fields: [(String, String)]) {
    self.number = number
    self.fields = Dictionary(fields) { _, last in last }
  }
}

/// What a stage hands on lies on the disk only while the item waits.
struct NoStream: Error, CustomStringConvertible {
  let id: ItemID
  let stage: String

  var description: String {
    "item \(id) has no stream of \(stage): it has not come so far, or has been published since"
  }
}
