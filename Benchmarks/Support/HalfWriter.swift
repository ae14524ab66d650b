import Files

/// A file that is written in two halves, and is open in between.
final class HalfWriter {
  private var file: FileWriter?
  private let rest: ArraySlice<UInt8>

  /// Writes the first half.
  init(_ path: Path, _ content: [UInt8]) throws {
    var file = try FileWriter(path, bufferSize: 64)
    let half = content.count / 2
    rest = content[half...]
    try file.write(Array(content[..<half]))
    try file.flush()
    self.file = consume file
  }

  /// Writes the rest, and closes it.
  ///
  /// - Returns: a moment at which it was still open.
  func finish() throws -> Int {
    guard var file = file.take() else { preconditionFailure("it is finished once") }
    try file.write(Array(rest))
    try file.flush()
    let moment = monotonicNanoseconds()
    _ = consume file
    return moment
  }
}
