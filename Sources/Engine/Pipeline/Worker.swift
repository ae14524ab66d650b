package import Storage

/// One domain: the kinds of file it takes, and what it adds around them.
package protocol Worker: Sendable {
  /// Lower case: its folder in the inbox and the outbox, and the prefix of its tables.
  var name: String { get }
  var routes: [any Route] { get }
  var migrations: [Migration] { get }
  /// Whether a rule may name programs for its stages: then its routes run them.
  var runsPrograms: Bool { get }
}

extension Worker {
  package var migrations: [Migration] { [] }
  package var runsPrograms: Bool { false }
}
