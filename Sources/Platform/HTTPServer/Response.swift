/// What a client is answered.
package struct Response: Sendable {
  package enum Body: Sendable {
    case empty
    case bytes([UInt8])
    case file(FileContent)
    /// Parts as they come. It is cancelled when the client goes away or the server stops.
    case stream(AsyncStream<[UInt8]>)

    /// Bytes; nil for what has no end that is known.
    var size: Int? {
      switch self {
      case .empty: 0
      case .bytes(let bytes): bytes.count
      case .file(let content): content.range.count
      case .stream: nil
      }
    }
  }

  package var status: Int
  package var headers: Headers
  package var body: Body

  package init(_ status: Int, headers: Headers = [:], body: Body = .empty) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  package static func html(_ bytes: [UInt8], status: Int = 200) -> Response {
    typed(bytes, "text/html; charset=utf-8", status)
  }

  package static func json(_ bytes: [UInt8], status: Int = 200) -> Response {
    typed(bytes, "application/json", status)
  }

  package static func text(_ text: String, status: Int = 200) -> Response {
    typed(Array(text.utf8), "text/plain; charset=utf-8", status)
  }

  /// “See other”: what follows a form, asked for with GET.
  package static func redirect(to target: String) -> Response {
    Response(303, headers: ["Location": target])
  }

  package static func typed(_ bytes: [UInt8], _ type: String, _ status: Int = 200) -> Response {
    Response(status, headers: ["Content-Type": type], body: .bytes(bytes))
  }
}
