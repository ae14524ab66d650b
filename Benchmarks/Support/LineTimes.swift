import Foundation
import Glibc
import Synchronization
import TestSupport

/// The times at which a program printed its lines.
final class LineTimes: Sendable {
  private let times = Mutex<[String: Int]>([:])

  /// Reads on a thread of its own until the program ends.
  ///
  init(_ child: ChildProcess) {
    let thread = Thread { @Sendable [self] in readLines(child) }
    thread.start()
  }

  /// Line to nanoseconds, of the first of equal lines.
  var all: [String: Int] { times.withLock { $0 } }

  private func readLines(_ child: ChildProcess) {
    var rest = ""
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(child.outputDescriptor, &bytes, bytes.count)
      if count <= 0 { return }
      let now = monotonicNanoseconds()
      rest += String(decoding: bytes[..<count], as: UTF8.self)
      var lines = rest.split(separator: "\n", omittingEmptySubsequences: false)
      rest = String(lines.popLast() ?? "")
      times.withLock { for line in lines where $0[String(line)] == nil { $0[String(line)] = now } }
    }
  }
}
