import Pipeline

/// `dropmill release ITEM…`
struct ReleaseCommand: Command {
  static let name = "release"
  static let summary = "let held items, or their held records, go on"
  static let operands = "ITEM…"
  static let takes = Operand.items([.hold])
  static let options = [
    ItemDecision.record, Option.json, Option.dryRun, Option.wait, Option.timeout.with(.wait),
  ]
  static let writes = true
  static let details = """
    The report of the item says what is held and why, and so does `dropmill show ITEM --held`.

      dropmill release 42
      dropmill release 42 --record 1,4-6
    """

  func run(_ arguments: Arguments, _ session: Session) async throws -> ExitCode {
    let words = ItemDecision.Words(done: "goes on", dry: "would go on")
    return try await ItemDecision(arguments, session, words, from: .hold) {
      try session.actions.release($0, records: $1)
    }.carryOut()
  }
}
