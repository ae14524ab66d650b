/// What is wrong with a request as such.
package enum RequestError: Error, Equatable, Sendable, CustomStringConvertible {
  case malformed(String)
  /// The body is larger than so many bytes.
  case tooLarge(Int)
  /// The client went away before the body was complete, or the server stops.
  case incomplete

  package var description: String {
    switch self {
    case .malformed(let reason): "the request is malformed: \(reason)"
    case .tooLarge(let limit): "the body is larger than \(limit) bytes"
    case .incomplete: "the connection ended before the body was complete"
    }
  }
}
