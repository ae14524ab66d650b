import Files
import Foundation
import TestSupport
import Testing

/// With the files of the first run: a table whose rows name some of their photos.
@Suite struct `Photos` {
  @Test func `are on the site whether they came before, with or after their table`() throws {
    let program = try Program()
    try program.drop("listings/acme/hh-102.jpg", try Self.photo("hh-102"))
    try program.once()
    let zip = try ZIPFixture.file([
      .init(Array("table.csv".utf8), Self.table()),
      .init(Array("photos/hh-101-front.jpg".utf8), Self.photo("hh-101-front")),
      .init(Array("photos/hh-103.jpg".utf8), Self.photo("hh-103")),
    ])
    try program.drop("listings/acme/spring.zip", zip)
    try program.once()
    try program.drop("listings/acme/late/hh-101-sea.jpg", try Self.photo("hh-101-sea"))
    try program.drop("listings/acme/late/holiday.jpg", try Self.photo("hh-119"))
    try program.once()

    let shown = try program.names(in: "listings/acme/site/photos")
    for name in ["hh-101-front", "hh-101-sea", "hh-102", "hh-103"] {
      let own = shown.filter { $0.hasPrefix("\(name)-") }
      for ending in [".avif", ".webp", ".jpg"] {
        #expect(own.contains { $0.hasSuffix(ending) }, "\(name)\(ending) of \(shown)")
      }
    }
    #expect(!shown.contains { $0.hasPrefix("holiday-") })
    #expect(
      try program.names(in: "listings/acme/photos").contains { $0.hasPrefix("holiday-") })
    // What pages refer to is there, and what is there is referred to.
    let pages = try TreeListing.of(program.outbox / "listings/acme/site")
      .filter { $0.key.hasSuffix(".html") }.values
      .map { String(decoding: $0, as: UTF8.self) }.joined()
    let referred = pages.matches(of: /photos\/([A-Za-z0-9.-]+)/).map { String($0.output.1) }
    // What is for sharing is named where the site's address is known.
    #expect(Set(referred) == Set(shown.filter { !$0.hasSuffix("-share.jpg") }))
    #expect(pages.contains("<source type=\"image/avif\""))
  }

  @Test func `that break a decoder, or would fill the memory, stop no other`() throws {
    let program = try Program()
    let photo = try Self.photo("hh-102")
    let cases: [(String, [UInt8], String)] = [
      ("cut.jpg", Array(photo.prefix(photo.count / 2)), "cut off"),
      ("scan.bmp", Array("BM and more".utf8), "image/bmp"),
      ("page.jpg", Array("<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>".utf8), "svg"),
      ("bomb.gif", Self.gif(width: 60_000, height: 60_000), "bomb.gif"),
      ("wide.tif", Self.tiff(width: 30_000, height: 30_000), "30,000 × 30,000"),
    ]
    for (name, bytes, _) in cases { try program.drop(Path("listings/acme/\(name)"), bytes) }
    try program.drop("listings/acme/hh-102.jpg", photo + ZIPFixture.file([.init("a.txt")]))
    let result = try program.run(["run", "--once", "--settle", "0.2"])
    #expect(result.code == 3, "\(result.notes)")
    #expect(try program.sources(in: "failed").sorted() == cases.map(\.0).sorted())
    #expect(try program.sources(in: "done") == ["hh-102.jpg"])
    let status = try program.run(["status"]).output
    for (_, _, words) in cases { #expect(status.contains(words), "\(words): \(status)") }
    // The archive behind the photo is not in what is published of it.
    let copies = try TreeListing.of(program.outbox / "listings/acme/photos")
    #expect(!copies.isEmpty)
    for (name, bytes) in copies {
      #expect(!String(decoding: bytes, as: UTF8.self).contains("a.txt"), "\(name)")
    }
  }

  private static let examples: Path = {
    var root = URL(filePath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    return Path(root.appending(path: "Examples/first-run/listings/harbour-homes").path)
  }()

  private static func photo(_ name: String) throws -> [UInt8] {
    try FileReader.contents(of: examples / "photos/\(name).jpg")
  }

  private static func table() throws -> [UInt8] {
    try FileReader.contents(of: examples / "spring-collection.csv")
  }

  /// A GIF of one colour that says it is so large.
  private static func gif(width: Int, height: Int) -> [UInt8] {
    let size = [width, height].flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    return Array("GIF89a".utf8) + size + [0x80, 0, 0, 0, 0, 0, 255, 255, 255]
      + [0x2c, 0, 0, 0, 0] + size + [0, 2, 2, 0x44, 1, 0, 0x3b]
  }

  /// A grey TIFF of one strip that says it is so large.
  private static func tiff(width: Int, height: Int) -> [UInt8] {
    func little(_ number: Int, _ size: Int) -> [UInt8] {
      (0..<size).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
    let entries = [
      (256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, height),
      (279, width * height),
    ]
    return Array("II".utf8) + little(42, 2) + little(8, 4) + little(entries.count, 2)
      + entries.flatMap { little($0.0, 2) + little(4, 2) + little(1, 4) + little($0.1, 4) }
      + little(0, 4)
  }
}

extension Program {
  fileprivate func once() throws {
    let result = try run(["run", "--once", "--settle", "0.2"])
    #expect(result.code == 0, "\(result.notes)")
  }

  fileprivate func names(in directory: Path) throws -> [String] {
    try TreeListing.paths(below: outbox / directory).map(\.description)
  }
}
