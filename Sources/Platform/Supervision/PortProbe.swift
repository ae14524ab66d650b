import Files
import Glibc

/// Whether an address could be listened on.
package enum PortProbe {
  package enum State: Equatable, Sendable {
    case free
    case taken
    /// It is no address of this machine, or not allowed.
    case refused(String)
  }

  /// - Parameter address: numbers and a port, such as `127.0.0.1:8080` and `[::1]:8080`.
  ///
  /// The corresponding C functions are `getaddrinfo` and `bind`.
  package static func state(of address: String) -> State {
    guard let colon = address.lastIndex(of: ":") else { return .refused("it names no port") }
    let host = address[..<colon].filter { $0 != "[" && $0 != "]" }
    let port = String(address[address.index(after: colon)...])
    guard UInt16(port) != nil else { return .refused("“\(port)” is no port") }
    var hints = addrinfo()
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host.isEmpty ? nil : host, port, &hints, &list) == 0, let list else {
      return .refused("“\(host)” is no address")
    }
    defer { freeaddrinfo(list) }
    return state(of: list.pointee)
  }

  private static func state(of address: addrinfo) -> State {
    let flags = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    let number = socket(address.ai_family, flags, 0)
    if number < 0 { return .refused("\(Errno.last)") }
    let descriptor = Descriptor(rawValue: number)
    var isOn: Int32 = 1
    // As a server does: an address that was left a moment ago is free.
    setsockopt(
      descriptor.rawValue, SOL_SOCKET, SO_REUSEADDR, &isOn, socklen_t(MemoryLayout<Int32>.size))
    if bind(descriptor.rawValue, address.ai_addr, address.ai_addrlen) == 0 { return .free }
    let error = Errno.last
    return error.code == EADDRINUSE ? .taken : .refused("\(error)")
  }
}
