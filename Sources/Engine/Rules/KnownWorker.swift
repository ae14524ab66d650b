/// What rules may say of a worker.
package struct KnownWorker: Sendable, ExpressibleByArrayLiteral {
  /// The names of its routes.
  package let routes: Set<String>
  /// The names of its options; nil: any.
  package let options: Set<String>?
  /// Whether a rule may name programs for its stages.
  package let runsPrograms: Bool
  /// What of the options of a rule it cannot use.
  package let problems: @Sendable ([String: RuleValue]) -> [OptionProblem]

  package init(
    routes: Set<String>, options: Set<String>? = nil, runsPrograms: Bool = false,
    problems: @escaping @Sendable ([String: RuleValue]) -> [OptionProblem] = { _ in [] }
  ) {
    self.routes = routes
    self.options = options
    self.runsPrograms = runsPrograms
    self.problems = problems
  }

  package init(arrayLiteral routes: String...) { self.init(routes: Set(routes)) }
}
