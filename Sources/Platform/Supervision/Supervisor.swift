package import Files
import Glibc

// The protocol of sd_notify(3): one datagram for each message, to the socket named by the
// environment. Spoken here, since libsystemd would be a dependency for these few lines.

/// Who started this process and wants to know how it is: systemd, or what speaks like it.
package struct Supervisor: Sendable {
  package enum Message: Sendable {
    /// It has started, or has finished reloading.
    case ready
    /// One line about what it does.
    case status(String)
    case reloading
    case stopping
    /// It still turns.
    case alive
  }

  private let socketPath: [UInt8]
  /// How often ``Message/alive`` is due: twice in the time after which the supervisor gives the
  /// process up. Nil when it does not watch.
  package let heartbeat: Duration?

  /// - Returns: nil when nobody wants to know.
  package init?(environment: [String: String]) {
    guard let path = environment["NOTIFY_SOCKET"], ["/", "@"].contains(path.prefix(1)) else {
      return nil
    }
    var bytes = Array(path.utf8)
    // An abstract socket: its name begins with NUL.
    if bytes[0] == UInt8(ascii: "@") { bytes[0] = 0 }
    socketPath = bytes
    let isOurs = environment["WATCHDOG_PID"].map { $0 == String(getpid()) } ?? true
    let limit = environment["WATCHDOG_USEC"].flatMap { Int64($0) } ?? 0
    heartbeat = isOurs && limit > 0 ? .microseconds(limit / 2) : nil
  }

  /// The corresponding C function is `sendto`, on a socket of its own: the supervisor's may have
  /// been replaced since. A supervisor that does not read is not waited for: the daemon's work
  /// comes first, and the next heartbeat tells as much.
  ///
  /// - Throws: ``SupervisorError``.
  package func tell(_ message: Message) throws(SupervisorError) {
    let text = Self.text(message)
    let flags = Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue)
    let number = socket(AF_UNIX, flags, 0)
    if number < 0 { throw SupervisorError(errno: .last) }
    let descriptor = Descriptor(rawValue: number)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard socketPath.count < room else { throw SupervisorError(errno: Errno(code: ENAMETOOLONG)) }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: socketPath) }
    // An abstract name ends with its length, a path with a NUL.
    let end = socketPath[0] == 0 ? 0 : 1
    let length = MemoryLayout<sa_family_t>.size + socketPath.count + end
    let sent = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
        text.withUnsafeBytes {
          sendto(
            descriptor.rawValue, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL | MSG_DONTWAIT),
            name, socklen_t(length))
        }
      }
    }
    if sent < 0 { throw SupervisorError(errno: .last) }
  }

  private static func text(_ message: Message) -> [UInt8] {
    switch message {
    case .ready: Array("READY=1".utf8)
    case .status(let line):
      // One line: a second would be another message.
      Array("STATUS=\(String(line.map { $0.isNewline ? " " : $0 }))".utf8)
    case .reloading: Array("RELOADING=1\nMONOTONIC_USEC=\(monotonicMicroseconds)".utf8)
    case .stopping: Array("STOPPING=1".utf8)
    case .alive: Array("WATCHDOG=1".utf8)
    }
  }

  private static var monotonicMicroseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }

  /// Whether standard error is a stream of the journal (systemd.exec(5), `JOURNAL_STREAM`).
  package static func readsStandardError(environment: [String: String]) -> Bool {
    var status = stat()
    guard fstat(STDERR_FILENO, &status) == 0 else { return false }
    return environment["JOURNAL_STREAM"] == "\(status.st_dev):\(status.st_ino)"
  }
}

/// The supervisor could not be told.
package struct SupervisorError: Error, CustomStringConvertible {
  package let errno: Errno

  package var description: String { "NOTIFY_SOCKET cannot be written to: \(errno)" }
}
