import Files
import Pages
import Pipeline
import Tables

/// Writes what comes of a table.
struct TablePublication {
  private let drafts: RecordReader<TabularRow>
  private let publication: PublicationWriter
  private let context: StageContext

  /// When a buffer is handed on.
  private let flushBytes = 48 << 10

  init(
    _ drafts: RecordReader<TabularRow>, _ publication: PublicationWriter, _ context: StageContext
  ) {
    self.drafts = drafts
    self.publication = publication
    self.context = context
  }

  func run() throws -> Outcome {
    guard let head = try drafts.next() else { return .finish("the table is empty") }
    let names = head.names
    guard let known = TableHead(text: head.head) else { throw TabularError.head }
    let keys = names.enumerated().map { index, name in
      let isNumeric = index < known.columns.count && known.columns[index].isNumeric
      return (key: JSONKey(name), isNumeric: isNumeric)
    }
    let room = min(context.item.size * 2, flushBytes) + 4096
    var table = CSVWriter(forPeople: true, reservingCapacity: room)
    var records = JSONWriter(reservingCapacity: room)
    var tableFile = try publication.makeFile("cleaned.csv", bufferSize: 64)
    var recordFile = try publication.makeFile("records.jsonl", bufferSize: 64)
    table.append(row: names)
    while let row = try drafts.next() {
      Self.append(row, keys, &table, &records)
      if table.bytes.count > flushBytes { try tableFile.write(table.takeBytes()) }
      if records.bytes.count > flushBytes { try recordFile.write(records.takeBytes()) }
    }
    try tableFile.write(table.takeBytes())
    try recordFile.write(records.takeBytes())
    try tableFile.flush()
    try recordFile.flush()
    if table.formulas > 0 {
      let cells = Words.english.count(
        table.formulas, "1 cell of cleaned.csv begins like a formula, and has",
        "%1 cells of cleaned.csv begin like formulas, and have")
      context.decide("\(cells) an apostrophe before it, so that no spreadsheet runs it")
    }
    try writePage(known)
    return .next
  }

  private func writePage(_ table: TableHead) throws {
    var writer = HTMLWriter()
    ProfilePage(name: context.item.name, table: table).page().write(&writer)
    try writer.withBytes { try publication.write("profile.html", $0) }
  }

  private static func append(
    _ row: TabularRow, _ keys: [(key: JSONKey, isNumeric: Bool)], _ table: inout CSVWriter,
    _ records: inout JSONWriter
  ) {
    records.beginObject()
    row.forEachCell { column, bytes in
      table.append(bytes)
      guard column < keys.count else { return }
      records.key(keys[column].key)
      appendValue(bytes, isNumeric: keys[column].isNumeric, to: &records)
    }
    table.endRow()
    records.endObject()
    records.endLine()
  }

  /// Numbers of a column of numbers as numbers; what is missing as null. In a column whose numbers
  /// are codes, or have more digits than readers keep, all are texts: one kind for each column.
  private static func appendValue(
    _ bytes: UnsafeRawBufferPointer, isNumeric: Bool, to records: inout JSONWriter
  ) {
    if bytes.isEmpty { return records.null() }
    if isNumeric, isNumber(bytes) { return records.value(number: bytes) }
    records.value(bytes)
  }

  /// A number as JSON writes it, in a column that ``ColumnSummary/isNumeric``.
  private static func isNumber(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let digits = bytes.first == 0x2d ? UnsafeRawBufferPointer(rebasing: bytes[1...]) : bytes
    guard let first = digits.first, (0x30...0x39).contains(first) else { return false }
    var points = 0
    for byte in digits {
      if byte == 0x2e { points += 1 } else if !(0x30...0x39).contains(byte) { return false }
    }
    return points <= 1 && digits.last != 0x2e
  }
}
