import Files
import Rules
import TestSupport
import Testing

@testable import Listings

@Suite struct `An archive of a feed` {
  private static let options: [String: RuleValue] = [
    "openimmo_id": .text("HH-1"), "contact_mail": .text("a@b.example"),
    "contact_name": .text("Ada"), "snapshot": .flag(true), "deal": .text("sale"),
    "channels": .list([.text("openimmo")]),
  ]

  private static let table =
    "ref,title,type,address,city,state,postcode,currency,price\n"
    + "HH1,House 1,House,1 Mill Lane,Leeds,Yorkshire,LS6 4AP,GBP,100000\n"

  /// Python reads ZIP files with a program of its own.
  private func entries(_ archive: [UInt8]) throws -> [String: Int] {
    let place = try TemporaryDirectory()
    let path = try place.write("delivery.zip", archive)
    let program = """
      import sys, zipfile
      z = zipfile.ZipFile(sys.argv[1])
      assert z.testzip() is None
      for i in z.infolist(): print(i.filename, i.file_size)
      """
    let child = try ChildProcess("python3", ["-c", program, path.description], output: .here)
    let ending = try child.finish()
    #expect(ending.code == 0)
    var entries: [String: Int] = [:]
    for line in ending.text.split(separator: "\n") {
      let parts = line.split(separator: " ")
      entries[String(parts[0])] = Int(parts[1])
    }
    return entries
  }

  @Test func `holds the feed and the photos that it names, and follows them`() async throws {
    let bench = try await MediaBench(Self.options)
    try await bench.drop(table: Self.table)
    #expect(try entries(try bench.contents("channels/openimmo/openimmo.zip")).count == 1)
    bench.options = [:]
    try await bench.drop(photo: "HH1-front.tif", MediaFixture.photo(tint: 40))
    let feed = try bench.contents("channels/openimmo/openimmo.xml")
    let text = String(decoding: feed, as: UTF8.self)
    let photo = try #require(text.firstMatch(of: /<pfad>([^<]+)<\/pfad>/))
    #expect(text.contains("location=\"EXTERN\""))
    let found = try entries(try bench.contents("channels/openimmo/openimmo.zip"))
    #expect(found.keys.sorted() == [String(photo.1), "openimmo.xml"].sorted())
    #expect(found["openimmo.xml"] == feed.count)
    #expect(found[String(photo.1)] == (try bench.contents("site/photos/\(photo.1)")).count)
    await bench.close()
  }

  @Test func `goes with its channel, and with the last of its listings`() async throws {
    let bench = try await MediaBench(Self.options)
    try await bench.drop(table: Self.table)
    #expect(try bench.published().keys.contains("channels/openimmo/openimmo.zip.sha256"))
    try await bench.drop(table: Self.table.replacing("LS6 4AP", with: ""))
    #expect(try !bench.published().keys.contains { $0.contains("openimmo.zip") })
    try await bench.drop(table: Self.table)
    #expect(try bench.published().keys.contains("channels/openimmo/openimmo.zip"))
    bench.options["channels"] = .list([.text("reso")])
    try await bench.drop(table: Self.table)
    #expect(try !bench.published().keys.contains { $0.contains("openimmo") })
    await bench.close()
  }
}
