/// Why a file could not be read as a table at all.
package struct TableError: Error, Equatable, CustomStringConvertible {
  package enum Reason: Sendable, Equatable {
    /// Nothing but blank lines.
    case empty
    /// Not text, or text of another kind; the value names what it looks like: “a PDF document”.
    case notText(String)
    /// The header has this many columns or more.
    case tooManyColumns(Int)
    /// A pinned encoding that iconv does not know.
    case unknownEncoding(String)
    /// The first row is larger than a row may be, or its quotation marks are broken.
    case unreadableHeader(String)
    /// Fixed widths that cannot be: none, one below 1; or none were said and the lines show none.
    case unusableWidths
    /// A pinned table of a file that holds only so many.
    case noSuchTable(wanted: Int, found: Int)
    /// A pinned line on which or below which no row starts.
    case noSuchLine(wanted: Int, last: Int)
    /// A pinned delimiter, quote or escape that is not one ASCII character, or two that are equal.
    case unusableDialect(String)
  }

  package var reason: Reason
  package var line: Int

  package init(_ reason: Reason, line: Int = 1) {
    self.reason = reason
    self.line = line
  }

  package var description: String {
    switch reason {
    case .empty:
      return "The file holds no rows. Write the rows, then drop it again."
    case .notText(let kind):
      return
        "The file is no table: it looks like \(kind). If there is a table in it, export that as "
        + "CSV."
    case .tooManyColumns(let most):
      return
        "line \(line): more than \(most) columns. Check the delimiter, or split the table."
    case .unknownEncoding(let name):
      return "No encoding is called “\(name)”. `iconv --list` prints those there are."
    case .unreadableHeader(let why):
      return "line \(line): the header cannot be read: \(why). Correct the line."
    case .unusableWidths:
      return
        "Its columns have no fixed widths that the lines show or the rule says. Correct the rule: "
        + "widths: 10, 20, 8."
    case .noSuchTable(let wanted, let found):
      return
        "The file has no table \(wanted): it holds \(found). `dropmill tables inspect` lists them."
    case .noSuchLine(let wanted, let last):
      return
        "The table cannot start on line \(wanted): the last row that was looked at is on line "
        + "\(last). Correct the line."
    case .unusableDialect(let what):
      return
        "\(what) cannot be used: delimiter, quote and escape are one ASCII character each, "
        + "and differ. Correct the rule."
    }
  }
}
