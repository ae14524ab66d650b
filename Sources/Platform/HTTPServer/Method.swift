/// What a client asks to be done.
package enum Method: String, Sendable, CaseIterable {
  case get = "GET"
  case head = "HEAD"
  case post = "POST"
  case put = "PUT"
  case patch = "PATCH"
  case delete = "DELETE"
  case options = "OPTIONS"
  /// Never answered with what was sent: it would show a page its own cookies.
  case trace = "TRACE"

  /// Asks for something and changes nothing: RFC 9110, section 9.2.1.
  package var isSafe: Bool {
    switch self {
    case .get, .head, .options, .trace: true
    case .post, .put, .patch, .delete: false
    }
  }
}
