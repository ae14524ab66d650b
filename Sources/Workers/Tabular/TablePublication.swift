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
    let keys = names.map(JSONKey.init)
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
    try writePage(known)
    return .next
  }

  private func writePage(_ table: TableHead) throws {
    var writer = HTMLWriter()
    ProfilePage(name: context.item.name, table: table).page().write(&writer)
    try writer.withBytes { try publication.write("profile.html", $0) }
  }

  private static func append(
    _ row: TabularRow, _ keys: [JSONKey], _ table: inout CSVWriter, _ records: inout JSONWriter
  ) {
    records.beginObject()
    row.forEachCell { column, bytes in
      table.append(bytes)
      guard column < keys.count else { return }
      records.key(keys[column])
      appendValue(bytes, to: &records)
    }
    table.endRow()
    records.endObject()
    records.endLine()
  }

  /// Plain numbers as numbers; what is missing as null.
  private static func appendValue(_ bytes: UnsafeRawBufferPointer, to records: inout JSONWriter) {
    if bytes.isEmpty { return records.null() }
    if isNumber(bytes) { return records.value(number: bytes) }
    records.value(bytes)
  }

  /// A number that JSON writes in the same way: no leading zeros (they are part of a code), at most
  /// 15 digits, which every reader takes for the same number.
  private static func isNumber(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let digits = bytes.first == 0x2d ? UnsafeRawBufferPointer(rebasing: bytes[1...]) : bytes
    guard let first = digits.first, (0x30...0x39).contains(first), digits.count <= 15 else {
      return false
    }
    if first == 0x30, digits.count > 1, digits[1] != 0x2e { return false }
    var points = 0
    for byte in digits {
      if byte == 0x2e { points += 1 } else if !(0x30...0x39).contains(byte) { return false }
    }
    return points <= 1 && digits.last != 0x2e
  }
}
