/// What a program shows in a person's stead.
package struct Token: Sendable, Equatable {
  package let id: Int
  package let accountID: Int
  package let name: String
  /// Never more than the person may.
  package let role: Role
  package let scope: BusinessScope
  /// In seconds since 1970.
  package let created: Double
  package let expires: Double
  package let used: Double?

  /// What each begins with, so that it is found where it should not lie.
  package static let prefix = "dm_"
}
