import Files
import Foundation
import Pipeline

/// `dropmill show ITEM`
struct ShowCommand: Command {
  static let name = "show"
  static let summary = "say all that is known of an item"
  static let operands = "ITEM"
  static let options = [
    Option.json,
    Option.value("--stream", of: "STAGE", help: "print what a stage wrote, a record a block"),
    Option.flag("--held", help: "print the records that wait for a decision, and why"),
  ]
  static let details = """
    Where it is, what was decided and why, how long each stage took.

      dropmill show 42
      dropmill show 42 --stream ingest
      dropmill show 42 --held
    """

  func run(_ arguments: Arguments, _ session: Session) throws -> ExitCode {
    let id = try Number.item(arguments.operands.first)
    guard let place = try session.workspace.place(of: id) else {
      throw ItemActionError(reason: .unknown, id: id)
    }
    let directory = session.workspace.directory(of: id, in: place)
    if let stage = arguments.values["--stream"] {
      try showStream(stage, directory, session.console)
      return .success
    }
    let item = try Item.read(in: directory)
    if arguments.has("--held") {
      try showHeld(item, directory, session.console)
      return .success
    }
    if arguments.has("--json") {
      session.console.print(String(decoding: item.json(), as: UTF8.self))
    } else {
      show(item, place, directory, session.console)
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
      console.print("  \(stage)\(time)  \(run.records) records, \(run.rejects) left out")
    }
    for decision in item.decisions { console.print("  \(decision.stage): \(decision.text)") }
    for finding in item.findings {
      let colour: Console.Colour = finding.severity == .error ? .red : .yellow
      let line = finding.line.map { " (line \($0))" } ?? ""
      console.print(
        "  \(console.styled(finding.severity.rawValue, colour)): \(finding.message)\(line)")
    }
  }

  private func showHeld(_ item: Item, _ directory: Path, _ console: Console) throws {
    guard let held = HeldRecords(item) else { return console.print("nothing waits one by one") }
    var last: Int?
    try held.forEachReason(in: directory) { reason in
      if reason.record != last {
        let line = reason.line.map { " (line \($0))" } ?? ""
        console.print(console.styled("record \(reason.record ?? 0)", .bold) + line)
      }
      last = reason.record
      console.print("  \(reason.code): \(reason.message)")
    }
    let count = held.waiting.count
    console.note(
      "\(count) of \(held.stage.rawValue): dropmill release \(item.id) --record N, or reject")
  }

  private func showStream(_ name: String, _ directory: Path, _ console: Console) throws {
    guard let stage = Stage(rawValue: name), let file = stage.streamName else {
      let stages = Stage.allCases.filter { $0.streamName != nil }.map(\.rawValue)
      throw UsageError(message: "no stream of “\(name)”", hint: stages.joined(separator: ", "))
    }
    try StreamText.forEachRecord(of: directory / file) { number, fields in
      console.print(console.styled("record \(number)", .bold))
      for (field, value) in fields { console.print("  \(field): \(value)") }
    }
  }
}
