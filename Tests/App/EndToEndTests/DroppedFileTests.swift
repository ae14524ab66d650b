import Files
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct `A dropped file` {
  private static let properties = """
    title,price,location,bedrooms,bathrooms,area
    Harbour Loft,"₦18,500,000","Old Harbour, Port Osara",2,2,96
    Cove House,"₦95,000,000","Kembe Point, Port Osara",4,3,280 sqm

    """

  @Test func `of properties becomes a site while the daemon runs`() async throws {
    let desk = try await Desk()
    try await desk.withDaemon { daemon in
      try desk.drop("listings/acme/march.csv", Self.properties)
      try await desk.waitForRest(1)
      daemon.terminate()
      #expect(try await daemon.ended().code == 0)
    }
    let files = try desk.published()
    let page = try #require(files["listings/acme/site/index.html"])
    #expect(String(decoding: page, as: UTF8.self).contains("₦18,500,000"))
    #expect(files["listings/acme/listings.csv"] != nil)
    #expect(files["listings/acme/listings.json"] != nil)
    #expect(try desk.sources() == ["march.csv": ["done"]])
  }

  @Test func `of any other kind of table is cleaned and described`() async throws {
    let desk = try await Desk()
    try desk.drop("hours.csv", "day,opens\nMonday,9\nTuesday,10\n")
    #expect(try await desk.workOff().code == 0)
    let names = try TreeListing.paths(below: desk.root / "outbox/tabular/default/hours")
    #expect(
      names == ["cleaned.csv", "profile.html", "records.jsonl", "report.html", "report.json"])
  }

  @Test func `that came before is recognised`() async throws {
    let desk = try await Desk()
    for name in ["a.csv", "b.csv"] as [Path] {
      try desk.drop(name, "x,y\n1,2\n")
      #expect(try await desk.workOff().code == 0)
    }
    let status = try await desk.run("status")
    #expect(status.output.contains("the same content came before as item 000001"))
    #expect(try desk.sources() == ["a.csv": ["done"], "b.csv": ["done"]])
  }

  @Test func `with a name that is no text is taken like any other`() async throws {
    let desk = try await Desk()
    let name = Array("bad".utf8) + [0xff, 0x0a] + Array("\"name.csv".utf8)
    try desk.drop(Path(bytes: name), "a,b\n1,2\n")
    #expect(try await desk.workOff().code == 0)
    #expect(try desk.sources() == ["bad\\xff\\x0a\"name.csv": ["done"]])
  }

  @Test func `is answered whatever it holds, and the next one is, too`() async throws {
    let desk = try await Desk()
    for file in HostileFile.all { try desk.drop(Path("\(file.name).csv"), file.bytes) }
    try await desk.withDaemon { _ in
      try await desk.waitForRest(HostileFile.all.count)
      try desk.drop("last.csv", "id,name\n1,a\n")
      try await desk.waitForRest(HostileFile.all.count + 1)
    }
    let status = try await desk.status()
    for file in HostileFile.all {
      let item = try #require(status.items.first { $0.name == "\(file.name).csv" })
      #expect(item.place == file.place, "\(item)")
      #expect(file.reason.isEmpty || (item.reason ?? "").contains(file.reason), "\(item)")
      let directory = desk.root / "stages" / item.place / item.directoryName
      let kept = try FileReader.contents(of: directory / "source" / item.name)
      #expect(kept == file.bytes, "\(file.name)")
    }
    #expect(status.items.first { $0.name == "last.csv" }?.place == "done")
  }

  @Test func `is published without formulas`() async throws {
    let desk = try await Desk()
    try desk.drop("tabular/acme/f.csv", "id,name\n1,=HYPERLINK(\"http://x\")\n2,+x\n3,-12.5\n")
    #expect(try await desk.workOff().code == 0)
    let cleaned = try #require(try desk.published()["tabular/acme/f/cleaned.csv"])
    let text = String(decoding: cleaned, as: UTF8.self)
    #expect(text == "id,name\r\n1,\"'=HYPERLINK(\"\"http://x\"\")\"\r\n2,'+x\r\n3,-12.5\r\n")
  }
}
