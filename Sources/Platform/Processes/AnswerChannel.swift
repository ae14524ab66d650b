import Files
import Glibc

/// Standard output, which is for answers alone.
package struct AnswerChannel: ~Copyable {
  private let descriptor: Descriptor

  /// Moves standard output out of the way: what a library prints goes to standard error.
  package init() {
    descriptor = Descriptor(rawValue: dup(1))
    dup2(2, 1)
  }

  /// False when nobody reads any more.
  package borrowing func write(_ line: [UInt8]) -> Bool {
    var rest = (line + [UInt8(ascii: "\n")])[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.write(descriptor.rawValue, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      if count < 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
