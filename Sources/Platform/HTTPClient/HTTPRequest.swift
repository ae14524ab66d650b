/// What is asked of a server.
package struct HTTPRequest: Sendable, CustomStringConvertible {
  package enum Method: String, Sendable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"

    /// Whether asked twice is as asked once (RFC 9110, 9.2.2).
    var isIdempotent: Bool { self != .post && self != .patch }
  }

  package var method: Method
  /// `http` or `https`; a secret belongs into a header, not here.
  package var url: String
  package var headers: [HTTPHeader]
  package var body: [UInt8]
  package var limits: HTTPLimits

  package init(
    _ method: Method = .get, _ url: String, headers: [HTTPHeader] = [], body: [UInt8] = [],
    limits: HTTPLimits = HTTPLimits()
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.limits = limits
  }

  /// The address without user, query and fragment, where secrets are sometimes put.
  package var place: String {
    let whole = url.prefix { $0 != "?" && $0 != "#" }
    guard let scheme = whole.firstRange(of: "://") else { return String(whole) }
    let rest = whole[scheme.upperBound...]
    let host = rest.prefix { $0 != "/" }
    let path = rest.dropFirst(host.count)
    let bare = host.split(separator: "@", omittingEmptySubsequences: false).last ?? host
    return "\(whole[..<scheme.upperBound])\(bare)\(path)"
  }

  package var description: String { "\(method.rawValue) \(place)" }
}

/// How long an exchange may take and how large its answer may be.
package struct HTTPLimits: Sendable, Hashable {
  /// Until there is a connection, TLS included.
  package var connect: Duration = .seconds(5)
  /// Until the first byte of the answer, beside the time for the connection.
  package var firstByte: Duration = .seconds(30)
  /// Between two pieces of the answer.
  package var idle: Duration = .seconds(20)
  /// For everything.
  package var total: Duration = .seconds(60)
  package var bodyBytesMax = 16 << 20
  package var headBytesMax = 64 << 10
  /// None are followed unless they are allowed here. A request with a secret header is never
  /// redirected: the secret would go to whom the server names.
  package var redirectsMax = 0

  package init() {}
}
