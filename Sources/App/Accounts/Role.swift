/// What somebody may do; each may all that those before it may.
package enum Role: String, Sendable, CaseIterable, Comparable, Codable {
  /// Looks.
  case viewer
  /// Decides about items and files.
  case `operator`
  /// Changes rules, users, settings.
  case admin

  package static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .viewer: 0
    case .operator: 1
    case .admin: 2
    }
  }
}
