/// Why there is no whole answer. An answer that says no, such as 404, is none of these.
package struct HTTPError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Reason: String, Sendable {
    /// The request cannot be sent: its address or a header is malformed.
    case malformed
    /// The host's name has no address.
    case unresolved
    /// Nobody listens, or the network is down.
    case unconnected
    /// The address lies where requests may not go.
    case refused
    /// The server could not prove who it is, or spoke no TLS.
    case untrusted
    /// A limit of time was reached.
    case timedOut
    /// The connection ended before the answer did.
    case broken
    /// What came is no HTTP, or redirects too often.
    case unreadable
    /// The answer is larger than allowed.
    case tooLarge
    case cancelled
    /// The client was stopped.
    case stopped
  }

  package let reason: Reason
  /// Method and address, without what might be secret.
  package let request: String
  package let detail: String
  /// Whether a part of the answer's body had come.
  package let hasBegun: Bool
  /// Whether the request was sent: the server may have done what it asks for.
  package let wasSent: Bool

  init(
    _ reason: Reason, _ request: HTTPRequest, _ detail: String, hasBegun: Bool = false,
    wasSent: Bool = false
  ) {
    self.reason = reason
    self.request = request.description
    self.detail = detail
    self.hasBegun = hasBegun
    self.wasSent = wasSent
  }

  package var description: String { "\(request): \(detail)" }
}
