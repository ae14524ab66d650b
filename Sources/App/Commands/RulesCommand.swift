import Daemon
import Files
import Pipeline
import Rules

/// `dropmill rules check` and `dropmill rules explain FILE…`
struct RulesCommand: Command {
  static let name = "rules"
  static let summary = "check the rules, or explain what they do with a file"
  static let operands = "check | explain FILE…"
  static let verbs = [
    Verb("check", "every fault of every rule file, with its place and what to do"),
    Verb("explain", "which rule takes a file, and why the others do not", takes: .files),
  ]
  static let options = [Option.json, InboxTarget.option.of("explain")]
  static let details = """
    check looks at the files that workers have in rules/, such as rules/listings/headers.txt, too,
    and ends with 5 when there is a fault. A file outside the inbox is explained as if it lay
    straight in the inbox, and with --to as if it lay there.

      dropmill rules check
      dropmill rules explain inbox/listings/acme/march.csv
      dropmill rules explain march.csv --to listings/acme
    """

  func run(_ arguments: Arguments, _ session: Session) throws -> ExitCode {
    let verb = try Self.verb(arguments).0
    let files = arguments.paths.dropFirst()
    try Index.requireInbox(session.workspace)
    if verb == "check" { return try check(session) }
    if files.isEmpty {
      throw UsageError(message: "explain which file?", hint: "dropmill rules explain march.csv")
    }
    let target = try InboxTarget.path(arguments, in: session.workspace)
    for file in files { try explain(file, in: target, session) }
    return .success
  }

  private func check(_ session: Session) throws -> ExitCode {
    let (rules, faults) = try RuleFiles.check(
      in: session.workspace.rules, workers: WorkerNames.of(session.workers))
    let wordFaults = try Self.wordFaults(session)
    try FaultOutput.show(faults + wordFaults, session.console)
    if let rules, wordFaults.isEmpty {
      let files = Set(rules.rules.map(\.file)).count
      session.console.note("\(rules.rules.count) rules in \(files) files can be used")
      return .success
    }
    return .badConfiguration
  }

  /// What is wrong in the files that people write for workers, `rules/<worker>/…`.
  static func wordFaults(_ session: Session) throws -> [RuleFault] {
    try ModelsCommand.settings(session).1
      + session.workers.flatMap { worker in
        try worker.ruleFiles.flatMap { name in
          try RuleFile(of: worker.name, name, in: session.workspace.rules).map(worker.faults) ?? []
        }
      }
  }

  /// - Parameter target: the folder below the inbox; nil: where it lies.
  private func explain(_ file: Path, in target: Path?, _ session: Session) throws {
    let rules = try RuleFiles.load(
      in: session.workspace.rules, workers: WorkerNames.of(session.workers))
    let explanation = try FileExplanation(
      try DropmillCommand.absolute(file), as: target, in: session.workspace, rules)
    if session.console.isJSON {
      for line in explanation.json(file) { try session.console.line(json: line) }
    } else {
      for line in explanation.lines { session.console.print(line) }
    }
  }
}
