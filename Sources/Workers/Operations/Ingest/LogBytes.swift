import Files
import Logs
import Pipeline

/// A log's bytes as UTF-8, piece by piece.
struct LogBytes: ~Copyable {
  private var source: SourceBytes
  private let chunk: UnsafeMutableRawBufferPointer
  private var isBegun = false
  /// Set for a log in UTF-16.
  private var other: UTF16Text?

  private static let chunkBytes = 256 << 10

  init(_ source: SourceBytes) {
    self.source = source
    chunk = .allocate(byteCount: Self.chunkBytes, alignment: 16)
  }

  deinit { chunk.deallocate() }

  /// Hands on the next piece.
  ///
  /// - Returns: nil at the end, where nothing is handed on.
  mutating func next<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result? {
    let count = try source.read(into: chunk)
    if count == 0 { return nil }
    let piece = UnsafeRawBufferPointer(rebasing: chunk[..<count])
    if !isBegun { other = UTF16Text(start: piece) }
    isBegun = true
    if other == nil { return try body(piece) }
    return try other?.utf8(piece).withUnsafeBytes(body)
  }

  /// Passes over what was read before.
  mutating func skip(_ count: Int) throws {
    var rest = count
    while rest > 0 {
      let part = UnsafeMutableRawBufferPointer(rebasing: chunk[..<min(rest, chunk.count)])
      let read = try source.read(into: part)
      if read == 0 { return }
      rest -= read
    }
  }
}
