import Files
import Foundation
import TestSupport
import Testing

@Suite struct `A dropped file` {
  static let properties = """
    title,price,location,bedrooms,bathrooms,area
    Harbour Loft,"₦18,500,000","Old Harbour, Port Osara",2,2,96
    Cove House,"₦95,000,000","Kembe Point, Port Osara",4,3,280 sqm

    """

  @Test func `of properties becomes a site while the daemon runs`() async throws {
    let program = try Program()
    let daemon = try program.start()
    defer { daemon.kill() }
    try program.drop("listings/acme/march.csv", Self.properties)
    try await eventually("the site is there") {
      try program.isPublished("listings/acme/site/index.html")
    }
    let page = try FileReader.contents(of: program.outbox / "listings/acme/site/index.html")
    #expect(String(decoding: page, as: UTF8.self).contains("₦18,500,000"))
    #expect(try program.isPublished("listings/acme/listings.csv"))
    #expect(try program.isPublished("listings/acme/listings.json"))
    #expect(daemon.stop() == 0)
    #expect(try program.sources(in: "done") == ["march.csv"])
  }

  /// Small as it is, it waits for the table whose prices it has.
  @Test func `of prices leaves what the table beside it says of the homes`() throws {
    let program = try Program()
    let numbers = 1...300
    let rows = numbers.map { "R\($0),House,Mill Lane \($0),Leeds,\($0 + 900),\($0 % 5 + 1)\n" }
    try program.drop(
      "listings/acme/1.csv", "ref,type,address,town,price,bedrooms\n" + rows.joined())
    let prices = numbers.map { "R\($0),\($0 + 800)\n" }
    try program.drop("listings/acme/2.csv", "ref,price\n" + prices.joined())
    let result = try program.run(["run", "--once", "--settle", "0.2"])
    #expect(result.code == 0, "\(result.notes)")
    let item = try program.run(["show", "000002"])
    #expect(item.output.contains("which stay else as an earlier table told them: 300"))
    let path = program.outbox / "listings/acme/listings.csv"
    let table = String(decoding: try FileReader.contents(of: path), as: UTF8.self)
    let homes = table.split(whereSeparator: \.isNewline).filter { $0.contains("Leeds") }
    #expect(homes.count == numbers.count)
  }

  @Test func `of any other kind of table is cleaned and described`() throws {
    let program = try Program()
    try program.drop("hours.csv", "day,opens\nMonday,9\nTuesday,10\n")
    let result = try program.run(["run", "--once", "--settle", "0.2"])
    #expect(result.code == 0, "\(result.notes)")
    let names = try TreeListing.paths(below: program.outbox / "tabular/default/hours")
    #expect(
      names.map(\.description) == [
        "cleaned.csv", "profile.html", "records.jsonl", "report.html", "report.json",
      ])
  }

  @Test func `keeps nobody waiting while it is read, however large`() async throws {
    let program = try Program()
    try program.write("dropmill.yaml", "limits: {source: 4096GB}\n")
    let daemon = try program.start()
    defer { daemon.kill() }
    // Nothing but a hole; to read it takes longer than all the rest.
    let large = program.root / "large.csv"
    try FileWriter.write([], to: large)
    #expect(truncate("\(large)", 2 << 40) == 0)
    try Renaming.move(large, to: program.inbox / "large.csv")
    try await eventually("the large file is read") {
      try program.log().contains("large file under way")
    }
    try program.drop("hours.csv", "day,opens\nMonday,9\nTuesday,10\n")
    try await eventually("the small file is done") {
      try program.sources(in: "done") == ["hours.csv"]
    }
    #expect(try FileStatus.ifPresent(program.inbox / "large.csv") != nil)
    // A stop does not wait for it, and it stays where it is.
    #expect(daemon.stop() == 0)
    #expect(try FileStatus.ifPresent(program.inbox / "large.csv") != nil)
    #expect(truncate("\(program.inbox / "large.csv")", 0) == 0)
    _ = try program.run(["run", "--once", "--settle", "0.2"])
    #expect(try program.sources(in: "failed") == ["large.csv"])
  }

  @Test func `that came before is recognised`() throws {
    let program = try Program()
    for name in ["a.csv", "b.csv"] {
      try program.drop(Path(name), "x,y\n1,2\n")
      _ = try program.run(["run", "--once", "--settle", "0.2"])
    }
    let status = try program.run(["status"])
    #expect(status.output.contains("the same content came before as item 000001"))
    #expect(try program.sources(in: "done").sorted() == ["a.csv", "b.csv"])
  }

  /// What is in it says which rule takes it, and its name alone would not have it wait.
  @Test func `is taken when it is whole as the rule says that takes it`() throws {
    let program = try Program()
    let rules = """
      rules:
        - name: deals
          match: {path: "partner/**", name: "*.csv", columns: {all: [deal]}}
          worker: tabular
        - name: partners
          match: {path: "partner/**", name: "*.csv"}
          worker: tabular
          complete: {marker: .done}
      """
    try FileWriter.write(Array(rules.utf8), to: program.root / "rules/01.yaml")
    try program.drop("partner/a.csv", "a,b\n1,2\n")
    try program.drop("partner/deal.csv", "deal,b\n1,2\n")
    let first = try program.run(["run", "--once", "--settle", "0.2", "--log", "text"])
    #expect(first.notes.contains("a.csv.done” lies beside it"), "\(first.notes)")
    #expect(try program.sources(in: "done") == ["deal.csv"])
    try program.drop("partner/a.csv.done", "")
    _ = try program.run(["run", "--once", "--settle", "0.2"])
    #expect(try program.sources(in: "done").sorted() == ["a.csv", "deal.csv"])
    #expect(try TreeListing.paths(below: program.inbox / "partner").isEmpty)
  }

  @Test(
    arguments: [
      // Name, bytes, where the original ends, what the report says.
      ("empty.csv", [], "failed", "holds no rows"),
      ("photo.csv", [0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46], "failed", "JPEG image"),
      ("head.csv", Array("a,b,c\n".utf8), "done", ""),
      (
        "nul.csv",
        Array(
          ("name,text\n" + String(repeating: "one,two and three\n", count: 9) + "x,a\0b\n").utf8),
        "done", ""
      ),
      ("return.csv", Array("a,b\r1,2\r3,4\r".utf8), "done", ""),
      ("wide.csv", Array(String(repeating: "1,", count: 100_000).utf8), "failed", "columns"),
      (
        "utf16.csv",
        [0xff, 0xfe] + "a,b\n1,é\n".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] },
        "done", ""
      ),
      (
        "cell.csv", Array("a,b\n1,\(String(repeating: "x", count: 10_000_000))\n2,3\n".utf8),
        "done",
        ""
      ),
    ] as [(String, [UInt8], String, String)])
  func `is answered whatever it holds`(
    _ name: String, _ bytes: [UInt8], _ place: String, _ words: String
  ) throws {
    let program = try Program()
    try program.drop(Path(name), bytes)
    let result = try program.run(["run", "--once", "--settle", "0.2"])
    #expect(result.code == (place == "failed" ? 3 : 0), "\(result.notes)")
    #expect(try program.sources(in: place) == [name])
    let status = try program.run(["status"])
    #expect(words.isEmpty || status.output.contains(words), "\(status.output)")
  }

  @Test func `with a name that is no text is taken like any other`() throws {
    let program = try Program()
    let name = Array("bad".utf8) + [0xff, 0x0a] + Array("\"name.csv".utf8)
    try program.drop(Path(bytes: name), "a,b\n1,2\n")
    #expect(try program.run(["run", "--once", "--settle", "0.2"]).code == 0)
    #expect(try program.sources(in: "done") == ["bad\\xff\\x0a\"name.csv"])
  }

  @Test func `that no rule takes is taken when a rule does`() async throws {
    let program = try Program()
    let rule = program.root / "rules/90-tabular.yaml"
    let aside = program.root / "90-tabular.yaml"
    try Renaming.move(rule, to: aside)
    let daemon = try program.start()
    defer { daemon.kill() }
    try program.drop("hours.csv", "day,opens\nMonday,9\n")
    try await eventually("the file is left in the inbox") {
      try program.log().contains("file left in inbox")
    }
    try Renaming.move(aside, to: rule)
    try await eventually("the file is done") {
      try program.sources(in: "done") == ["hours.csv"]
    }
  }
}
