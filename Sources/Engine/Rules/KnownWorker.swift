/// What rules may say of a worker.
package struct KnownWorker: Sendable, ExpressibleByArrayLiteral {
  /// The names of its routes.
  package let routes: Set<String>
  /// Whether a rule may name programs for its stages.
  package let runsPrograms: Bool

  package init(routes: Set<String>, runsPrograms: Bool = false) {
    self.routes = routes
    self.runsPrograms = runsPrograms
  }

  package init(arrayLiteral routes: String...) { self.init(routes: Set(routes)) }
}
