@testable import Rules

/// The workers that the rules of these tests may name.
let testWorkers: [String: KnownWorker] = [
  "listings": ["tables"], "studio": ["posts", "letters"], "tabular": ["tables"],
  "workshop": KnownWorker(routes: ["records"], runsPrograms: true),
]

/// Reads one rule file.
func load(_ text: String, file: String = "rules.yaml") -> (RuleSet?, [RuleFault]) {
  RuleSet.load([RuleFile(name: file, text: Array(text.utf8))], workers: testWorkers)
}

/// Reads one rule file that has no errors.
func rules(_ text: String) throws -> RuleSet {
  let (set, faults) = load(text)
  if let set { return set }
  throw faults[0]
}

/// A rule with the given conditions, each a line such as `name: "*.csv"`.
func rule(_ name: String, matching conditions: String...) -> String {
  let lines = conditions.map { "      \($0)\n" }.joined()
  return "  - name: \(name)\n    worker: tabular\n    match:\n" + lines
}

/// A file at a path below the inbox.
func file(
  _ path: String, size: Int = 100, isBundle: Bool = false, text: String = "",
  header: [String]? = nil
) -> Candidate {
  Candidate(
    components: path.split(separator: "/").map(String.init), size: size, isBundle: isBundle,
    firstBytes: Array(text.utf8), header: header)
}

extension RuleSet {
  /// The name of the rule that takes a file; nil when none does.
  func ruleName(for candidate: Candidate) -> String? {
    guard case .taken(let rule, _) = route(candidate) else { return nil }
    return rule.name
  }
}
