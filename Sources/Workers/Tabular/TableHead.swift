/// What the head of a stream says about its table, behind the stage process.
struct TableHead: Equatable {
  /// One sentence; empty until it is written.
  var summary = ""
  var rows: Int
  var columns: [ColumnSummary]

  private static let mark: Character = "\u{1d}"

  init(rows: Int, columns: [ColumnSummary]) {
    self.rows = rows
    self.columns = columns
  }

  /// - Returns: Nil when it is not what ``text`` gives.
  init?(text: String) {
    let parts = text.split(separator: Self.mark, omittingEmptySubsequences: false)
    guard parts.count >= 2, let rows = Int(parts[1]) else { return nil }
    summary = String(parts[0])
    self.rows = rows
    columns = parts.dropFirst(2).compactMap { ColumnSummary(text: $0) }
    guard columns.count == parts.count - 2 else { return nil }
  }

  var text: String {
    ([summary, "\(rows)"] + columns.map(\.text)).joined(separator: String(Self.mark))
  }
}
