/// Cuts bytes that arrive piece by piece into lines.
struct LineSplitter {
  /// The longest line that is read; what is behind is left out.
  private let lineBytesMax: Int
  private var start: [UInt8] = []
  private(set) var line = 0
  /// Lines that were cut short.
  private(set) var cutLines = 0

  init(lineBytesMax: Int) { self.lineBytesMax = lineBytesMax }

  /// Hands on each line that ends in these bytes, without its end.
  mutating func take(
    _ bytes: UnsafeRawBufferPointer, _ body: (_ line: Int, UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    var from = 0
    while let newline = bytes[from...].firstIndex(of: 0x0a) {
      let piece = UnsafeRawBufferPointer(rebasing: bytes[from..<newline])
      if start.isEmpty {
        try end(piece, body)
      } else {
        keep(piece)
        try finish(body)
      }
      from = newline + 1
    }
    keep(UnsafeRawBufferPointer(rebasing: bytes[from...]))
  }

  /// Hands on the last line, when it has no end of its own.
  mutating func finish(
    _ body: (_ line: Int, UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    if start.isEmpty { return }
    var whole = start
    swap(&whole, &start)
    try whole.withUnsafeBytes { try end($0, body) }
    whole.removeAll(keepingCapacity: true)
    swap(&whole, &start)
  }

  private mutating func keep(_ piece: UnsafeRawBufferPointer) {
    // One byte more than the longest line tells that it was cut.
    start.append(contentsOf: piece.prefix(max(0, lineBytesMax + 1 - start.count)))
  }

  private mutating func end(
    _ piece: UnsafeRawBufferPointer, _ body: (_ line: Int, UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    line += 1
    var count = piece.count
    if count > lineBytesMax {
      cutLines += 1
      count = lineBytesMax
    }
    if count > 0, piece[count - 1] == 0x0d { count -= 1 }
    try body(line, UnsafeRawBufferPointer(rebasing: piece[..<count]))
  }
}
