import Foundation
import Rules
import TestSupport
import Testing

@testable import Pipeline

@Suite struct `An item` {
  private let place: TemporaryDirectory

  init() throws { place = try TemporaryDirectory() }

  @Test(arguments: [
    "march.csv", "a \"quoted\"\nname.csv", "\u{1F3E0} Häuser.csv", "back\\slash.csv",
  ])
  func `is read as it was written`(name: String) throws {
    let item = Self.item(nameBytes: Array(name.utf8))
    try item.write(in: place.path)
    #expect(try Item.read(in: place.path) == item)
  }

  @Test func `keeps a name that is no text`() throws {
    let item = Self.item(nameBytes: [0x61, 0xff, 0x2e, 0x63])
    try item.write(in: place.path)
    let read = try Item.read(in: place.path)
    #expect(read.nameBytes == [0x61, 0xff, 0x2e, 0x63])
    #expect(read == item)
  }

  @Test func `is written for people: each value on a line, whole seconds of the world's time`() {
    let lines = String(decoding: Self.item().json(), as: UTF8.self).split(separator: "\n")
    #expect(lines.first == "{")
    #expect(lines.contains("  \"received\": \"2026-02-02T02:40:00Z\","))
    #expect(lines.contains("      \"severity\": \"warning\","))
    #expect(lines.last == "}")
  }

  @Test func `is written with every field that it has`() throws {
    let item = Self.item(nameBytes: [0xff])
    let values: [Any] = [
      item, item.findings[0], item.decisions[0], item.runs[0],
      try #require(item.attempts?.first),
    ]
    for value in values {
      for field in Mirror(reflecting: value).children {
        let key = try #require(field.label)
        let text = String(decoding: item.json(), as: UTF8.self)
        #expect(text.contains("\"\(key)\": "), "\(type(of: value)) has a field \(key)")
      }
    }
  }

  @Test func `is read as it was written before cells were counted`() throws {
    var item = Self.item()
    item.runs[0].rejectedCells = nil
    item.recordsBefore = nil
    #expect(!String(decoding: item.json(), as: UTF8.self).contains("rejectedCells"))
    #expect(try Item(json: item.json()) == item)
    #expect(item.counts == RecordCounts(records: 10, rows: 3, cells: 0))
  }

  @Test(arguments: [
    (RecordCounts(records: 22, rows: 1, cells: 2), "22 records, 1 row left out, 2 cells not read"),
    (RecordCounts(records: 1, rows: 0, cells: 1), "1 record, 1 cell not read"),
    (RecordCounts(records: 0, rows: 2, cells: 0), "0 records, 2 rows left out"),
  ])
  func `tells its counts, and nothing of what there is none of`(
    _ counts: RecordCounts, _ text: String
  ) {
    #expect(counts.text == text)
  }

  @Test func `may have a program for each stage that there is`() {
    #expect(StageProgram.stages == Stage.allCases.map(\.rawValue))
  }

  private static func item(nameBytes: [UInt8] = Array("march.csv".utf8)) -> Item {
    var item = Item(
      id: ItemID(7), fingerprint: "00ff", nameBytes: nameBytes, origin: "lines/acme/march.csv",
      isBundle: false, size: 12, received: Date(timeIntervalSince1970: 1_770_000_000),
      worker: "lines", route: "text", business: "acme", rule: "test",
      options: [
        "currency": .text("NGN"), "count": .integer(-3), "share": .number(2.5), "all": .flag(true),
        "columns": .list([.text("price=Ask"), .text("ü")]),
      ],
      programs: [
        "qa": StageProgram(run: ["./a", "b"], timeoutSeconds: 1.5, memoryBytes: 9)
      ],
      attemptsMax: 3, backoffSeconds: 0.5)
    item.decisions = [.init(stage: "ingest", text: "comma, \"UTF-8\"")]
    item.decisions[0].time = Date(timeIntervalSince1970: 1_770_000_060)
    item.decisions[0].by = "ada"
    item.runs = [.init(stage: .ingest, milliseconds: 1.25, records: 10, rejects: 3, begun: 0.5)]
    item.runs[0].rejectedCells = 2
    item.isTakenAgain = true
    item.recordsBefore = 4
    item.attempts = [
      .init(
        stage: .nlg, number: 1, time: Date(timeIntervalSince1970: 1_770_000_009), message: "no")
    ]
    item.findings = [
      Finding(.warning, "price-odd", "“A” asks 1 <b>", line: 4).from(.process).about(record: 2),
      Finding(.error, "gone", "without a line"),
    ]
    item.held = ["qa": 2]
    item.decided = ["qa": [1, 3]]
    item.published = "lines/acme/march.txt"
    item.report = "lines/acme/march.txt"
    item.parent = ItemID(6)
    item.split = "2 parts"
    item.growth = Growth(
      device: 1, inode: 2, path: "lines/acme/live/app.log", directory: "lines/acme/live", from: 3,
      mark: FollowMark(offset: 15, head: "0f", headCount: 1, tail: "f0", tailCount: 1),
      isNew: true, content: "00ff")
    return item
  }
}
