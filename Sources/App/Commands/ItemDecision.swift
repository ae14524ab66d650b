import Pipeline

/// One decision about each item of a command line, or about some records of one item.
struct ItemDecision {
  static let record = Option.value(
    "--record", of: "LIST", help: "only these held records: 3 or 1,4-6")

  let items: [ItemID]
  /// Numbers of held records; nil for all.
  let records: [Int]?
  let isDryRun: Bool
  let session: Session
  /// What becomes of the item.
  let words: String
  let place: Workspace.Place
  let decide: (ItemID, [Int]?) throws -> Void

  init(
    _ arguments: Arguments, _ session: Session, _ words: String, from place: Workspace.Place,
    _ decide: @escaping (ItemID, [Int]?) throws -> Void
  ) throws {
    if arguments.operands.isEmpty { _ = try Number.item(nil) }
    records = try Number.list(arguments.values[Self.record.name], Self.record.name)
    if records != nil, arguments.operands.count > 1 {
      throw UsageError(message: "\(Self.record.name) goes with one item")
    }
    items = try arguments.operands.map { try Number.item($0) }
    isDryRun = arguments.has(Option.dryRun.name)
    self.session = session
    self.words = words
    self.place = place
    self.decide = decide
  }

  /// Every item is tried; the first error does not keep the others.
  func carryOut() throws -> ExitCode {
    var code = ExitCode.success
    for item in items {
      do {
        if isDryRun {
          try ItemActions(session.workspace).check(item, isIn: place, records: records)
        } else {
          try decide(item, records)
        }
        session.console.note("\(Self.subject(item, records)) \(words)")
      } catch let error as ItemActionError {
        session.console.error("\(error)")
        code = .failure
      }
    }
    return code
  }

  private static func subject(_ item: ItemID, _ records: [Int]?) -> String {
    guard let records else { return "item \(item)" }
    return records.count == 1
      ? "record \(records[0]) of item \(item)" : "each of \(records.count) records of item \(item)"
  }
}
