import Pipeline

/// `dropmill retry ITEM…`
struct RetryCommand: Command {
  static let name = "retry"
  static let summary = "run failed items again, from their source"
  static let operands = "ITEM…"
  static let takes = Operand.items([.failed])
  static let options = [Option.json, Option.dryRun, Option.wait, Option.timeout.with(.wait)]
  static let writes = true
  static let details = """
    Moves the item's directory out of stages/failed; a running daemon notices at once, and the
    next start does otherwise.

      dropmill retry 42
      dropmill retry 42 43 --wait --timeout 5m
    """

  func run(_ arguments: Arguments, _ session: Session) async throws -> ExitCode {
    let words = ItemDecision.Words(
      done: "will be run again from its source", dry: "would be run again from its source")
    return try await ItemDecision(arguments, session, words, from: .failed) {
      item, _ in
      try session.actions.retry(item)
    }.carryOut()
  }
}
