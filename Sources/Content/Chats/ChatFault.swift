/// Why a model gave no answer, in words and as a kind that decides what to do next.
package struct ChatFault: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Kind: String, Sendable, CaseIterable {
    /// Too many requests or tokens a minute.
    case rateLimited
    /// The server is there and has no room.
    case overloaded
    /// It failed in itself.
    case server
    /// Nobody could be reached, or not in time.
    case unreachable
    /// The answer ended before its end.
    case broken
    /// What came is no answer of the protocol.
    case unreadable
    /// The money or the day's quota is spent.
    case quota
    /// The key is wrong, or may not do this.
    case credentials
    /// There is no such model or address.
    case missing
    /// The question is longer than the model can read, or the answer than it may be.
    case tooLong
    /// The server takes the request for wrong.
    case invalid
    /// The model or its provider would not answer this.
    case blocked

    /// For people.
    package var words: String {
      switch self {
      case .rateLimited: "too many requests"
      case .overloaded: "overloaded"
      case .server: "failed in itself"
      case .unreachable: "not reached in time"
      case .broken: "broken off"
      case .unreadable: "unreadable"
      case .quota: "quota spent"
      case .credentials: "no good key"
      case .missing: "not there"
      case .tooLong: "too long"
      case .invalid: "refused as wrong"
      case .blocked: "would not answer"
      }
    }
  }

  package let kind: Kind
  /// In the server's words, shortened; never parts of the request.
  package let message: String
  /// How long the server asks us to wait, in seconds.
  package let waitSeconds: Double?

  /// No model is left alone for longer than 31 days.
  private static let waitMax = 31 * 86_400.0

  package init(_ kind: Kind, _ message: String, waitSeconds: Double? = nil) {
    self.kind = kind
    self.message = String(message.prefix(300))
    // A server may say “inf”, or anything else that is no time.
    self.waitSeconds = waitSeconds.flatMap { $0.isFinite ? min(max($0, 0), Self.waitMax) : nil }
  }

  package var description: String {
    message.isEmpty ? kind.words : "\(kind.words): \(message)"
  }
}
