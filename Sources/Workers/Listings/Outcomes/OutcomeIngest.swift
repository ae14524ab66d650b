import Pipeline
import Tables

/// Reads a table of outcomes.
struct OutcomeIngest {
  private let source: SourceFile
  private let words = OutcomeWords.standard
  private var days: DayParser

  /// Rows that decide which of day and month comes first.
  private static let sampleRows = 500

  /// - Parameter options: of the rule; its order of day and month counts where no date shows one.
  init(_ source: SourceFile, options: IngestOptions) {
    self.source = source
    days = DayParser(order: options.dayOrder ?? .dayFirst)
  }

  /// - Throws: ``Tables/TableError`` when it is no table, ``Files/FileError``.
  mutating func run(
    to records: RecordWriter<OutcomeRecord>, in context: StageContext
  ) throws -> Outcome {
    var table = try TableReader(source.open())
    var places: [OutcomeWords.Column: Int] = [:]
    for (index, name) in table.format.columns.enumerated() {
      if let column = words.column(name), places[column] == nil { places[column] = index }
    }
    if places[.listing] == nil || places.count < 2 {
      return .reject([
        Finding(
          .error, "no-outcome-table",
          "A table of outcomes names the listing (a column “reference”, “listing” or “key”) and "
            + "says what became of it (“outcome”, “date”, “price”) or who asked for it "
            + "(“inquiries”, “views”).", line: table.format.headerLine)
      ])
    }
    if let column = places[.day] {
      days.order = try dayOrder(in: column)
      if days.order == .monthFirst {
        context.decide("column “\(table.format.columns[column])” is read with the month first")
      }
    }
    while try table.next() {
      let line = table.line
      try read(line: line, to: records) { column in
        places[column].map { table.cell($0).string } ?? ""
      }
      for reject in table.takeRejects() { try records.reject(reject) }
    }
    for reject in table.takeRejects() { try records.reject(reject) }
    if records.count > 0 { return .next }
    if records.rejectCount == 0 { return .reject([.onlyHeader(line: table.format.headerLine)]) }
    return .reject([
      Finding(.error, "no-rows", "No row of the table could be used; the rejects say why.")
    ])
  }

  private func dayOrder(in column: Int) throws -> DayParser.Order {
    var table = try TableReader(source.open())
    var sample = ColumnSample()
    var rows = 0
    while rows < Self.sampleRows, try table.next() {
      sample.append(table.cell(column).bytes)
      rows += 1
    }
    return sample.dayOrder(otherwise: days.order)
  }

  private func read(
    line: Int, to records: RecordWriter<OutcomeRecord>, _ cell: (OutcomeWords.Column) -> String
  ) throws {
    var record = OutcomeRecord(line: line, listing: Spacing.single(cell(.listing)))
    if record.listing.isEmpty {
      return try records.reject(line: line, reason: "the row names no listing")
    }
    let said = cell(.outcome)
    if !said.isEmpty {
      switch words.saying(said) {
      case .outcome(let outcome): record.outcome = outcome
      case .active: record.saysActive = true
      case nil:
        return try records.reject(
          line: line, column: "outcome", value: said,
          reason: "it says neither sold, let, withdrawn nor active", leavesOutRow: true)
      }
    }
    let day = cell(.day)
    switch days.read(Array(day.utf8).span) {
    case .value(let day): record.day = day.text
    case .missing: break
    case .unreadable(let reason):
      try records.reject(line: line, column: "date", value: day, reason: reason)
    }
    if record.outcome != nil, record.day == nil {
      return try records.reject(
        line: line, column: "date", value: day, reason: "an outcome needs the day it came",
        leavesOutRow: true)
    }
    let price = cell(.price)
    record.price = price.isEmpty ? nil : price
    record.inquiries = try count(.inquiries, cell(.inquiries), line, records)
    record.views = try count(.views, cell(.views), line, records)
    try records.append(record)
  }

  private func count(
    _ column: OutcomeWords.Column, _ cell: String, _ line: Int,
    _ records: RecordWriter<OutcomeRecord>
  ) throws -> Int? {
    let text = Spacing.single(cell.filter { $0 != "," })
    if text.isEmpty || text == "-" { return nil }
    if let count = Int(text), count >= 0 { return count }
    try records.reject(
      line: line, column: column.rawValue, value: cell, reason: "it is no whole number")
    return nil
  }
}

extension OutcomeRecord {
  /// A listing of which nothing is known yet.
  init(line: Int, listing: String) {
    self.init(
      line: line, listing: listing, outcome: nil, day: nil, price: nil, priceMinorUnits: nil,
      inquiries: nil, views: nil, number: nil, headline: nil)
  }
}
