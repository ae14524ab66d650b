/// What a client sends with its request, read when it is asked for: a handler that answers without
/// reading refuses it before it is sent.
package struct RequestBody: Sendable {
  private enum Source: Sendable {
    case bytes(BodyBytes)
    case exchange(Exchange)
  }

  private let source: Source
  /// As it was announced; nil when it is not known.
  package let length: Int?

  /// A body that is there already.
  package static func bytes(_ bytes: [UInt8]) -> RequestBody {
    RequestBody(source: .bytes(BodyBytes(bytes)), length: bytes.count)
  }

  static func from(_ exchange: Exchange, length: Int?) -> RequestBody {
    RequestBody(source: .exchange(exchange), length: length)
  }

  /// The next part, waiting for it; nil at the end.
  ///
  /// - Throws: ``RequestError/incomplete``.
  package func next() async throws(RequestError) -> [UInt8]? {
    switch source {
    case .bytes(let bytes): bytes.take()
    case .exchange(let exchange): try await exchange.nextPart()
    }
  }

  /// All of it.
  ///
  /// - Throws: ``RequestError``; `tooLarge` without reading where the length is known.
  package func collect(limit: Int) async throws(RequestError) -> [UInt8] {
    if let length, length > limit { throw .tooLarge(limit) }
    var bytes: [UInt8] = []
    while let part = try await next() {
      if bytes.count + part.count > limit { throw .tooLarge(limit) }
      bytes += part
    }
    return bytes
  }
}
