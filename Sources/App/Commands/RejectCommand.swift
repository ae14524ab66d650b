import Pipeline

/// `dropmill reject ITEM…`
struct RejectCommand: Command {
  static let name = "reject"
  static let summary = "decide against held items, or their held records"
  static let operands = "ITEM…"
  static let options = [ItemDecision.record, Option.dryRun]
  static let details = """
    What was published stays; the original is kept.

      dropmill reject 42
      dropmill reject 42 --record 3
    """

  func run(_ arguments: Arguments, _ session: Session) throws -> ExitCode {
    try ItemDecision(arguments, session, "is rejected", from: .hold) {
      try ItemActions(session.workspace).reject($0, records: $1)
    }.carryOut()
  }
}
