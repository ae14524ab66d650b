package import Files
import Foundation
import Synchronization

// What tests of all layers share: a place of their own, chance from a seed, a clock that stands
// still, and the one way to wait for something outside the process. It knows no module but Files.

/// A directory of one test, below `/tmp`; removed with all it holds when the test lets go of it.
package final class TemporaryDirectory: Sendable {
  package let path: Path

  package init() throws {
    let process = ProcessInfo.processInfo.processIdentifier
    var path: Path
    repeat {
      let number = Self.lastNumber.add(1, ordering: .relaxed).newValue
      path = Path("/tmp/dropmill-test-\(process)-\(number)")
    } while try FileStatus.ifPresent(path) != nil
    try Directory.make(path, mode: 0o700)
    self.path = path
  }

  deinit {
    // What cannot be removed stays in /tmp: the test itself has said what there was to say.
    try? Directory.remove(path)
  }

  /// Writes a file, making the directories above it.
  ///
  /// - Parameter relative: below this directory.
  /// - Returns: its whole path.
  @discardableResult
  package func write(_ relative: Path, _ bytes: some Sequence<UInt8>) throws -> Path {
    let file = path / relative
    try Directory.make(file.parent)
    try FileWriter.write(Array(bytes), to: file)
    return file
  }

  @discardableResult
  package func write(_ relative: Path, _ text: String) throws -> Path {
    try write(relative, text.utf8)
  }

  private static let lastNumber = Atomic(0)
}
