import Pipeline

/// `dropmill retry ITEM…`
struct RetryCommand: Command {
  static let name = "retry"
  static let summary = "run failed items again, from their source"
  static let operands = "ITEM…"
  static let options = [Option.dryRun]
  static let details = """
    Moves the item's directory out of stages/failed; a running daemon notices at once, and the
    next start does otherwise.

      dropmill retry 42
    """

  func run(_ arguments: Arguments, _ session: Session) throws -> ExitCode {
    try ItemDecision(arguments, session, "will be run again from its source", from: .failed) {
      item, _ in
      try ItemActions(session.workspace).retry(item)
    }.carryOut()
  }
}
