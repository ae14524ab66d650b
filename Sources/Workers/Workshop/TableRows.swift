import Pipeline
import Tables

/// The rows of a table as JSON objects: column names as keys, cells as text.
struct TableRows {
  private let source: SourceFile
  private let context: StageContext

  init(_ source: SourceFile, _ context: StageContext) {
    self.source = source
    self.context = context
  }

  /// - Throws: ``Tables/TableError`` when it is no table.
  func write(to records: RecordWriter<JSONRecord>) throws -> Outcome {
    if source.isBundle {
      return .reject([Finding(.error, "bundle", "a folder is no table: drop what is in it")])
    }
    let pins = TablePins(options: context.item.options) { problem in
      context.note(Finding(.warning, "rule-option", "\(problem)."))
    }
    var reader = try TableReader(try source.open(), pinned: pins)
    for evidence in reader.format.evidence { context.decide(evidence) }
    let names = reader.format.columns
    while try reader.next() {
      var json = JSONWriter()
      json.beginObject()
      for column in 0..<min(reader.count, names.count) {
        json.key(names[column])
        json.value(reader.cell(column))
      }
      json.endObject()
      try records.append(JSONRecord(String(decoding: json.takeBytes(), as: UTF8.self)))
      for reject in reader.takeRejects() { try records.reject(reject) }
    }
    for reject in reader.takeRejects() { try records.reject(reject) }
    return .next
  }
}
