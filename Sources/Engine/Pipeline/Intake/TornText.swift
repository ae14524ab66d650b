import Files
import Foundation

/// A text whose writer may have lost its end: the machine went down before it was known to be on
/// the disk.
enum TornText {
  static let code = "torn"

  /// What is wrong with a file that lay in the inbox when the machine went down; nil when nothing
  /// can be seen.
  ///
  /// - Throws: ``Files/FileError``.
  static func finding(_ file: Path, size: Int) throws(FileError) -> Finding? {
    let tail = try FileReader.suffix(of: file, count: 4096)
    if !isTorn(tail) { return nil }
    let seen = size == 0 ? "it is empty" : "it ends in the middle of a line"
    return Finding(
      .error, code,
      "The machine went down while the file lay in the inbox, and \(seen): its writer may have"
        + " lost something. Compare it with the original; release it if it is whole, or reject it"
        + " and drop it again.")
  }

  /// Empty, or a text without the end of its last line.
  static func isTorn(_ tail: [UInt8]) -> Bool {
    guard let last = tail.last else { return true }
    if last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { return false }
    // Signs that no text has: pictures, archives, UTF-16.
    return tail.allSatisfy { $0 >= 0x20 || [0x09, 0x0a, 0x0c, 0x0d, 0x1b].contains($0) }
  }
}
