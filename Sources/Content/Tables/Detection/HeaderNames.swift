/// The names of a table's columns, made from the rows of its header.
struct HeaderNames {
  private(set) var columns: [String]
  private(set) var decisions: [FormatDecision] = []

  /// - Parameter raw: The cells of each header row as written; none if there is no header.
  init(_ raw: [[[UInt8]]], of table: HeaderDetection, quote: UInt8) {
    var rows = raw.map { row in row.map { Self.text($0, quote) } }
    if rows.count == 1, let dropped = Self.dropEmptyNames(&rows[0], width: table.width) {
      decisions.append(dropped)
    }
    let named = rows.count > 1 ? Self.joined(rows[0], rows[1]) : rows.first ?? []
    let leading = Array(repeating: "", count: table.leadingColumns)
    let trailing = Array(
      repeating: "", count: max(0, table.width - table.leadingColumns - named.count))
    columns = ColumnNames.repaired(leading + named + trailing)
  }

  private static func text(_ cell: [UInt8], _ quote: UInt8) -> String {
    let text = String(decoding: cell, as: UTF8.self)
    if !cell.contains(quote) { return text }
    let mark = Dialect.text(quote)
    return text.replacing(mark + mark, with: mark)
  }

  /// A header that has more names than the rows have cells, some of them empty, has a delimiter
  /// too many.
  private static func dropEmptyNames(_ names: inout [String], width: Int) -> FormatDecision? {
    let surplus = names.count - width
    guard surplus > 0, width > 1 else { return nil }
    let empty = names.indices.filter { names[$0].allSatisfy(\.isWhitespace) }
    guard empty.count >= surplus else { return nil }
    for index in empty.suffix(surplus).reversed() { names.remove(at: index) }
    return FormatDecision(
      .columns, "\(width)",
      "The header has \(surplus) empty names more than the rows have cells: left out.")
  }

  /// A group holds for the columns to its right that have none of their own.
  private static func joined(_ groups: [String], _ names: [String]) -> [String] {
    var group = ""
    return names.indices.map { index in
      let own = index < groups.count ? groups[index].trimmed : ""
      if !own.isEmpty { group = own }
      return names[index].trimmed.isEmpty || group.isEmpty
        ? group + names[index].trimmed
        : "\(group) \(names[index].trimmed)"
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
