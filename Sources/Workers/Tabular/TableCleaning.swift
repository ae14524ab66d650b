import Pipeline
import Tables

/// Finds each column's kind, and writes its cells in one plain form.
struct TableCleaning {
  private let records: RecordReader<TabularRow>
  private let plans: RecordWriter<TabularRow>
  private let context: StageContext

  init(
    _ records: RecordReader<TabularRow>, _ plans: RecordWriter<TabularRow>,
    _ context: StageContext
  ) {
    self.records = records
    self.plans = plans
    self.context = context
  }

  func run() throws -> Outcome {
    guard var head = try records.next() else { return .next }
    let profile = try profile(of: head)
    let cleanings = profile.columns.map { CellCleaning($0) }
    try records.rewind()
    _ = try records.next()
    head.head = TableHead(rows: profile.rows, columns: profile.columns.map(ColumnSummary.init)).text
    try plans.appendHead(head)
    var cells: [UInt8] = []
    while let row = try records.next() {
      cells.removeAll(keepingCapacity: true)
      row.forEachCell { column, bytes in
        if column > 0 { cells.append(TabularRow.separator) }
        guard column < cleanings.count else { return cells.append(contentsOf: bytes) }
        cleanings[column].append(bytes, to: &cells)
      }
      try plans.append(
        TabularRow(line: row.line, cells: String(decoding: cells, as: UTF8.self)))
    }
    for column in profile.columns { explain(column) }
    return .next
  }

  private func profile(of head: TabularRow) throws -> TableProfile {
    var profile = TableProfile(
      columns: head.names, hasDecimalCommas: head.head == TabularRow.decimalCommas)
    while let row = try records.next() { profile.add(row) }
    return profile
  }

  private func explain(_ column: ColumnProfile) {
    guard let kind = column.kind else { return context.decide("“\(column.name)” is empty") }
    let odd = column.oddCount == 0 ? "" : ", \(column.oddCount) odd"
    let marked = column.markedMissing == 0 ? "" : " (\(column.markedMissing) by a mark)"
    let missing = column.missing == 0 ? "" : ", \(column.missing) missing\(marked)"
    context.decide("“\(column.name)” holds \(kind.plural)\(missing)\(odd)")
  }
}

extension TableProfile {
  /// Takes one row of a stream.
  mutating func add(_ row: TabularRow) {
    row.forEachCell { column, bytes in add(bytes, column: column, line: row.line) }
    endRow()
  }
}

extension CellKind {
  /// For people.
  var plural: String {
    switch self {
    case .integer: "whole numbers"
    case .decimal: "numbers"
    case .money: "amounts of money"
    case .date: "dates"
    case .boolean: "yes or no"
    case .text: "text"
    }
  }
}
