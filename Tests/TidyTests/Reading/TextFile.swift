import Foundation

/// A file of the repository, by lines.
struct TextFile: Sendable {
  /// Relative to the repository, with slashes.
  let path: String
  let bytes: [UInt8]
  private let lineStarts: [Int]

  init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    lineStarts =
      [0] + bytes.indices.lazy.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }

  var lineCount: Int { bytes.last == UInt8(ascii: "\n") ? lineStarts.count - 1 : lineStarts.count }

  /// The name without its directory.
  var name: String { String(path.split(separator: "/").last ?? "") }

  /// 1-based.
  func line(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The offsets of a line without its end; empty for a line that is not there.
  func range(ofLine line: Int) -> Range<Int> {
    guard lineStarts.indices.contains(line - 1) else { return 0..<0 }
    let end = line < lineStarts.count ? lineStarts[line] - 1 : bytes.count
    return lineStarts[line - 1]..<end
  }

  /// The lines whose first text is this, with what follows it.
  func lines(beginningWith opening: String) -> [(line: Int, text: Substring)] {
    bytes.offsets(of: opening).compactMap { offset in
      let line = line(of: offset)
      let range = range(ofLine: line)
      guard bytes[range.lowerBound..<offset].allSatisfy(\.isBlank) else { return nil }
      return (line, bytes.text(offset..<range.upperBound).dropFirst(opening.count))
    }
  }

  func violation(_ rule: String, line: Int, _ message: String) -> Violation {
    Violation(path: path, line: line, rule: rule, message: message)
  }

  func violation(_ rule: String, at offset: Int, _ message: String) -> Violation {
    violation(rule, line: line(of: offset), message)
  }
}
