/// How a table is written down: what a reader found, or was told.
package struct TableFormat: Sendable, Equatable, Codable {
  package enum Newline: String, Sendable, Codable {
    case lf, crlf, cr, mixed, none
  }

  package var encoding: TextEncoding
  package var byteOrderMark: Bool
  /// One ASCII character.
  package var delimiter: String
  /// One ASCII character; nil when the table has no quoting.
  package var quote: String?
  /// The character that escapes a quote, where quotes are not doubled.
  package var escape: String?
  package var newline: Newline
  package var hasHeader: Bool
  /// 1-based line of the header; of the first row when there is no header.
  package var headerLine: Int
  /// Lines above the header, or above the first row.
  package var preambleLines: Int
  /// The header's names, trimmed; an empty one is “column 3”, a repeated one “name (2)”.
  package var columns: [String]
  /// Rows that name the columns: 0, 1, or 2 when groups of columns stand above their names.
  package var headerRows: Int
  /// What each column holds, as far as the start of the table shows; nil for text.
  package var kinds: [CellKind?]
  /// The tables of a file that holds several, as far as its start shows: the lines on which they
  /// start. Only the one at ``headerLine`` is read.
  package var tableLines: [Int]
  /// Whether the file is UTF-8 encoded twice, and is mended while it is read.
  package var mojibake: Bool
  /// What was decided, and why.
  package var decisions: [FormatDecision]

  /// Sentences for people: why each of these was chosen.
  package var evidence: [String] { decisions.map(\.reason) }
}

/// What a rule says about a format; the rest is found out.
package struct TablePins: Sendable, Equatable, Codable {
  /// An iconv name, such as `UTF-8`, `WINDOWS-1252` or `SHIFT_JIS`.
  package var encoding: String?
  package var delimiter: String?
  /// The quote character; an empty text for a table without quoting.
  package var quote: String?
  package var escape: String?
  package var hasHeader: Bool?
  /// 1-based line of the header, or of the first row.
  package var headerLine: Int?
  /// Which table of a file that holds several, from 1; the first unless it is said.
  package var table: Int?

  package init(
    encoding: String? = nil, delimiter: String? = nil, quote: String? = nil,
    escape: String? = nil, hasHeader: Bool? = nil, headerLine: Int? = nil, table: Int? = nil
  ) {
    self.encoding = encoding
    self.delimiter = delimiter
    self.quote = quote
    self.escape = escape
    self.hasHeader = hasHeader
    self.headerLine = headerLine
    self.table = table
  }

  /// Everything as it was found before.
  package init(_ format: TableFormat) {
    self.init(
      encoding: format.encoding.rawValue, delimiter: format.delimiter, quote: format.quote ?? "",
      escape: format.escape, hasHeader: format.hasHeader, headerLine: format.headerLine)
  }
}
