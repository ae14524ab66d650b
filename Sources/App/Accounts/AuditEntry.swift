/// What somebody did.
package struct AuditEntry: Sendable, Equatable {
  package let id: Int
  /// In seconds since 1970.
  package let time: Double
  package let origin: Origin
  /// `item.retry`, `user.add`.
  package let action: String
  /// To what.
  package let subject: String
  package let detail: String
}
