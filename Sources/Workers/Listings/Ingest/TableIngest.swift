import Pages
import Pipeline
import Tables

/// Source file to records: reads the table twice, a sample to know its columns, then all of it.
struct TableIngest {
  private let source: SourceFile
  private let options: IngestOptions
  private let aliases: HeaderAliases

  /// Rows that decide what the columns are.
  private static let sampleRows = 500
  /// Of each of their cells, so that memory does not go by how long texts are.
  private static let sampleBytes = 4096
  /// Between two looks at whether the stage shall stop.
  private static let rowsBetweenChecks = 1024

  init(_ source: SourceFile, options: IngestOptions, aliases: HeaderAliases = .standard) {
    self.source = source
    self.options = options
    self.aliases = aliases
  }

  /// - Throws: ``Tables/TableError`` when it is no table, ``Files/FileError``.
  func run(to records: RecordWriter<Record>, in context: StageContext) throws -> Outcome {
    options.problems.forEach { context.note(Finding(.warning, "rule-option", "\($0).")) }
    let pins = TablePins(options: context.item.options) { problem in
      context.note(Finding(.warning, "rule-option", "\(problem)."))
    }
    let (format, samples) = try sample(pins)
    format.evidence.forEach(context.decide)
    if !format.hasHeader { return Self.rejection(.noHeader, format) }
    var options = options
    options.take(format.remarks, aliases).forEach(context.decide)
    let map = ColumnMap(
      header: format.columns, samples: samples, options: options, aliases: aliases)
    if !map.isListingTable { return Self.rejection(.noListings, format) }
    map.columns.compactMap(\.decision).forEach(context.decide)
    map.assumptions.forEach(context.decide)
    if map.isPriceList {
      context.decide(
        "it is a price list: it changes the prices of listings that earlier tables told of")
    }
    let parser = RowParser(
      map, ruleCurrency: options.currency, thisYear: options.today?.year)
    try read(parser, format, isPriceList: map.isPriceList, to: records, in: context)
    if records.count > 0 { return .next }
    return Self.rejection(records.rejectCount > 0 ? .noRows : .onlyHeader, format)
  }

  private func sample(_ pins: TablePins) throws -> (TableFormat, [ColumnSample]) {
    var table = try TableReader(source.open(), pinned: pins)
    var samples = [ColumnSample](repeating: ColumnSample(), count: table.count)
    var rows = 0
    while rows < Self.sampleRows, try table.next() {
      for column in 0..<table.count {
        // What says what a column holds stands at the start of its cells.
        let cell = table.cell(column).bytes
        samples[column].append(UnsafeRawBufferPointer(rebasing: cell.prefix(Self.sampleBytes)))
      }
      rows += 1
    }
    return (table.format, samples)
  }

  private func read(
    _ parser: consuming RowParser, _ format: TableFormat, isPriceList: Bool,
    to records: RecordWriter<Record>, in context: StageContext
  ) throws {
    var table = try TableReader(source.open(), pinned: TablePins(format))
    var bare = BarePrices()
    var rows = 0
    let reject: ([Reject]) throws -> Void = { rejects in
      try Task.checkCancellation()
      for reject in rejects { try records.reject(reject) }
    }
    while try table.next(reporting: reject) {
      parser.read(line: table.line) { table.cell($0).bytes }
      if parser.isListing {
        try records.append(parser.record)
        bare.add(parser.record)
      } else {
        try records.reject(
          line: parser.record.line, reason: "the row names neither title nor place nor price")
      }
      for problem in parser.problems {
        try records.reject(
          line: parser.record.line, column: format.columns[problem.column],
          value: table.cell(problem.column).string, reason: problem.reason)
      }
      rows += 1
      if rows % Self.rowsBetweenChecks == 0 {
        try Task.checkCancellation()
        try report(&table, to: records, context)
      }
    }
    try report(&table, to: records, context)
    if !isPriceList, let finding = bare.finding { context.note(finding) }
    note(table.statistics, context)
  }

  /// Rows that could not be read go to the rejects; what was mended of others is told.
  private func report(
    _ table: inout TableReader, to records: RecordWriter<Record>, _ context: StageContext
  ) throws {
    for reject in table.takeRejects() { try records.reject(reject) }
    for repair in table.takeRepairs() {
      context.note(
        Finding(.warning, "repaired", "\(repair.reason): “\(repair.value)”", line: repair.line))
    }
  }

  private func note(_ statistics: TableStatistics, _ context: StageContext) {
    if statistics.emptyRows > 0 {
      context.decide("empty rows passed over: \(statistics.emptyRows)")
    }
    if let line = statistics.firstComment {
      context.decide(
        "lines that begin like a comment passed over: \(statistics.comments)"
          + " (the first is line \(line))")
    }
    if statistics.repairedBytes > 0 {
      context.note(
        Finding(
          .warning, "encoding",
          Words.english.count(
            statistics.repairedBytes, "1 byte is no text in the file's encoding and was replaced.",
            "%1 bytes are no text in the file's encoding and were replaced.")
        ))
    }
  }

  private enum Reason {
    case noHeader, noListings, noRows, onlyHeader
  }

  /// For a letter or a note that was dropped among tables.
  private static let text = Finding(
    .error, "no-table",
    "This is a text, and no table of listings: nothing parts its lines into columns. Letters and "
      + "notes are not read here; what they tell goes into a table, a listing to a line.")

  private static func rejection(_ reason: Reason, _ format: TableFormat) -> Outcome {
    let saysNothing = reason == .noHeader || reason == .noListings
    if saysNothing, format.columns.count == 1 { return .reject([text]) }
    let columns = format.columns.prefix(12).map { "“\($0)”" }.joined(separator: ", ")
    let wanted =
      "A listing table has a price or a rent and says what is offered or where (title, type, "
      + "location, bedrooms, area); without a price it needs two of these. A price list has "
      + "references and prices."
    return switch reason {
    case .noHeader:
      .reject([
        Finding(
          .error, "no-header",
          "The table has no line of column names, so nobody can know what its cells mean. Add one "
            + "as line 1, for instance: title,location,price,bedrooms.", line: 1)
      ])
    case .noListings:
      .reject([
        Finding(
          .error, "no-listing-table",
          "This is no listing table: it has the columns \(columns). \(wanted) If one of them goes "
            + "by another name, write it into rules/listings/headers.txt: "
            + "“price: asking”. Or into the rule: columns: [\"price=Asking\"].",
          line: format.headerLine)
      ])
    case .noRows:
      .reject([
        Finding(
          .error, "no-rows", "No row of the table could be used; the rejects say why.",
          line: format.headerLine)
      ])
    case .onlyHeader: .reject([.onlyHeader(line: format.headerLine)])
    }
  }
}
