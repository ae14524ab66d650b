/// What a table is, in a sentence.
struct TableSummary {
  let name: String
  let columns: [String]
  /// The columns' kinds, joined with commas; empty for an empty column.
  let kinds: String
  let rows: Int

  /// “march.csv has 120 rows and 6 columns: 2 of numbers, 1 of dates and 3 of text.”
  var text: String {
    let list = kindCounts.map { "\($0.count) of \($0.words)" }
    let kinds = list.isEmpty ? "" : ": \(Self.joined(list))"
    return "\(name) has \(Self.counted(rows, "row")) and"
      + " \(Self.counted(columns.count, "column"))\(kinds)."
  }

  private var kindCounts: [(words: String, count: Int)] {
    let groups: [(words: String, kinds: Set<String>)] = [
      ("numbers", ["integer", "decimal"]), ("money", ["money"]), ("dates", ["date"]),
      ("yes or no", ["boolean"]), ("text", ["text"]), ("nothing", [""]),
    ]
    let all = kinds.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    return groups.map { group in (group.words, all.count { group.kinds.contains($0) }) }
      .filter { $0.count > 0 }
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }

  private static func joined(_ parts: [String]) -> String {
    guard parts.count > 1, let last = parts.last else { return parts.first ?? "" }
    return "\(parts.dropLast().joined(separator: ", ")) and \(last)"
  }
}
