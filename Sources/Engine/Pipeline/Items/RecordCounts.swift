/// How many records there are, and what was left out of them.
package struct RecordCounts: Sendable, Equatable {
  package let records: Int
  /// Rows that became no record.
  package let rows: Int
  /// Cells that were not read, of rows that were.
  package let cells: Int

  /// `22 records, 1 row left out, 2 cells not read`; what is 0 is not told, but for the records.
  package var text: String {
    var parts = [records == 1 ? "1 record" : "\(records) records"]
    if rows > 0 { parts.append(rows == 1 ? "1 row left out" : "\(rows) rows left out") }
    if cells > 0 { parts.append(cells == 1 ? "1 cell not read" : "\(cells) cells not read") }
    return parts.joined(separator: ", ")
  }
}

extension Item.StageRun {
  package var counts: RecordCounts {
    let cells = rejectedCells ?? 0
    return RecordCounts(records: records, rows: rejects - cells, cells: cells)
  }
}

extension Item {
  /// Records that the last stage with a stream wrote, and those published before a release.
  package var recordCount: Int {
    (recordsBefore ?? 0) + (runs.last { $0.stage.streamName != nil }?.records ?? 0)
  }

  /// Rows and cells that were left out.
  package var rejectCount: Int { runs.reduce(0) { $0 + $1.rejects } }

  package var counts: RecordCounts {
    let cells = runs.reduce(0) { $0 + ($1.rejectedCells ?? 0) }
    return RecordCounts(records: recordCount, rows: rejectCount - cells, cells: cells)
  }

  /// Held records of a published item go on behind the stage that held them: what was published
  /// of the others counts, too.
  mutating func countReleased(_ released: Int, of stage: Stage) {
    if stage.next == .publish, let run = runs.lastIndex(where: { $0.stage == stage }) {
      runs[run].records += released
    } else {
      recordsBefore = recordCount
    }
  }
}
