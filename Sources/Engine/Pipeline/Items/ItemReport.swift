import Files
import Foundation
import Pages
import Tables

/// What a person is told about one item: `report.html`, `report.json`, and `rejects.csv`.
struct ItemReport {
  private let item: Item
  private let directory: Path

  /// - Parameter directory: the item's.
  init(_ item: Item, directory: Path) {
    self.item = item
    self.directory = directory
  }

  /// Adds the report to a publication.
  func write(to publication: PublicationWriter) throws {
    let place = publication.reportDirectory
    try publication.write(place / ItemDirectory.reportJSON, item.json())
    try publication.write(place / ItemDirectory.reportHTML, try html(outcome: "Published"))
    if item.rejectCount == 0 { return }
    var file = try publication.makeFile(place / ItemDirectory.rejects)
    try writeRejects(to: &file)
    try file.flush()
  }

  /// Leaves the report in the item's own directory: it is not published.
  func writeInDirectory(outcome: String) throws {
    try FileWriter.write(item.json(), to: directory / ItemDirectory.reportJSON)
    try FileWriter.write(try html(outcome: outcome), to: directory / ItemDirectory.reportHTML)
    if item.rejectCount == 0 { return }
    var file = try FileWriter(directory / ItemDirectory.rejects)
    try writeRejects(to: &file)
    try file.flush()
  }

  /// Writes the report anew where it was published, with what a person has decided since; not where
  /// that of a later item has taken its place.
  func renew(in outbox: Path) throws {
    guard let report = try Self.place(of: item, in: outbox) else { return }
    try FileWriter.replace(
      outbox / report / ItemDirectory.reportJSON, with: item.json(), isDurable: true)
    try FileWriter.replace(
      outbox / report / ItemDirectory.reportHTML, with: try self.html(outcome: "Published"),
      isDurable: true)
  }

  /// The folder of the outbox in which an item's report is, relative to it; nil where there is
  /// none, or that of a later item has taken its place.
  static func place(of item: Item, in outbox: Path) throws -> Path? {
    guard let report = item.report.map({ Path($0) }) else { return nil }
    let json = outbox / report / ItemDirectory.reportJSON
    guard try FileStatus.ifPresent(json)?.kind == .file,
      try FileStatus.ifPresent(outbox / report / ItemDirectory.reportHTML)?.kind == .file
    else { return nil }
    // One that somebody has changed is nobody's.
    let shown = try? JSONDecoder().decode(Shown.self, from: Data(FileReader.contents(of: json)))
    return shown?.id == item.id.number ? report : nil
  }

  /// Whose report it is.
  private struct Shown: Decodable { let id: Int }

  /// When a part of a table is handed to its file.
  private static let flushBytes = 48 << 10

  /// All rejects of all stages as a table for people.
  private func writeRejects(to file: inout FileWriter) throws {
    var table = CSVWriter(forPeople: true)
    table.append(row: Reject.fields)
    try RejectLog.forEach(in: directory) { reject in
      if table.bytes.count > Self.flushBytes { try file.write(table.takeBytes()) }
      table.append(row: [String(reject.line), reject.column ?? "", reject.value, reject.reason])
      return true
    }
    try file.write(table.takeBytes())
  }

  /// The first rejects, for the page.
  private func firstRejects() throws -> [ReportPage.Reject] {
    var first: [ReportPage.Reject] = []
    try RejectLog.forEach(in: directory) { reject in
      first.append(
        ReportPage.Reject(
          line: reject.line, column: reject.column ?? "", value: reject.value,
          reason: reject.reason))
      return first.count < ReportPage.rejectsMax
    }
    return first
  }

  private func html(outcome: String) throws -> [UInt8] {
    var writer = HTMLWriter()
    try page(outcome: outcome).page().write(&writer)
    return writer.withBytes { Array($0) }
  }

  private func page(outcome: String) throws -> ReportPage {
    let status: ReportPage.Status =
      outcome == "Failed"
      ? .failed : item.held.isEmpty && outcome == "Published" ? .good : .attention
    var page = ReportPage(title: item.name, status: status, statusText: outcome)
    page.brand = "Dropmill"
    page.embedsStylesheet = true
    page.origin = "\(item.worker) · \(item.business)"
    page.statusDetail = statusDetail
    page.tiles = tiles
    page.facts = facts
    page.findings = item.findings.map(Self.finding)
    page.decisions = item.decisions.map {
      ReportPage.Decision(subject: $0.text, choice: $0.stage, reason: "")
    }
    page.rejectsTotal = item.rejectCount
    page.rejects = item.rejectCount > 0 ? try firstRejects() : []
    page.rejectsFile = item.rejectCount > 0 ? Link(ItemDirectory.rejects) : nil
    page.timings = item.runs.map {
      ReportPage.Timing(label: $0.stage.rawValue, duration: .milliseconds($0.milliseconds))
    }
    return page
  }

  private var statusDetail: String {
    let held = item.held.values.reduce(0, +)
    if held > 0 {
      let records = Words.english.count(held, "1 record waits", "%1 records wait")
      return "\(records) for your decision: dropmill release \(item.id),"
        + " or dropmill reject \(item.id); with --record 1,2 about some of them"
    }
    return item.findings.first { $0.severity == .error }?.message ?? ""
  }

  private var tiles: [ReportPage.Tile] {
    let counts = item.counts
    var tiles = [tile(counts.records, "record", "records")]
    if counts.rows > 0 { tiles.append(tile(counts.rows, "row left out", "rows left out")) }
    if counts.cells > 0 { tiles.append(tile(counts.cells, "cell not read", "cells not read")) }
    return tiles + [tile(item.held.values.reduce(0, +), "held", "held")]
  }

  private func tile(_ count: Int, _ one: StaticString, _ many: StaticString) -> ReportPage.Tile {
    ReportPage.Tile(
      label: Words.english.count(count, one, many), value: Words.english.number(count))
  }

  private var facts: [ReportPage.Fact] {
    [
      ReportPage.Fact(label: "Item", value: "\(item.id)"),
      ReportPage.Fact(label: "Came from", value: "inbox/\(item.origin)"),
      ReportPage.Fact(label: "Part of", value: item.parent.map { "item \($0)" } ?? "—"),
      ReportPage.Fact(label: "Received", value: item.received.formatted(.iso8601)),
      ReportPage.Fact(label: "Size", value: "\(item.size) bytes"),
      ReportPage.Fact(label: "Rule", value: item.rule),
      ReportPage.Fact(label: "Route", value: "\(item.worker)/\(item.route)"),
      ReportPage.Fact(label: "Fingerprint", value: item.fingerprint),
    ]
  }

  private static func finding(_ finding: Finding) -> ReportPage.Finding {
    let status: ReportPage.Status =
      switch finding.severity {
      case .note: .good
      case .warning: .attention
      case .error: .failed
      }
    let place = [finding.line.map { "line \($0)" }, finding.record.map { "record \($0)" }]
      .compactMap(\.self).joined(separator: ", ")
    return ReportPage.Finding(
      status: status, label: finding.code, text: finding.message, detail: place)
  }
}
