// Tables reads CSV of any encoding and dialect, JSON, JSON Lines and columns of fixed widths,
// writes CSV and JSON Lines, and describes columns.
//
// It must not know where bytes come from or go to: no files, no clock, nothing of the pipeline.
// A row's way: ByteSource ─► TextWindow (clean UTF-8) ─► RowScanner (cells) ─► TableReader (rows
// that fit the header). What breaks the rules is mended if there is one plain reading of it, and
// told; what cannot be read becomes a Reject; a bad row never stops a file.
// Before that, OpenedTable decides step by step, each with its reason (FormatDecision): encoding ─►
// damage ─► layout or dialect ─► tables ─► start ─► header ─► kinds of the columns.

/// Where the bytes of a table come from; the engine gives files, tests give arrays.
package protocol ByteSource {
  /// Fills the start of `buffer`, which is never empty.
  ///
  /// - Returns: How many bytes were written; 0 at the end, and only there.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

/// Bytes that lie in memory, handed out whole or in pieces.
package struct MemorySource: ByteSource, Sendable {
  private let bytes: [UInt8]
  private let pieceBytes: Int
  private var position = 0

  /// - Parameter pieceBytes: The most that one read returns, at least 1.
  package init(_ bytes: [UInt8], pieceBytes: Int = .max) {
    self.bytes = bytes
    self.pieceBytes = max(1, pieceBytes)
  }

  /// The UTF-8 of a text.
  package init(_ text: String) {
    self.init(Array(text.utf8))
  }

  package mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(bytes.count - position, buffer.count, pieceBytes)
    guard count > 0 else { return 0 }
    bytes.withUnsafeBytes { all in
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[position..<position + count]))
    }
    position += count
    return count
  }
}
