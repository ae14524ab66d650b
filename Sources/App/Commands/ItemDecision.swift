import Pipeline

/// One decision about each item of a command line.
struct ItemDecision {
  let items: [ItemID]
  let isDryRun: Bool
  let session: Session
  /// What becomes of the item.
  let words: String
  let place: Workspace.Place
  let decide: (ItemID) throws -> Void

  init(
    _ arguments: Arguments, _ session: Session, _ words: String, from place: Workspace.Place,
    _ decide: @escaping (ItemID) throws -> Void
  ) throws {
    if arguments.operands.isEmpty { _ = try Number.item(nil) }
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
          try ItemActions(session.workspace).check(item, isIn: place)
        } else {
          try decide(item)
        }
        session.console.note("item \(item) \(words)")
      } catch let error as ItemActionError {
        session.console.error("\(error)")
        code = .failure
      }
    }
    return code
  }
}
