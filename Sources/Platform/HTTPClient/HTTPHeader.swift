/// A header line of a request or an answer.
package struct HTTPHeader: Sendable, Hashable, CustomStringConvertible {
  package let name: String
  private let content: Content

  private enum Content: Hashable {
    case plain(String)
    case secret(prefix: String, Secret)
  }

  package init(_ name: String, _ value: String) {
    self.name = name
    content = .plain(value)
  }

  /// A header whose value nobody may see, such as `authorization`.
  ///
  /// - Parameter prefix: what stands before the secret: `Bearer `.
  package init(_ name: String, prefix: String = "", secret: Secret) {
    self.name = name
    content = .secret(prefix: prefix, secret)
  }

  package var isSecret: Bool {
    if case .secret = content { true } else { false }
  }

  /// The value as it is sent, secrets revealed.
  var sent: String {
    switch content {
    case .plain(let value): value
    case .secret(let prefix, let secret): prefix + secret.reveal()
    }
  }

  /// The value, a secret one as a mask.
  package var value: String {
    switch content {
    case .plain(let value): value
    case .secret(let prefix, let secret): "\(prefix)\(secret)"
    }
  }

  package var description: String { "\(name): \(value)" }
}
