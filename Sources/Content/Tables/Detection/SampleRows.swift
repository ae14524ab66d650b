import CCSVIndex

/// The rows of a sample under one dialect, for guessing only.
///
/// Unlike the reader it takes anything: a quote that is never closed is text, and so is what
/// follows a closing quote.
struct SampleRows {
  struct Span {
    var start: Int
    var end: Int
    var isQuoted: Bool

    var count: Int { end - start }
  }

  let text: UnsafeBufferPointer<UInt8>
  /// The cells of all rows, one after the other.
  private(set) var cells: [Span] = []
  /// Which cells belong to each row; blank lines are left out.
  private(set) var rows: [Range<Int>] = []
  /// Where each row starts in the text.
  private(set) var starts: [Int] = []
  /// Cells in which quotes stand where the dialect does not allow them.
  private(set) var malformed = 0
  /// Lone quotes inside quoted cells.
  private(set) var innerQuotes = 0
  private(set) var quotedCells = 0
  /// Rows that start like a comment and have not the number of cells that most others have.
  private var commentRows: Set<Int> = []

  /// Whether the text ends in a quoted cell; its row is left out.
  private(set) var endsInQuotes = false
  /// The first quote that none closes: its row, and what was malformed before it.
  private var unclosed: (row: Int, malformed: Int)?

  /// Behind a quote that none closes another one is sought no further than this, so that many of
  /// them do not read the text again and again.
  private static let quotedBytesMax = 16 << 10

  /// - Parameters:
  ///   - text: UTF-8; may end in the middle of a row, which is then left out.
  ///   - isWhole: Whether the text is all there is, so that its last row is complete.
  init(
    _ text: UnsafeBufferPointer<UInt8>, dialect: Dialect, isWhole: Bool, rowsMax: Int = 400
  ) {
    self.text = text
    rows.reserveCapacity(min(rowsMax, 64 + text.count / 64))
    starts.reserveCapacity(rows.capacity)
    cells.reserveCapacity(min(text.count / 8, rowsMax * 16))
    var at = 0
    var rowStart = 0
    var lastStart = 0
    var firstCell = 0
    while at < text.count && rows.count < rowsMax {
      cells.append(readCell(&at, dialect))
      if at < text.count && text[at] == dialect.delimiter {
        at += 1
        // A delimiter at the very end is followed by one more, empty cell.
        if at < text.count || !isWhole { continue }
        cells.append(Span(start: at, end: at, isQuoted: false))
      }
      if at < text.count || isWhole {
        let isBlank = cells.count == firstCell + 1 && cells[firstCell].count == 0
        if isBlank {
          cells.removeLast()
        } else {
          rows.append(firstCell..<cells.count)
          starts.append(rowStart)
        }
      }
      at += 1
      if at < text.count && text[at - 1] == 0x0D && text[at] == 0x0A { at += 1 }
      lastStart = rowStart
      rowStart = at
      firstCell = cells.count
    }
    if !isWhole { settleEnd() }
    findComments()
    // One row that fills the sample is better than none.
    if rows.isEmpty && !cells.isEmpty {
      rows.append(0..<cells.count)
      starts.append(lastStart)
    }
  }

  /// The rows of lines that are cut at fixed places.
  init(
    _ text: UnsafeBufferPointer<UInt8>, columns: FixedColumns, isWhole: Bool, rowsMax: Int = 400
  ) {
    self.text = text
    var at = 0
    while let base = text.baseAddress, at < text.count, rows.count < rowsMax {
      let end = csvindex_line_end(base + at, text.count - at)
      guard end <= text.count - at || isWhole else { break }
      let start = at
      at += min(end, text.count - at)
      let line = UnsafeBufferPointer(rebasing: text[start..<at])
      guard line.contains(where: { $0 > 0x20 }) else { continue }
      let first = cells.count
      columns.forEachCell(of: line) { cell in
        let newlines = line[cell].reversed().prefix { $0 <= 0x20 }.count
        cells.append(
          Span(
            start: start + cell.lowerBound, end: start + cell.upperBound - newlines,
            isQuoted: false))
      }
      rows.append(first..<cells.count)
      starts.append(start)
    }
    findComments()
  }

  func bytes(_ span: Span) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(text)[span.start..<span.end])
  }

  func cell(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer {
    bytes(cells[rows[row].lowerBound + column])
  }

  /// The number of cells that most rows have; the larger of two that are as frequent.
  var usualWidth: Int { usualWidth(of: rows.indices) }

  func usualWidth(of range: Range<Int>) -> Int {
    // Mostly all rows have as many cells as the first.
    guard let first = rows[range].first?.count else { return 0 }
    var same = 0
    var others: [Int: Int] = [:]
    for row in rows[range] {
      if row.count == first { same += 1 } else { others[row.count, default: 0] += 1 }
    }
    others[first] = same
    return others.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
  }

  /// The 1-based line on which a row starts.
  func line(of row: Int) -> Int {
    guard let base = text.baseAddress else { return 1 }
    return 1 + csvindex_lines(base, starts[row], 0)
  }

  /// How the lines end above the rows.
  var newline: TableFormat.Newline {
    var found: Set<TableFormat.Newline> = []
    for start in starts where start > 0 {
      if text[start - 1] == 0x0D {
        found.insert(.cr)
      } else {
        found.insert(start > 1 && text[start - 2] == 0x0D ? .crlf : .lf)
      }
    }
    return found.count > 1 ? .mixed : found.first ?? .none
  }

  /// Cells of a row that are not empty.
  func filledCells(_ row: Int) -> Int {
    rows[row].count { cells[$0].count > 0 }
  }

  /// Whether most cells of two rows are equal. Files that were put together from several repeat
  /// their header: such rows are no data.
  func areAlike(_ one: Int, _ other: Int) -> Bool {
    let count = max(rows[one].count, rows[other].count)
    var equal = min(rows[one].count, rows[other].count)
    for column in 0..<equal {
      if equal * 3 <= count * 2 { return false }
      if !areEqual(cells[rows[one].lowerBound + column], cells[rows[other].lowerBound + column]) {
        equal -= 1
      }
    }
    return equal * 3 > count * 2
  }

  private func areEqual(_ one: Span, _ other: Span) -> Bool {
    one.count == other.count
      && (0..<one.count).allSatisfy { text[one.start + $0] == text[other.start + $0] }
  }

  /// Whether a row starts like a comment and has not the usual number of cells.
  func isComment(_ row: Int) -> Bool {
    commentRows.contains(row)
  }

  /// Whether the line above a row is blank.
  func isBehindBlankLine(_ row: Int) -> Bool {
    var at = starts[row]
    var ends = 0
    while at > 0, ends < 2 {
      let byte = text[at - 1]
      if byte == 0x0A {
        ends += 1
        at -= at > 1 && text[at - 2] == 0x0D ? 2 : 1
      } else if byte == 0x0D {
        ends += 1
        at -= 1
      } else {
        break
      }
    }
    return ends == 2
  }

  /// A quote that none closes is a stray one where rows like those before it follow; else a long
  /// cell goes on behind the text.
  private mutating func settleEnd() {
    guard let unclosed, unclosed.row > 0, unclosed.row < rows.count else {
      endsInQuotes = unclosed != nil && rows.count <= (unclosed?.row ?? 0)
      return
    }
    let width = usualWidth(of: 0..<unclosed.row)
    let behind = rows[(unclosed.row + 1)...]
    let alike = behind.count { $0.count == width }
    if width < 2 || alike * 2 > behind.count { return }
    endsInQuotes = true
    malformed = unclosed.malformed
    cells.removeSubrange(rows[unclosed.row].lowerBound...)
    rows.removeSubrange(unclosed.row...)
    starts.removeSubrange(unclosed.row...)
  }

  // MARK: - Comments

  private mutating func findComments() {
    let marked = rows.indices.filter { CommentMark.starts(bytes(cells[rows[$0].lowerBound])) }
    guard !marked.isEmpty, marked.count < rows.count else { return }
    let width = usualWidth
    commentRows = Set(marked.filter { rows[$0].count != width })
  }

  // MARK: - Cells

  /// Reads one cell and stops at the delimiter or line end behind it, or at the end.
  private mutating func readCell(_ at: inout Int, _ dialect: Dialect) -> Span {
    while at < text.count, isBlank(text[at]), text[at] != dialect.delimiter { at += 1 }
    if at < text.count, text[at] == dialect.quote, dialect.quote != 0,
      let quoted = readQuoted(&at, dialect)
    {
      quotedCells += 1
      return quoted
    }
    let start = at
    while at < text.count, !isEnd(text[at], dialect) {
      if text[at] == dialect.quote { malformed += 1 }
      at += 1
    }
    var end = at
    while end > start, isBlank(text[end - 1]) { end -= 1 }
    return Span(start: start, end: end, isQuoted: false)
  }

  private mutating func readQuoted(_ at: inout Int, _ dialect: Dialect) -> Span? {
    var place = at + 1
    let limit = unclosed == nil ? text.count : min(text.count, at + Self.quotedBytesMax)
    while place < limit {
      if text[place] == dialect.escape {
        place += 2
        continue
      }
      guard text[place] == dialect.quote else {
        place += 1
        continue
      }
      if place + 1 < limit, text[place + 1] == dialect.quote {
        place += 2
        continue
      }
      let span = Span(start: at + 1, end: place, isQuoted: true)
      place += 1
      while place < text.count, isBlank(text[place]), text[place] != dialect.delimiter {
        place += 1
      }
      if place < text.count, !isEnd(text[place], dialect) {
        // “won't” in '…': text. Behind a delimiter it opens a cell, so that the first was astray.
        if text[span.end - 1] == dialect.delimiter {
          malformed += 1
          return nil
        }
        innerQuotes += 1
        continue
      }
      at = place
      return span
    }
    if unclosed == nil { unclosed = (rows.count, malformed) }
    malformed += 1
    return nil
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private func isEnd(_ byte: UInt8, _ dialect: Dialect) -> Bool {
    byte == dialect.delimiter || byte == 0x0A || byte == 0x0D
  }
}
