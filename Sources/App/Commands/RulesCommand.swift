import Daemon
import Files
import Pipeline
import Rules

/// `dropmill rules check` and `dropmill rules explain FILE…`
struct RulesCommand: Command {
  static let name = "rules"
  static let summary = "check the rules, or explain what they do with a file"
  static let operands = "check | explain FILE…"
  static let details = """
    check    prints every fault of every rule file, with its place and what to do; of the files
             that workers have in rules/, such as rules/listings/headers.txt, too
    explain  says which rule takes a file, and why the others do not

      dropmill rules check
      dropmill rules explain inbox/listings/acme/march.csv

    A file outside the inbox is looked at as if it lay in the inbox itself.
    """

  func run(_ arguments: Arguments, _ session: Session) throws -> ExitCode {
    switch arguments.operands.first {
    case "check": return try check(session)
    case "explain":
      let files = arguments.operands.dropFirst()
      if files.isEmpty { throw UsageError(message: "explain which file?") }
      for file in files { try explain(file, session) }
      return .success
    default:
      throw UsageError(message: "rules check, or rules explain FILE", hint: nil)
    }
  }

  private func check(_ session: Session) throws -> ExitCode {
    let (rules, faults) = try RuleFiles.check(
      in: session.workspace.rules, workers: WorkerNames.of(session.workers))
    let wordFaults = try Self.wordFaults(session)
    for fault in faults + wordFaults { session.console.print(fault.description) }
    if let rules, wordFaults.isEmpty {
      let files = Set(rules.rules.map(\.file)).count
      session.console.note("\(rules.rules.count) rules in \(files) files can be used")
      return .success
    }
    return .badConfiguration
  }

  /// What is wrong in the files that people write for workers, `rules/<worker>/…`.
  private static func wordFaults(_ session: Session) throws -> [RuleFault] {
    try session.workers.flatMap { worker in
      try worker.ruleFiles.flatMap { name in
        try RuleFile(of: worker.name, name, in: session.workspace.rules).map(worker.faults) ?? []
      }
    }
  }

  private func explain(_ file: String, _ session: Session) throws {
    let rules = try RuleFiles.load(
      in: session.workspace.rules, workers: WorkerNames.of(session.workers))
    let path = try Self.absolute(file)
    let relative = path.relative(to: session.workspace.inbox) ?? Path(bytes: path.name)
    let bundle = try FileStatus.of(path).kind == .directory
    let candidate = try Inspection.candidate(
      path: path, relative: relative, isBundle: bundle, rules: rules)
    session.console.print("\(path):")
    for explanation in rules.explain(candidate) { session.console.print("  \(explanation)") }
  }

  private static func absolute(_ file: String) throws -> Path {
    let path = Path(file)
    return path.isAbsolute ? path : try WorkingDirectory.path() / path
  }
}
