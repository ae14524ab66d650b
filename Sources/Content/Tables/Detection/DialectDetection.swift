/// Finds the dialect of a table: the one under which it is the most regular.
///
/// Each candidate is scored by how alike its rows are and how many of its cells look like data:
///
///     score = pattern × type × well-formed
///     pattern = 1/K Σ Nₖ/N (Lₖ − 1)/Lₖ    K row widths, Lₖ cells in each of Nₖ of N rows
///     type    = share of cells that are numbers, dates, words … rather than fragments
///
/// Source: van den Burg, Nazábal, Sutton, “Wrangling messy CSV files by detecting row and type
/// patterns”, doi:10.1007/s10618-019-00646-y. Departures: a row's pattern is its width alone; the
/// share of rows counts and not their number, or cells of many lines that are torn apart would win
/// by giving more rows; colon and space, which stand in all prose, are tried last.
struct DialectDetection {
  private(set) var dialect: Dialect
  private(set) var rows: SampleRows
  private(set) var decisions: [FormatDecision]

  private static let delimiters: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]
  private static let lastResorts: [UInt8] = [0x3A, 0x20]

  private struct Candidate {
    var dialect: Dialect
    var rows: SampleRows
    var score: Double
  }

  /// - Parameters:
  ///   - text: UTF-8, from the start of the table; may end in the middle of a row.
  ///   - isWhole: Whether the text is the whole table.
  ///   - pins: What a rule says; only what it leaves open is sought.
  /// - Throws: ``TableError`` when a pinned character cannot be used.
  init(_ text: UnsafeBufferPointer<UInt8>, isWhole: Bool, pins: TablePins) throws {
    let pinned = try pins.delimiter.map {
      try Dialect(delimiter: $0, quote: nil, escape: nil).delimiter
    }
    let counts = ByteCounts(UnsafeRawBufferPointer(text))
    let present = Self.delimiters.filter { pinned == nil && counts[$0] > 0 }
    let quotings = try Self.quotings(text, counts, pins: pins)
    let first = pinned.map { [$0] } ?? (present.isEmpty ? [0x2C] : present)
    var best = Self.best(of: first, quotings, text, isWhole)
    if pinned == nil && best.rows.usualWidth <= 1 {
      let other = Self.best(of: Self.lastResorts, quotings, text, isWhole)
      if other.rows.usualWidth > 1 && Self.isRegular(other.rows) { best = other }
    }
    if pins.quote == nil && pins.escape == nil { Self.settleQuoting(&best.dialect, best.rows) }
    dialect = best.dialect
    rows = best.rows
    let name = Dialect.name(of: best.dialect.delimiter)
    decisions = [FormatDecision(.delimiter, name, Self.sentence(best, isPinned: pinned != nil))]
    if let quoting = Self.quoting(best, isPinned: pins.quote != nil || pins.escape != nil) {
      decisions.append(quoting)
    }
  }

  private static func best(
    of delimiters: [UInt8], _ quotings: [(quote: UInt8, escape: UInt8?)],
    _ text: UnsafeBufferPointer<UInt8>, _ isWhole: Bool
  ) -> Candidate {
    var best: Candidate?
    let isOnly = delimiters.count == 1 && quotings.count == 1
    for delimiter in delimiters {
      for quoting in quotings {
        let dialect = Dialect(
          delimiter: delimiter, quote: quoting.quote, escape: quoting.escape)
        let rows = SampleRows(text, dialect: dialect, isWhole: isWhole)
        // Nothing to compare with: it need not be weighed.
        let score = isOnly ? 1 : score(of: rows)
        if score > best?.score ?? -1 {
          best = Candidate(dialect: dialect, rows: rows, score: score)
        }
      }
    }
    return best
      ?? Candidate(
        dialect: .comma, rows: SampleRows(text, dialect: .comma, isWhole: isWhole), score: 0)
  }

  // MARK: - Quoting

  /// The quotings worth trying: those whose characters stand where a quote would.
  private static func quotings(
    _ text: UnsafeBufferPointer<UInt8>, _ counts: ByteCounts, pins: TablePins
  ) throws -> [(quote: UInt8, escape: UInt8?)] {
    let pinned = try Dialect(
      delimiter: pins.delimiter ?? ",", quote: pins.quote.flatMap { $0.isEmpty ? nil : $0 },
      escape: pins.escape.flatMap { $0.isEmpty ? nil : $0 })
    let hasEscape = counts[0x5C] > 0 && counts[0x22] > 0 && hasEscapedQuote(text)
    let escape = pins.escape == nil ? (hasEscape ? 0x5C : nil) : pinned.escape
    let quote = pins.quote == nil ? 0x22 : pinned.quote
    if pins.quote != nil, pins.escape != nil { return [(quote, escape)] }
    // A backslash before a quote may be the end of a path: `"C:\data\"`.
    var found: [(quote: UInt8, escape: UInt8?)] = [(quote, nil)]
    if let escape { found.append((quote, escape)) }
    if pins.quote != nil { return found }
    if counts[0x27] > 1, opensCells(text, quote: 0x27) { found.append((0x27, nil)) }
    return found
  }

  private static func hasEscapedQuote(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    zip(text, text.dropFirst()).contains { $0 == 0x5C && $1 == 0x22 }
  }

  /// Whether the quote stands at the start of a line or behind a possible delimiter.
  private static func opensCells(_ text: UnsafeBufferPointer<UInt8>, quote: UInt8) -> Bool {
    guard let first = text.first else { return false }
    return first == quote
      || zip(text, text.dropFirst()).contains { before, byte in
        byte == quote
          && (before == 0x0A || delimiters.contains(before) || lastResorts.contains(before))
      }
  }

  /// Without one quoted cell there is nothing that says which quote it is: the usual one.
  private static func settleQuoting(_ dialect: inout Dialect, _ rows: SampleRows) {
    if rows.quotedCells == 0 {
      dialect.quote = 0x22
      dialect.escape = nil
    }
  }

  // MARK: - Scores

  private static func score(of rows: SampleRows) -> Double {
    guard !rows.rows.isEmpty else { return 0 }
    var widths: [Int: Int] = [:]
    for row in rows.rows {
      widths[row.count, default: 0] += 1
    }
    // In one order: another would round otherwise, and another dialect could win by that.
    let pattern =
      widths.sorted { $0.key < $1.key }.reduce(0.0) { sum, width in
        sum + Double(width.value) * max(0.001, Double(width.key - 1)) / Double(width.key)
      } / Double(widths.count * rows.rows.count)
    let known = rows.cells.reduce(0.0) { $0 + plausibility(of: $1, in: rows) }
    let wellFormed = 1 - min(0.9, Double(rows.malformed) / Double(rows.cells.count))
    return pattern * known / Double(rows.cells.count) * wellFormed
  }

  /// 1 for what people put into cells, less for what looks like a piece of a cell or of a row.
  private static func plausibility(of span: SampleRows.Span, in rows: SampleRows) -> Double {
    if span.isQuoted || span.count == 0 { return 1 }
    let bytes = rows.bytes(span)
    if isNumberLike(bytes) { return 1 }
    var letters = 0
    for byte in bytes {
      if delimiters.contains(byte) || byte == 0x22 { return 0.3 }
      if (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 || byte &- 0x30 <= 9 { letters += 1 }
    }
    return letters > 0 ? 1 : 0.5
  }

  /// Digits with points, commas, dashes, colons: also decimal commas, dates and times.
  private static func isNumberLike(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var commas = 0
    for byte in bytes {
      if byte == 0x2C { commas += 1 }
      guard byte &- 0x30 <= 9 || 0x2B...0x2F ~= byte || byte == 0x3A || byte == 0x20 else {
        return false
      }
    }
    return commas <= 1
  }

  /// Nearly all rows have the same width, and there are some.
  private static func isRegular(_ rows: SampleRows) -> Bool {
    let width = rows.usualWidth
    let usual = rows.rows.count { $0.count == width }
    return rows.rows.count >= 3 && usual * 10 >= rows.rows.count * 9
  }

  /// Nil when there is nothing to say: the usual quotes, doubled inside cells, or none at all.
  private static func quoting(_ best: Candidate, isPinned: Bool) -> FormatDecision? {
    let dialect = best.dialect
    let mark = dialect.quote == 0 ? "none" : Dialect.text(dialect.quote)
    let escape = dialect.escape.map { ", escaped with \(Dialect.text($0))" } ?? ""
    if isPinned {
      return FormatDecision(.quotes, mark + escape, "Its quotes are as the rule says.")
    }
    guard dialect.quote != 0x22 || dialect.escape != nil || best.rows.innerQuotes > 0 else {
      return nil
    }
    var reason = "\(best.rows.quotedCells) cells at its start stand in “\(mark)”"
    reason += dialect.escape.map { ", and quotes in them behind “\(Dialect.text($0))”" } ?? ""
    let inner = best.rows.innerQuotes
    reason += inner == 0 ? "" : "; \(inner) lone quotes in them are text"
    return FormatDecision(.quotes, mark + escape, reason + ".")
  }

  private static func sentence(_ best: Candidate, isPinned: Bool) -> String {
    let name = Dialect.name(of: best.dialect.delimiter)
    if isPinned { return "The delimiter is the \(name), as the rule says." }
    let width = best.rows.usualWidth
    guard width > 1 else { return "No delimiter divides its rows: one column." }
    let usual = best.rows.rows.count { $0.count == width }
    return
      "The delimiter is the \(name): \(usual) of the first \(best.rows.rows.count) rows have "
      + "\(width) cells."
  }
}
