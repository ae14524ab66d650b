import Files
import Pipeline
import Tables

/// All that can be found out about a table by reading it once.
struct TableInspection: Encodable {
  /// What one column holds.
  struct Column: Encodable {
    var name: String
    /// Nil when it holds nothing.
    var kind: CellKind?
    var missing: Int
    var distinct: Int
    var isDistinctExact: Bool
    /// Cells that are not of the column's kind.
    var odd: Int
    var least: Double?
    var greatest: Double?
    var examples: [String]
  }

  private static let examplesMax = 3
  private static let reportsShown = 20

  var file: String
  var format: TableFormat
  var columns: [Column] = []
  var statistics = TableStatistics()
  var rejects: [Reject] = []
  var repairs: [Reject] = []

  init(_ path: Path, pins: TablePins) throws {
    file = path.description
    do {
      let source = SourceFile(name: "", path: path, size: 0, isBundle: false)
      var reader = try TableReader(try source.open(), pinned: pins)
      format = reader.format
      var profile = TableProfile(columns: format.columns)
      while try reader.next() { profile.add(&reader) }
      statistics = reader.statistics
      rejects = reader.takeRejects()
      repairs = reader.takeRepairs()
      columns = profile.columns.map(Self.column)
    } catch let error as TableError {
      throw TableCommandError(file: path, reason: error)
    }
  }

  private static func column(_ profile: ColumnProfile) -> Column {
    let distinct = profile.distinct
    return Column(
      name: profile.name, kind: profile.kind, missing: profile.missing, distinct: distinct.count,
      isDistinctExact: distinct.isExact, odd: profile.oddCount, least: profile.least,
      greatest: profile.greatest,
      examples: profile.firstValues(examplesMax))
  }

  // MARK: - For people

  func lines(_ console: Console) -> [String] {
    [console.styled(file, .bold)] + decisionLines + columnLines + rowLines
      + reportLines(rejects, "rejected", console.styled("rejected", .red))
      + reportLines(repairs, "repaired", console.styled("repaired", .yellow))
  }

  private var decisionLines: [String] {
    let width = format.decisions.map(\.choice.count).max() ?? 0
    return format.decisions.map { decision in
      let subject = Help.padded(decision.subject.rawValue, 10)
      let choice = Help.padded(ShownText.line(decision.choice), width)
      return "  \(subject) \(choice)  \(ShownText.line(decision.reason))"
    }
  }

  private var columnLines: [String] {
    let width = min(40, columns.map(\.name.count).max() ?? 0)
    let lines = columns.enumerated().map { index, column in
      let number = String(repeating: " ", count: max(0, 5 - "\(index + 1)".count)) + "\(index + 1)"
      let kind = Help.padded(column.kind?.rawValue ?? "empty", 8)
      let notes = [
        column.missing > 0 ? "\(column.missing) missing" : nil,
        column.odd > 0 ? "\(column.odd) odd" : nil,
        column.examples.isEmpty ? nil : Self.quoted(column.examples),
      ]
      return "\(number) \(Help.padded(ShownText.line(column.name), width))  \(kind) "
        + notes.compactMap { $0 }.joined(separator: "; ")
    }
    return ["  columns    \(columns.count)"] + lines
  }

  private static func quoted(_ examples: [String]) -> String {
    examples.map { "“\(ShownText.line($0))”" }.joined(separator: ", ")
  }

  private var rowLines: [String] {
    let counts = [
      (statistics.rejected, "rejected"), (statistics.mendedRows, "with quotes astray"),
      (statistics.alignedRows, "fitted to the columns"), (statistics.shortRows, "short"),
      (statistics.emptyRows, "empty, passed over"), (statistics.comments, "comments, passed over"),
      (statistics.repeatedHeaders, "repeat the header, passed over"),
    ]
    let notes = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return ["  rows       " + (["\(statistics.rows)"] + notes).joined(separator: "; ")]
  }

  private func reportLines(_ reports: [Reject], _ word: String, _ styled: String) -> [String] {
    let shown = reports.prefix(Self.reportsShown).map { report in
      let column = report.column.map { ", column “\(ShownText.line($0))”" } ?? ""
      let value = ShownText.line(report.value)
      return "  \(styled)   line \(report.line)\(column): \(report.reason): “\(value)”"
    }
    let more = reports.count - shown.count
    return shown + (more > 0 ? ["  … and \(more) more \(word)"] : [])
  }
}
