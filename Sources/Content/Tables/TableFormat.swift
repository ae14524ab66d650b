/// How a table is written down: what a reader found, or was told.
package struct TableFormat: Sendable, Equatable, Codable {
  package enum Newline: String, Sendable, Codable {
    case lf, crlf, cr, mixed, none
  }

  /// How the rows lie in the text.
  package enum Layout: String, Sendable, Codable {
    case delimited, fixedWidth, json, jsonLines
  }

  package var encoding: TextEncoding
  package var byteOrderMark: Bool
  package var layout = Layout.delimited
  /// Widths of the columns in characters; empty unless they are fixed.
  package var widths: [Int] = []
  /// One ASCII character.
  package var delimiter = ","
  /// One ASCII character; nil when the table has no quoting.
  package var quote: String? = "\""
  /// The character that escapes a quote, where quotes are not doubled.
  package var escape: String?
  package var newline = Newline.none
  package var hasHeader = false
  /// 1-based line of the header; of the first row when there is no header.
  package var headerLine = 1
  /// Lines above the header, or above the first row.
  package var preambleLines = 0
  /// The header's names, trimmed; an empty one is “column 3”, a repeated one “name (2)”.
  package var columns: [String] = []
  /// Rows that name the columns: 0, 1, or 2 when groups of columns stand above their names.
  package var headerRows = 0
  /// What each column holds, as far as the start of the table shows; nil for text.
  package var kinds: [CellKind?] = []
  /// The tables of a file that holds several, as far as its start shows: the lines on which they
  /// start. Only the one at ``headerLine`` is read.
  package var tableLines: [Int] = []
  /// What a JSON file says of all rows, beside the list of them.
  package var remarks: [TableRemark] = []
  /// Whether the file is UTF-8 encoded twice, and is mended while it is read.
  package var mojibake = false
  /// What was decided, and why.
  package var decisions: [FormatDecision]

  /// Sentences for people: why each of these was chosen.
  package var evidence: [String] { decisions.map(\.reason) }

  /// What is known when only the encoding is.
  init(_ encoding: EncodingDetection) {
    self.encoding = encoding.encoding
    byteOrderMark = encoding.markBytes > 0
    decisions = [encoding.decision]
  }

  /// How rows are cut into cells.
  mutating func take(_ layout: RowLayout) {
    decisions += layout.decisions
    if let fixed = layout.fixed {
      self.layout = .fixedWidth
      widths = fixed.columns.map(\.count)
      quote = nil
      return
    }
    delimiter = Dialect.text(layout.dialect.delimiter)
    quote = layout.dialect.quote == 0 ? nil : Dialect.text(layout.dialect.quote)
    escape = layout.dialect.escape.map(Dialect.text)
  }
}

/// What a rule says about a format; the rest is found out.
package struct TablePins: Sendable, Equatable, Codable {
  /// An iconv name, such as `UTF-8`, `WINDOWS-1252` or `SHIFT_JIS`.
  package var encoding: String?
  package var delimiter: String?
  /// The quote character; an empty text for a table without quoting.
  package var quote: String?
  /// The character before a quote inside of quotes; an empty text where quotes are doubled.
  package var escape: String?
  package var hasHeader: Bool?
  /// 1-based line of the header, or of the first row.
  package var headerLine: Int?
  /// Which table of a file that holds several, from 1; the first unless it is said.
  package var table: Int?
  /// How the rows lie in the text; only fixed widths must be said.
  package var layout: TableFormat.Layout?
  /// Widths of the columns in characters, side by side from the start of each line.
  package var widths: [Int]?

  package init(
    encoding: String? = nil, delimiter: String? = nil, quote: String? = nil,
    escape: String? = nil, hasHeader: Bool? = nil, headerLine: Int? = nil, table: Int? = nil,
    layout: TableFormat.Layout? = nil, widths: [Int]? = nil
  ) {
    self.encoding = encoding
    self.delimiter = delimiter
    self.quote = quote
    self.escape = escape
    self.hasHeader = hasHeader
    self.headerLine = headerLine
    self.table = table
    self.layout = layout
    self.widths = widths
  }

  /// Everything as it was found before.
  package init(_ format: TableFormat) {
    self.init(
      encoding: format.encoding.rawValue, delimiter: format.delimiter, quote: format.quote ?? "",
      escape: format.escape ?? "", hasHeader: format.hasHeader, headerLine: format.headerLine,
      layout: format.layout, widths: format.layout == .fixedWidth ? format.widths : nil)
  }

  var isFixedWidth: Bool { layout == .fixedWidth || (layout == nil && widths != nil) }

  /// A rule that names a delimiter means rows of cells.
  var mayBeJSON: Bool {
    switch layout {
    case .json, .jsonLines: true
    case .delimited, .fixedWidth: false
    case nil: delimiter == nil && widths == nil
    }
  }
}
