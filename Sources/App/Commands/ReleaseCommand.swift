import Pipeline

/// `dropmill release ITEM…`
struct ReleaseCommand: Command {
  static let name = "release"
  static let summary = "let held items, or their held records, go on"
  static let operands = "ITEM…"
  static let options = [ItemDecision.record, Option.dryRun]
  static let details = """
    The report of the item says what is held and why, and so does `dropmill show ITEM --held`.

      dropmill release 42
      dropmill release 42 --record 1,4-6
    """

  func run(_ arguments: Arguments, _ session: Session) throws -> ExitCode {
    try ItemDecision(arguments, session, "goes on", from: .hold) {
      try ItemActions(session.workspace).release($0, records: $1)
    }.carryOut()
  }
}
