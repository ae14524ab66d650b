import Files
import Foundation
import TestSupport
import Testing

@Suite struct `A dropped archive` {
  @Test func `becomes what it would if it had been unpacked by hand`() throws {
    let program = try Program()
    let zip = ZIPFixture.file([
      .init("homes.csv", `A dropped file`.properties), .init("__MACOSX/._homes.csv", "clutter"),
      .init("inner.zip", "PK"), .init("../up.csv", "a,b\n1,2\n"),
      .init("last.csv~", "a,b\n"), .init("export.tmp/more.csv", "a,b\n"),
    ])
    try program.drop("listings/acme/march.zip", zip)
    let result = try program.run(["run", "--once", "--settle", "0.2"])
    #expect(result.code == 3, "\(result.notes)")
    #expect(try program.isPublished("listings/acme/site/index.html"))
    #expect(
      try program.sources(in: "done").sorted() == ["homes.csv", "march.zip"])
    let rejects = String(
      decoding: try FileReader.contents(
        of: program.root / "stages/done/000001/rejects.ingest.tsv"), as: UTF8.self)
    for name in ["../up.csv", "last.csv~", "export.tmp/more.csv"] {
      #expect(rejects.contains(name), "\(rejects)")
    }
    let status = try program.run(["status"]).output
    #expect(status.contains("archives in archives are not opened"), "\(status)")
    #expect(status.contains("2 files became items of their own: 1 .csv, 1 .zip"), "\(status)")
  }

  @Test func `that comes again has what failed tried again, and nothing else`() throws {
    let program = try Program()
    let zip = ZIPFixture.file([
      .init("homes.csv", `A dropped file`.properties), .init("inner.zip", "PK"),
    ])
    for _ in 0..<2 {
      try program.drop("listings/acme/march.zip", zip)
      #expect(try program.run(["run", "--once", "--settle", "0.2"]).code == 3)
    }
    let items = try program.items()
    #expect(items.count { $0.outcome == "split" } == 2)
    #expect(items.count { $0.outcome == "seen before" } == 1)
    #expect(try program.sources(in: "failed") == ["inner.zip", "inner.zip"])
  }

  @Test func `changes nothing of another business`() throws {
    let program = try Program()
    let zip = ZIPFixture.file([.init("homes.csv", `A dropped file`.properties)])
    try program.drop("listings/acme.zip", zip)
    #expect(try program.run(["run", "--once", "--settle", "0.2"]).code == 0)
    #expect(try program.isPublished("listings/default/site/index.html"))
    #expect(try FileStatus.ifPresent(program.outbox / "listings/acme") == nil)
  }

  @Test func `may be a folder that is taken as one`() throws {
    let program = try Program()
    try program.drop("listings/acme/march.bundle/homes.csv", `A dropped file`.properties)
    let result = try program.run(["run", "--once", "--settle", "0.2"])
    #expect(result.code == 0, "\(result.notes)")
    #expect(try program.isPublished("listings/acme/site/index.html"))
    let sources = try TreeListing.paths(below: program.root / "stages/done")
      .filter { $0.description.hasSuffix("homes.csv") }
    #expect(sources == ["000001/source/march.bundle/homes.csv", "000002/source/homes.csv"])
  }

  @Test func `keeps no run waiting for what a folder lacks`() throws {
    let program = try Program()
    try program.drop("listings/acme/torn.bundle/homes.csv", `A dropped file`.properties)
    try program.drop("listings/acme/torn.bundle/more.tmp", "")
    try Directory.make(program.inbox / "listings/acme/empty.bundle")
    let result = try program.run(["run", "--once", "--settle", "0.2", "--log", "text"])
    #expect(result.code == 0, "\(result.notes)")
    #expect(result.notes.contains("it is empty"), "\(result.notes)")
    #expect(result.notes.contains("more.tmp in it is unfinished"), "\(result.notes)")
    #expect(try FileStatus.ifPresent(program.inbox / "listings/acme/torn.bundle") != nil)
  }

  @Test func `that is none fails with the reason`() throws {
    let program = try Program()
    try program.drop("listings/acme/march.zip", "no archive at all")
    let result = try program.run(["run", "--once", "--settle", "0.2"])
    #expect(result.code == 3, "\(result.notes)")
    #expect(try program.run(["status"]).output.contains("“march.zip” is no archive that is taken"))
  }
}
