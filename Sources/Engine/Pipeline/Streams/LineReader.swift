import Files
import Glibc

/// The lines of a stream: of a file through one block that grows with the longest line, or of bytes
/// in memory.
final class LineReader {
  let path: Path
  /// 1-based, of the line read last.
  private(set) var line = 0
  /// Nil for bytes in memory.
  private var file: FileReader?
  private var block: UnsafeMutableBufferPointer<UInt8>
  private var start = 0
  private var end = 0

  init(_ path: Path) throws(FileError) {
    self.path = path
    file = try FileReader(path)
    block = .allocate(capacity: 32 << 10)
  }

  /// - Parameter path: where the stream would lie, for messages.
  init(_ bytes: [UInt8], path: Path) {
    self.path = path
    file = nil
    block = .allocate(capacity: max(1, bytes.count))
    _ = block.initialize(from: bytes)
    end = bytes.count
  }

  deinit { block.deallocate() }

  /// The next line without its end, valid until the next call.
  ///
  /// - Throws: ``StreamError`` `incomplete` when there is none: the end mark ends a stream.
  func nextBytes() throws -> UnsafeBufferPointer<UInt8> {
    var searched = 0
    while true {
      if end > start, let base = block.baseAddress,
        let newline = memchr(base + start + searched, 0x0a, end - start - searched)
      {
        let first = base + start
        let count = UnsafeMutableRawPointer(newline) - UnsafeMutableRawPointer(first)
        start += count + 1
        line += 1
        return UnsafeBufferPointer(start: first, count: count)
      }
      searched = end - start
      if try fill() == 0 { throw StreamError(.incomplete, path, line: line + 1) }
    }
  }

  /// The next line as text.
  func next() throws -> String { String(decoding: try nextBytes(), as: UTF8.self) }

  /// Goes back to the first line.
  func rewind() throws(FileError) {
    start = 0
    line = 0
    if file == nil { return }
    file = try FileReader(path)
    end = 0
  }

  /// Moves the rest to the front and reads behind it, in a larger block when a line fills it.
  private func fill() throws(FileError) -> Int {
    if file == nil { return 0 }
    guard let base = block.baseAddress else { preconditionFailure("a block has room") }
    if start > 0 {
      memmove(base, base + start, end - start)
      end -= start
      start = 0
    }
    if end == block.count {
      let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: block.count * 2)
      _ = larger.update(fromContentsOf: block)
      block.deallocate()
      block = larger
    }
    let free = UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: block[end...]))
    let count = try file?.read(into: free) ?? 0
    end += count
    return count
  }
}
