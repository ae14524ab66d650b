/// What a client asks.
package struct Request: Sendable {
  package let method: Method
  /// Path and query as they were sent.
  package let target: String
  /// The segments of the path, decoded: `/items/a%20b` is `items`, `a b`; `/` is none.
  package let path: [String]
  package let query: FormFields
  package let headers: Headers
  package let remoteAddress: String
  /// Whether it came over TLS to this very server.
  package let isSecure: Bool
  /// Sixteen hexadecimal digits, to find it again in the log.
  package let id: String
  package let body: RequestBody

  /// - Throws: ``RequestError/malformed(_:)`` when the target is no path or cannot be decoded.
  package init(
    _ method: Method, _ target: String, headers: Headers = [:], remoteAddress: String = "",
    isSecure: Bool = false, id: String = "", body: RequestBody = .bytes([])
  ) throws(RequestError) {
    self.method = method
    self.target = target
    self.headers = headers
    self.remoteAddress = remoteAddress
    self.isSecure = isSecure
    self.id = id
    self.body = body
    let halves = target.utf8.split(
      separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
    guard target.utf8.first == UInt8(ascii: "/") else {
      throw .malformed("the target is no path")
    }
    path = try Self.segments(halves[0])
    query = halves.count > 1 ? FormFields(decoding: halves[1]) : FormFields()
  }

  /// The path without the query, as it was sent.
  package var rawPath: Substring { target.prefix { $0 != "?" } }

  /// By name; of two with one name the first, as browsers send the more specific one first.
  package var cookies: [String: String] {
    var cookies: [String: String] = [:]
    for header in headers.all("Cookie") {
      for part in header.split(separator: ";") {
        let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2 else { continue }
        let name = String(halves[0].drop { $0 == " " })
        if cookies[name] == nil { cookies[name] = String(halves[1]) }
      }
    }
    return cookies
  }

  /// The media type of the body in lower case, without parameters.
  package var contentType: String {
    let type = headers["Content-Type"] ?? ""
    return type.prefix { $0 != ";" }.lowercased().replacing(" ", with: "")
  }

  private static func segments(
    _ path: Substring.UTF8View
  ) throws(RequestError) -> [String] {
    var segments: [String] = []
    for part in path.split(separator: UInt8(ascii: "/")) {
      guard let bytes = PercentCoding.decode(part),
        let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0)
      else { throw .malformed("the path is wrongly encoded") }
      if text == "." || text == ".." { throw .malformed("the path leads elsewhere") }
      segments.append(text)
    }
    return segments
  }
}
