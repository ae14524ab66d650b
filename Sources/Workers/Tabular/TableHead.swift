import Tables

/// What the head of a stream says about its table, behind the stage process.
///
/// As text: the sentence, the columns' kinds, the count of rows and the columns, with U+001D
/// between them. A stage that needs the kinds, or writes the sentence, leaves the rest unread.
struct TableHead: Equatable {
  /// One sentence; empty until it is written.
  var summary = ""
  var rows: Int
  var columns: [ColumnSummary]

  private static let mark = UInt8(0x1d)

  init(rows: Int, columns: [ColumnSummary]) {
    self.rows = rows
    self.columns = columns
  }

  /// - Returns: Nil when it is not what ``text`` gives.
  init?(text: String) {
    let parts = text.utf8.split(separator: Self.mark, omittingEmptySubsequences: false)
    guard parts.count >= 3, let rows = Int(Substring(parts[2])) else { return nil }
    summary = String(Substring(parts[0]))
    self.rows = rows
    columns = parts.dropFirst(3).compactMap { ColumnSummary(text: Substring($0)) }
    guard columns.count == parts.count - 3 else { return nil }
  }

  var text: String {
    let kinds = columns.map { $0.kind?.rawValue ?? "" }.joined(separator: ",")
    var text = "\(summary)\u{1d}\(kinds)\u{1d}\(rows)"
    for column in columns {
      text += "\u{1d}"
      column.append(to: &text)
    }
    return text
  }

  /// The columns' kinds, joined with commas; empty for an empty column.
  ///
  /// - Returns: Nil when the text is no head's.
  static func kinds(in text: String) -> String? {
    let parts = text.utf8.split(
      separator: mark, maxSplits: 2, omittingEmptySubsequences: false)
    return parts.count == 3 ? String(Substring(parts[1])) : nil
  }

  /// The text of a head, with another sentence.
  static func replacing(summary: String, in text: String) -> String {
    guard let end = text.utf8.firstIndex(of: mark) else { return text }
    return ColumnSummary.plain(summary) + text[end...]
  }
}
