import Foundation
import Pipeline
import SQLiteStorage
import Storage

/// One decision about each item of a command line, or about some records of one item.
struct ItemDecision {
  static let record = Option.value(
    "--record", of: "LIST", help: "only these held records: 3 or 1,4-6")

  /// A line of `--json` for each item.
  private struct Line: Encodable {
    let type = "decision"
    var item: Int
    var records: [Int]?
    var decision: String
    var isDryRun: Bool
  }

  /// How a decision is told: “goes on”, “would go on”.
  struct Words {
    var done: String
    var dry: String
  }

  private let arguments: Arguments
  private let session: Session
  private let items: [ItemID]
  /// Numbers of held records; nil for all.
  private let records: [Int]?
  private let words: Words
  private let place: Workspace.Place
  private let decide: (ItemID, [Int]?) throws -> Void

  init(
    _ arguments: Arguments, _ session: Session, _ words: Words, from place: Workspace.Place,
    _ decide: @escaping (ItemID, [Int]?) throws -> Void
  ) throws {
    if arguments.operands.isEmpty { _ = try Number.item(nil) }
    records = try Number.list(arguments.values[Self.record.name], Self.record.name)
    if records != nil, arguments.operands.count > 1 {
      throw UsageError(message: "\(Self.record.name) goes with one item")
    }
    items = try arguments.operands.map { try Number.item($0) }
    self.arguments = arguments
    self.session = session
    self.words = words
    self.place = place
    self.decide = decide
  }

  /// Every item is tried; the first error does not keep the others.
  func carryOut() async throws -> ExitCode {
    let isDryRun = arguments.has(Option.dryRun.name)
    let limit =
      arguments.has(Option.wait.name) && !isDryRun
      ? try Waiting.limit(arguments, session.workspace) : nil
    var code = ExitCode.success
    var decided: [ItemID] = []
    for item in items {
      do {
        try BrokenItem.named(item, in: session.workspace) {
          isDryRun
            ? try session.actions.check(item, isIn: place, records: records)
            : try decide(item, records)
        }
        if !isDryRun { decided.append(item) }
        try tell(item, isDryRun)
      } catch {
        code = Failure(error).tell(session.console)
      }
    }
    guard let limit, !decided.isEmpty else { return code }
    return try await wait(for: decided, limit) ? code : .someFailed
  }

  /// - Returns: whether all came out well.
  private func wait(for items: [ItemID], _ limit: Duration) async throws -> Bool {
    let console = session.console
    let database = try Index.open(session.workspace)
    let known = session.workspace
    var isGood = true
    let awaited = items.map { id in
      Waiting.Awaited(name: "item \(id)") { connection in
        // The directory moved at once; the row follows.
        let place = try known.place(of: id)?.rawValue
        let item = try ItemSummary.one(id, connection)
        return item?.isAtRest == true && item?.place == place ? item : nil
      }
    }
    try await Waiting(database, console, limit: limit).run(awaited) { item in
      if item.place != Workspace.Place.done.rawValue { isGood = false }
      console.note(StatusCommand.line(item, console))
    }
    await database.close()
    return isGood
  }

  private func tell(_ item: ItemID, _ isDryRun: Bool) throws {
    let said = isDryRun ? words.dry : words.done
    if session.console.isJSON {
      return try session.console.line(
        json: Line(item: item.number, records: records, decision: said, isDryRun: isDryRun))
    }
    session.console.note("\(Self.subject(item, records)) \(said)")
  }

  private static func subject(_ item: ItemID, _ records: [Int]?) -> String {
    guard let records else { return "item \(item)" }
    return records.count == 1
      ? "record \(records[0]) of item \(item)" : "each of \(records.count) records of item \(item)"
  }
}

extension Session {
  /// Decisions of who runs the command, now.
  var actions: ItemActions { ItemActions(workspace, by: .init(name: person, time: Date())) }
}
