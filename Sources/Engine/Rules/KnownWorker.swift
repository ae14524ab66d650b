/// What rules may say of a worker.
package struct KnownWorker: Sendable, ExpressibleByArrayLiteral {
  /// The names of its routes.
  package let routes: Set<String>
  /// Those of them that new lines of a file that grows make sense to.
  package let followingRoutes: Set<String>
  /// The names of its options; nil: any.
  package let options: Set<String>?
  /// Whether a rule may name programs for its stages.
  package let runsPrograms: Bool
  /// What of the options of a rule it cannot use.
  package let problems: @Sendable ([String: RuleValue]) -> [OptionProblem]

  package init(
    routes: Set<String>, followingRoutes: Set<String> = [], options: Set<String>? = nil,
    runsPrograms: Bool = false,
    problems: @escaping @Sendable ([String: RuleValue]) -> [OptionProblem] = { _ in [] }
  ) {
    self.routes = routes
    self.followingRoutes = followingRoutes
    self.options = options
    self.runsPrograms = runsPrograms
    self.problems = problems
  }

  package init(arrayLiteral routes: String...) {
    self.init(routes: Set(routes), followingRoutes: Set(routes))
  }
}
