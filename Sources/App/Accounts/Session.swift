/// Somebody who is signed in somewhere.
package struct Session: Sendable, Equatable {
  /// Public: it names the session, and opens nothing.
  package let number: String
  package let accountID: Int
  /// In seconds since 1970.
  package let begun: Double
  package let seen: Double
  package let address: String
  /// What the browser says that it is.
  package let agent: String
}
