import Glibc

/// A name in a directory that nobody listens behind: to open it fails with ENXIO, which is a
/// trouble of the machine.
package enum SocketFile {
  /// - Parameter path: at most 107 bytes.
  /// - Returns: 0 when it was made, as the C functions have it.
  package static func make(_ path: String) -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
