package import Pipeline
import Tables

/// The way of a table through the five stages.
package struct TabularRoute: Route {
  package let name = "table"

  /// Reads rows.
  package func ingest(
    _ source: SourceFile, to records: RecordWriter<TabularRow>, in context: StageContext
  ) async throws -> Outcome {
    if source.isBundle {
      return .reject([
        Finding(.error, "no-table", "a folder is no table: drop the files that are in it")
      ])
    }
    do {
      return try TableIngest(source, records, context).run()
    } catch let error as TableError {
      return .reject([Finding(.error, "no-table", error.description)])
    }
  }

  /// Finds each column's kind, and cleans its cells.
  package func process(
    _ records: RecordReader<TabularRow>, to plans: RecordWriter<TabularRow>,
    in context: StageContext
  ) async throws -> Outcome {
    try TableCleaning(records, plans, context).run()
  }

  /// Says in a sentence what the table is.
  package func nlg(
    _ plans: RecordReader<TabularRow>, to drafts: RecordWriter<TabularRow>,
    in context: StageContext
  ) async throws -> Outcome {
    guard var head = try plans.next() else { return .next }
    guard let kinds = TableHead.kinds(in: head.head) else { throw TabularError.head }
    let summary = TableSummary(
      name: context.item.name, columns: head.names, kinds: kinds,
      rows: context.item.records(of: .process) ?? 0)
    head.head = TableHead.replacing(summary: summary.text, in: head.head)
    try drafts.appendHead(head)
    try drafts.copyRest(of: plans)
    return .next
  }

  /// A table without a single row is a failure; all else was judged cell by cell.
  package func qa(
    _ drafts: RecordReader<TabularRow>, to approved: RecordWriter<TabularRow>,
    in context: StageContext
  ) async throws -> Outcome {
    guard let head = try drafts.next() else { return .next }
    try approved.appendHead(head)
    try approved.copyRest(of: drafts)
    if approved.count > 0 { return .next }
    if context.item.rejectCount > 0 {
      return .reject([
        Finding(.error, "no-rows", "no row could be read; rejects.csv says why, row by row")
      ])
    }
    context.note(Finding(.warning, "no-rows", "the table has a header and no rows"))
    return .next
  }

  /// Writes the cleaned table, the records, and the page about it.
  package func publish(
    _ drafts: RecordReader<TabularRow>, to publication: PublicationWriter, in context: StageContext
  ) async throws -> Outcome {
    try TablePublication(drafts, publication, context).run()
  }
}
