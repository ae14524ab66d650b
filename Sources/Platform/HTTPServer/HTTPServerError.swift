import Glibc

/// Why a server cannot listen.
package struct HTTPServerError: Error, Sendable, CustomStringConvertible {
  package enum Reason: Sendable, Equatable {
    case addressInUse, notAllowed, other
  }

  package let reason: Reason
  package let description: String

  init(_ reason: Reason, _ description: String) {
    self.reason = reason
    self.description = description
  }

  /// - Parameter code: what `http_listen` returned.
  static func listening(on address: ListenAddress, code: CInt) -> HTTPServerError {
    let place = "cannot listen on \(address)"
    switch -code {
    case EADDRINUSE:
      return HTTPServerError(
        .addressInUse, "\(place): another program does; `--listen` names another port")
    case EACCES, EPERM:
      return HTTPServerError(
        .notAllowed, "\(place): ports below 1024 are for root; `--listen` names another port")
    case 1...999: return HTTPServerError(.other, "\(place): \(String(cString: strerror(-code)))")
    default: return HTTPServerError(.other, "\(place): it is no numeric address")
    }
  }
}
