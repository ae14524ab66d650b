/// What rules may say of a worker.
package struct KnownWorker: Sendable, ExpressibleByArrayLiteral {
  /// The names of its routes.
  package let routes: Set<String>
  /// The names of its options; nil: any.
  package let options: Set<String>?
  /// Whether a rule may name programs for its stages.
  package let runsPrograms: Bool

  package init(
    routes: Set<String>, options: Set<String>? = nil, runsPrograms: Bool = false
  ) {
    self.routes = routes
    self.options = options
    self.runsPrograms = runsPrograms
  }

  package init(arrayLiteral routes: String...) { self.init(routes: Set(routes)) }
}
