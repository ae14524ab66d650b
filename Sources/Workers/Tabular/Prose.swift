import Tables

/// Tells a letter or a note from a table of one column, while its rows are read: a text has at
/// most one name at its head, and nothing below it, or sentences.
///
/// What is named as a table (`list.csv`) is one, unless it is a phrase and nothing else.
struct Prose {
  private let mayBe: Bool
  private let isCalledTable: Bool
  private let isPhrase: Bool
  private var rows = 0
  private var sentences = 0

  private static let tableSuffixes = [".csv", ".tsv", ".json", ".jsonl", ".ndjson"]
  /// From one row in so many on that is a sentence, all is a text.
  private static let rowsPerSentence = 4
  /// A sentence has more blanks.
  private static let blanksMin = 3

  /// - Parameter name: of the file.
  init(_ format: TableFormat, name: String) {
    let named = format.columns.enumerated().filter { $0.element != "column \($0.offset + 1)" }
    mayBe = format.layout == .delimited && format.hasHeader && named.count <= 1
    let lower = name.lowercased()
    isCalledTable = Self.tableSuffixes.contains { lower.hasSuffix($0) }
    let head = named.first?.element ?? ""
    isPhrase =
      head.contains(" ")
      && head.allSatisfy { $0.isLetter || $0.isWhitespace || ".,:;!?'’-".contains($0) }
  }

  /// - Parameter row: its cells, joined.
  mutating func add(_ row: [UInt8]) {
    guard mayBe else { return }
    rows += 1
    let end = row.last { $0 != TabularRow.separator && $0 != 0x20 }
    let isClosed = end.map { ".!?".utf8.contains($0) } ?? false
    if isClosed, row.count(where: { $0 == 0x20 }) >= Self.blanksMin { sentences += 1 }
  }

  /// Whether what was read is a text; ask at its end.
  var isText: Bool {
    guard mayBe else { return false }
    if rows == 0 { return isPhrase || !isCalledTable }
    return !isCalledTable && sentences * Self.rowsPerSentence >= rows
  }
}
