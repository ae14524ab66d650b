import Files
import Glibc
import Pipeline
import TestSupport
import Testing

@Suite struct `A dropped file` {
  @Test func `walks through all stages into the outbox, and is kept`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/march.txt", "one\ntwo\n")
    #expect(try mill.place(of: id) == .ingest)
    #expect(try TreeListing.paths(below: mill.workspace.inbox).isEmpty)
    try await mill.work()
    #expect(try mill.published() == ["lines/acme/march.txt/lines.txt": "ONE!\nTWO!\n"])
    #expect(try mill.place(of: id) == .done)
    #expect(try mill.source(of: id) == "one\ntwo\n")
    #expect(mill.script.runs == Stage.allCases.map { "\($0.rawValue) 1" })
    #expect(try await mill.row(id) == "done published")
    #expect(try await mill.job(id) == "completed publish 1")
    #expect(mill.log.ends == ["1 published done"])
  }

  @Test func `is described by item.json and a report beside its results`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/march.txt", "one\n")
    try await mill.work()
    let item = try mill.item(id)
    #expect(item.runs.map(\.stage) == Stage.allCases)
    #expect(item.recordCount == 1)
    #expect(item.worker == "lines" && item.business == "acme" && item.rule == "lines")
    #expect(item.published == "lines/acme/march.txt")
    #expect(item.fingerprint == Fingerprint(of: "one\n".utf8).description)
    let reports = try TreeListing.paths(below: mill.workspace.outbox / "lines/acme/march.txt")
    #expect(reports == ["lines.txt", "report.html", "report.json"])
    let left = try TreeListing.paths(below: mill.directory(of: id))
    #expect(left == ["item.json", "source/march.txt"])
  }

  @Test(arguments: ["ingest", "process", "nlg", "qa"])
  func `loses only the lines that a stage leaves out, and tells them`(_ stage: String) async throws
  {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\nreject \(stage)\ntwo\n")
    try await mill.work()
    let files = try mill.published()
    #expect(files["lines/acme/a.txt/lines.txt"] == "ONE!\nTWO!\n")
    let rejects = "line,column,value,reason\r\n2,,reject \(stage),as it says\r\n"
    #expect(files["lines/acme/a.txt/rejects.csv"] == rejects)
    #expect(try mill.item(id).rejectCount == 1)
  }

  @Test func `tells rows that it left out apart from cells that it did not read`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit(
      "lines/acme/a.txt", "one\nreject nlg\ncell ingest\ncell qa\n")
    try await mill.work()
    let counts = try mill.item(id).counts
    #expect(counts.text == "3 records, 1 row left out, 2 cells not read")
    #expect(try mill.item(id).rejectCount == 3)
  }

  @Test(arguments: ["ingest", "process", "nlg", "qa"])
  func `is published without the lines that wait for a person`(_ stage: String) async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\nhold \(stage)\n")
    try await mill.work()
    #expect(try mill.published() == ["lines/acme/a.txt/lines.txt": "ONE!\n"])
    #expect(try mill.place(of: id) == .hold)
    #expect(try mill.item(id).held == [stage: 1])
    #expect(try mill.item(id).findings.map(\.code) == ["held"])
    #expect(try await mill.row(id) == "hold published")
    #expect(try await mill.job(id) == "cancelled publish 1")
    let report = try FileReader.contents(
      of: mill.workspace.outbox / "lines/acme/a.txt/report.html")
    #expect(String(decoding: report, as: UTF8.self).contains("1 record waits for your decision"))
  }

  @Test func `that is large goes from stage to stage in files, and comes out whole`() async throws {
    let mill = try await Mill()
    let lines = (1...20_000).map { "line \($0)" }
    let id = try await mill.submit("lines/acme/large.txt", lines.joined(separator: "\n"))
    try await mill.work()
    let expected = lines.map { $0.uppercased() + "!\n" }.joined()
    #expect(try mill.published()["lines/acme/large.txt/lines.txt"] == expected)
    let left = try TreeListing.paths(below: mill.directory(of: id))
    #expect(left == ["item.json", "source/large.txt"])
  }

  /// It is ended at qa, tried again there, held, and released.
  @Test(arguments: [0, 64 << 20])
  func `leaves what was read behind, unless it is small`(_ kept: Int) async throws {
    var configuration = Configuration()
    configuration.streamBytesKept = kept
    var mill = try await Mill(.replace, configuration)
    mill.script.plan(.qa, .fail("door"), .say(.hold([Finding(.warning, "test", "as it says")])))
    let lines = (1...20_000).map { "line \($0)" }
    let id = try await mill.submit("lines/acme/large.txt", lines.joined(separator: "\n"))
    try await mill.work()
    let earlier = kept == 0 ? [] : ["plans.tsv", "records.tsv"]
    let (begun, source) = (["approved.tsv", "drafts.tsv", "item.json"], ["source/large.txt"])
    let waiting = try TreeListing.paths(below: mill.directory(of: id))
    #expect(waiting.map(\.description) == begun + earlier + source)
    mill = try await Mill(continuing: mill, configuration)
    mill.clock.advance(by: .seconds(1000))
    try await mill.work()
    #expect(try mill.place(of: id) == .hold)
    #expect(try ItemActions(mill.workspace).release(id) == .publish)
    try await mill.restart()
    try await mill.work()
    #expect(mill.script.runs.filter { $0.hasPrefix("ingest") }.count == 1)
    let expected = lines.map { $0.uppercased() + "!\n" }.joined()
    #expect(try mill.published()["lines/acme/large.txt/lines.txt"] == expected)
  }

  @Test func `may be empty`() async throws {
    let mill = try await Mill()
    try await mill.submit("lines/acme/empty.txt", "")
    try await mill.work()
    #expect(try mill.published() == ["lines/acme/empty.txt/lines.txt": ""])
  }

  @Test func `may be a bundle of files`() async throws {
    let mill = try await Mill()
    try mill.drop("lines/acme/trip.bundle/b.txt", "two\n")
    try mill.drop("lines/acme/trip.bundle/a/a.txt", "one\n")
    let acceptance = try await mill.accept("lines/acme/trip.bundle")
    #expect(acceptance == [.accepted(ItemID(1))])
    try await mill.work()
    #expect(try mill.published() == ["lines/acme/trip.bundle/lines.txt": "ONE!\nTWO!\n"])
  }

  @Test func `may be a bundle with what is no file, which is told and left`() async throws {
    let mill = try await Mill()
    try mill.drop("lines/acme/trip.bundle/a/a.txt", "one\n")
    let bundle = mill.workspace.inbox / "lines/acme/trip.bundle"
    for number in 10..<32 {
      try Errno.check {
        (bundle / "a/\(number).csv").withCString { symlink("/etc/passwd", $0) }
      }
    }
    try Errno.check { (bundle / "pipe").withCString { mkfifo($0, 0o644) } }
    #expect(try await mill.accept("lines/acme/trip.bundle") == [.accepted(ItemID(1))])
    try await mill.work()
    #expect(try mill.published() == ["lines/acme/trip.bundle/lines.txt": "ONE!\n"])
    let left = try mill.item(ItemID(1)).findings.filter { $0.code == "left" }.map(\.message)
    #expect(left.count == 21)
    #expect(left.first == "pipe was left: it is a FIFO.")
    #expect(left.dropFirst().first == "a/10.csv was left: it is a symbolic link.")
    #expect(left.last == "3 more of its entries were left: they are no files.")
  }

  @Test func `of one business never meets that of another, whatever it is called`() async throws {
    let mill = try await Mill()
    let places = ["acme", "Acme", "a cme", "a\u{301}cme", "..acme", "acme\u{202e}", "acme.", "-"]
    for (number, business) in places.enumerated() {
      try await mill.submit(Path("lines/\(business)/a.txt"), "\(number)\n")
    }
    // In a folder, with two endings, with another, and with none.
    let others = ["deeper/a.txt", "a.csv.txt", "a.csv", "a.TXT", "a", "a-txt.csv"]
    for other in others { try await mill.submit(Path("lines/acme/\(other)"), other) }
    try await mill.work()
    let texts = try mill.published().values.sorted()
    let expected = places.indices.map { "\($0)!\n" } + others.map { "\($0.uppercased())!\n" }
    #expect(texts == expected.sorted())
  }

  @Test func `comes before those of lower priority and those behind it`() async throws {
    let mill = try await Mill()
    for number in 1...5 { try await mill.submit(Path("lines/acme/\(number).txt"), "\(number)") }
    try await mill.work()
    let ingested = mill.script.runs.filter { $0.hasPrefix("ingest") }
    #expect(ingested == (1...5).map { "ingest \($0)" })
  }

  @Test func `of a business called as another's folder is published nowhere in it`() async throws {
    let mill = try await Mill()
    func drop(_ business: String, _ name: String) async throws -> ItemID {
      let id = try await mill.submit(Path("lines/\(business)/\(name)"), "\(name)\n")
      try await mill.work()
      return id
    }
    _ = try await drop("Smith's Gym", "a.txt")
    // Dates and other marks that are nobody's.
    _ = try await drop("shop-20240101", "a.txt")
    _ = try await drop("smiths-gym-7689a63f", "a.txt")
    let before = try mill.published()
    #expect(before.keys.contains("lines/smiths-gym-7689a63e/a.txt/lines.txt"))
    #expect(before.count == 3)
    let other = try await drop("smiths-gym-7689a63e", "b.txt")
    #expect(try mill.place(of: other) == .failed)
    #expect(try mill.item(other).findings.map(\.code) == ["folder-taken"])
    #expect(try mill.published() == before)
    // Nor does that keep the first from going on.
    let late = try await drop("Smith's Gym", "c.txt")
    #expect(try mill.place(of: late) == .done)
  }

  @Test func `is not published in the folder that another business is called as`() async throws {
    let mill = try await Mill()
    let first = try await mill.submit("lines/smiths-gym-7689a63e/a.txt", "one\n")
    try await mill.work()
    let late = try await mill.submit("lines/Smith's Gym/b.txt", "two\n")
    try await mill.work()
    #expect(try mill.place(of: first) == .done)
    #expect(try mill.place(of: late) == .failed)
    #expect(try mill.published().count == 1)
  }
}
