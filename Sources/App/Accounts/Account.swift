/// A person who may sign in.
package struct Account: Sendable, Equatable {
  package let id: Int
  package let name: String
  package let role: Role
  package let scope: BusinessScope
  package let isDisabled: Bool
  package let hasSecondFactor: Bool
  /// In seconds since 1970.
  package let created: Double

  /// Whether this person may manage what is of all businesses together: people, rules, the audit.
  var managesAll: Bool { role == .admin && scope == .all && !isDisabled }
}
