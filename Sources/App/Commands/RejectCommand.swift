import Pipeline

/// `dropmill reject ITEM…`
struct RejectCommand: Command {
  static let name = "reject"
  static let summary = "decide against held items, or their held records"
  static let operands = "ITEM…"
  static let takes = Operand.items([.hold])
  static let options = [ItemDecision.record, Option.json, Option.dryRun]
  static let writes = true
  static let details = """
    What was published stays; the original is kept.

      dropmill reject 42
      dropmill reject 42 --record 3
    """

  func run(_ arguments: Arguments, _ session: Session) async throws -> ExitCode {
    let words = ItemDecision.Words(done: "is rejected", dry: "would be rejected")
    return try await ItemDecision(arguments, session, words, from: .hold) {
      try session.actions.reject($0, records: $1)
    }.carryOut()
  }
}
