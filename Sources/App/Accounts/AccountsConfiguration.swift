package import Cryptography

/// How long things last, and how much is borne. Written down in docs/security.md.
package struct AccountsConfiguration: Sendable {
  package var cost = PasswordHash.Cost.standard
  /// Passwords checked at one time, and those that may wait for it.
  package var hashingThreads = 2
  package var hashingMax = 64
  /// Without a request, and in all.
  package var sessionIdleSeconds = 30.0 * 60
  package var sessionSeconds = 12.0 * 3600
  package var sessionsPerAccountMax = 50
  package var linkSeconds = 24.0 * 3600
  /// Between a right password and its code.
  package var codeSeconds = 300.0
  package var tokensPerAccountMax = 100
  package var auditEntriesMax = 1_000_000
  /// Failures within a minute.
  package var failuresPerAccountMax = 5
  package var failuresPerAddressMax = 30

  package init() {}
}
