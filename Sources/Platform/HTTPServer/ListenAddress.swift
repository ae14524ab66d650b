import CHTTP
import Glibc

/// A numeric address and a port: `127.0.0.1:8321`, `[::1]:8321`.
package struct ListenAddress: Sendable, Equatable, CustomStringConvertible {
  package let host: String
  package let port: UInt16

  package init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// `localhost` is `127.0.0.1`, a port alone is one of it; nil for other names, and what is none.
  package init?(_ text: String) {
    let port = text.split(separator: ":", omittingEmptySubsequences: false).last ?? ""
    guard let number = UInt16(port) else { return nil }
    var host = text.dropLast(port.count).drop { $0 == "[" }
    if host.last == ":" { host = host.dropLast() }
    if host.last == "]" { host = host.dropLast() }
    let name = host.isEmpty || host == "localhost" ? "127.0.0.1" : String(host)
    guard Self.isHost(name) else { return nil }
    self.port = number
    self.host = name
  }

  /// Whether a text is an address of IPv4 or IPv6, without a port.
  ///
  /// The corresponding C function is `inet_pton`.
  package static func isHost(_ text: String) -> Bool {
    // Behind the sign stands the interface of an address that reaches no further than its link.
    let address = String(text.prefix { $0 != "%" })
    var bytes = in6_addr()
    return [AF_INET, AF_INET6].contains { inet_pton($0, address, &bytes) == 1 }
  }

  /// Where a socket listens that somebody else has opened.
  ///
  /// - Returns: nil when it listens on no address of the Internet's protocols.
  package init?(of socket: CInt) {
    var host = [CChar](repeating: 0, count: 64)
    let port = http_port(socket)
    guard port != 0, http_name(socket, &host, host.count) == 0 else { return nil }
    let bytes = host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    self.init(host: String(decoding: bytes, as: UTF8.self), port: port)
  }

  /// Whether only this machine reaches it.
  package var isLoopback: Bool { host.hasPrefix("127.") || host == "::1" }

  package var description: String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }
}
