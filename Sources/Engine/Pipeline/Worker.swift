package import Agents
package import Rules
package import Storage

/// One domain: the kinds of file it takes, and what it adds around them.
package protocol Worker: Sendable {
  /// Lower case: its folder in the inbox and the outbox, and the prefix of its tables.
  var name: String { get }
  var routes: [any Route] { get }
  var migrations: [Migration] { get }
  /// Whether a rule may name programs for its stages: then its routes run them.
  var runsPrograms: Bool { get }
  /// The options that its rules may have, by name; nil: any.
  var optionNames: Set<String>? { get }
  /// The names of files in which people write words for it, in `rules/<worker>/`.
  var ruleFiles: [String] { get }
  /// The words with which it asks language models, as files that people may replace.
  var prompts: [RuleFile] { get }
  /// What stands in the gaps of its prompts for a look at them, by their names: made up, and
  /// written as the facts of a record are. No prompt has other gaps.
  var promptSample: [String: String] { get }
  /// What it shows of itself, in the order in which it is shown.
  var panels: [Panel] { get }

  /// What can be done with it by hand, by a schedule, by an agent.
  var tools: [Tool] { get }
  /// Which of its tools are run when.
  var schedules: [Schedule] { get }

  /// What of the options of a rule it cannot use: what its routes would tell of them.
  func problems(in options: [String: RuleValue]) -> [OptionProblem]

  /// What is wrong with one of its ``ruleFiles``.
  func faults(in file: RuleFile) -> [RuleFault]

  /// Who does its work, and how they are doing; only what can be seen now is looked at.
  func agents(in context: ToolContext) async throws -> [AgentSummary]
}

extension Worker {
  package var migrations: [Migration] { [] }
  package var runsPrograms: Bool { false }
  package var optionNames: Set<String>? { nil }
  package var ruleFiles: [String] { [] }
  package var prompts: [RuleFile] { [] }
  package var promptSample: [String: String] { [:] }
  package var panels: [Panel] { [] }
  package var tools: [Tool] { [] }
  package var schedules: [Schedule] { [] }

  package func problems(in options: [String: RuleValue]) -> [OptionProblem] { [] }

  package func faults(in file: RuleFile) -> [RuleFault] { [] }

  package func agents(in context: ToolContext) async throws -> [AgentSummary] { [] }
}
