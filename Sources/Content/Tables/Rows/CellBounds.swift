import CCSVIndex

/// Where the text of a cell lies, without the quotes or the blanks around it, as libcsv has it.
struct CellBounds {
  private(set) var from: Int
  private(set) var to: Int
  /// `CellSpans.isEscaped` when there are doubled quotes in it, otherwise 0.
  private(set) var mark: UInt32 = 0
  private(set) var isQuoted = false
  /// False when its quotes are for libcsv to judge.
  private(set) var isRegular = true

  /// - Parameters:
  ///   - start: The first byte of the cell.
  ///   - end: The separator behind it.
  @inline(__always)
  init(_ start: Int, _ end: Int, in text: UnsafeMutablePointer<UInt8>, quote: UInt8) {
    from = start
    to = end
    guard start < end else { return }
    if text[start] == quote {
      isQuoted = true
      guard end &- start >= 2, text[end &- 1] == quote else {
        isRegular = false
        return
      }
      from &+= 1
      to &-= 1
      if csvindex_find(text + from, to &- from, quote) < to &- from { mark = CellSpans.isEscaped }
    } else if text[start] <= 0x20 || text[end &- 1] <= 0x20 {
      while from < to && Self.isBlank(text[from]) { from &+= 1 }
      while to > from && Self.isBlank(text[to &- 1]) { to &-= 1 }
    }
  }

  @inline(__always)
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
