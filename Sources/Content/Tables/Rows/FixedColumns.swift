/// Where the columns of a fixed-width table start and end, in characters.
struct FixedColumns {
  /// Of each line: from the first character to behind the last; the last column goes to the end.
  let columns: [Range<Int>]

  /// Columns of these widths, side by side from the start of each line.
  init(widths: [Int]) {
    var start = 0
    columns = widths.map { width in
      defer { start += width }
      return start..<start + width
    }
  }

  /// The columns of a sample: what lies between the places that are blank in every line.
  ///
  /// - Parameter text: UTF-8; its last line may be incomplete, and is left out unless it is whole.
  /// - Returns: Nil when the lines have no such place in common.
  init?(_ text: UnsafeBufferPointer<UInt8>, isWhole: Bool) {
    var used: [Bool] = []
    var lines = 0
    for line in text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      let isComplete = line.endIndex < text.count || isWhole
      guard isComplete, line.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { continue }
      lines += 1
      var place = 0
      for byte in line where byte & 0xC0 != 0x80 {
        if place == used.count { used.append(false) }
        if byte != 0x20 { used[place] = true }
        place += 1
      }
    }
    var starts: [Int] = []
    for place in used.indices where used[place] && (place == 0 || !used[place - 1]) {
      starts.append(place)
    }
    guard lines >= 2, starts.count >= 2 else { return nil }
    starts[0] = 0
    columns = starts.indices.map {
      starts[$0]..<($0 + 1 < starts.count ? starts[$0 + 1] : used.count)
    }
  }

  /// Hands on where each cell lies in a line, without the blanks around it.
  func forEachCell(of line: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void) {
    var at = 0
    var place = 0
    for (index, column) in columns.enumerated() {
      advance(&at, &place, to: column.lowerBound, in: line)
      var start = at
      if index + 1 == columns.count {
        at = line.count
      } else {
        advance(&at, &place, to: column.upperBound, in: line)
      }
      var end = at
      while start < end, isBlank(line[start]) { start += 1 }
      while end > start, isBlank(line[end - 1]) { end -= 1 }
      body(start..<end)
    }
  }

  /// Moves on by whole characters.
  private func advance(
    _ at: inout Int, _ place: inout Int, to target: Int, in line: UnsafeBufferPointer<UInt8>
  ) {
    while place < target, at < line.count {
      at += 1
      while at < line.count, line[at] & 0xC0 == 0x80 { at += 1 }
      place += 1
    }
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
