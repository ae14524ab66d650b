import Files
import Glibc

/// A socket that takes messages as systemd's does (sd_notify(3)).
package final class NotifySocket: Sendable {
  private let place: TemporaryDirectory
  private let descriptor: Int32

  package init() throws {
    place = try TemporaryDirectory()
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let name = (place.path / "notify").bytes
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    precondition(result == 0, "the socket has a free name")
  }

  deinit { close(descriptor) }

  package var path: String { (place.path / "notify").description }

  /// The next message that has come; empty when there is none.
  package func next() -> String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
  }
}
