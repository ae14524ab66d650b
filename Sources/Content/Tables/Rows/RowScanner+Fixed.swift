import CCSVIndex

/// Rows that are lines, cut at fixed places.
extension RowScanner {
  /// Advances to the next line that is not blank.
  mutating func nextFixed() throws -> Step {
    while true {
      let text = window.text
      guard let base = text.baseAddress, !text.isEmpty else {
        if window.isAtEnd { return .end }
        try window.readMore()
        continue
      }
      let length = csvindex_line_end(base, text.count)
      if length > text.count && !window.isAtEnd {
        if text.count >= rowBytesMax { return try fail(.tooLong, reach: 0) }
        try window.readMore()
        continue
      }
      rowStart = window.position
      window.position += min(length, text.count)
      let line = UnsafeBufferPointer(
        rebasing: text[..<lengthOfText(min(length, text.count))])
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      show(line)
      return .row
    }
  }

  private mutating func show(_ line: UnsafeBufferPointer<UInt8>) {
    reserve(cells: fixed?.columns.count ?? 0)
    base = window.bytes + rowStart
    starts = spans.starts
    ends = spans.ends
    cells = 0
    filledBytes = 0
    let spans = spans
    var count = 0
    var filled = 0
    fixed?.forEachCell(of: line) { cell in
      spans.starts[count] = UInt32(truncatingIfNeeded: cell.lowerBound)
      spans.ends[count] = UInt32(truncatingIfNeeded: cell.upperBound)
      count += 1
      filled += cell.count
    }
    cells = count
    filledBytes = filled
  }
}
