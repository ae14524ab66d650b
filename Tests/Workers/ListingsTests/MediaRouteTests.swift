import Testing

@testable import Listings
@testable import Pipeline

@Suite struct `A dropped photo` {
  private static let table = """
    ref,title,type,location,bedrooms,price,photos
    A-1,Sea View,House,"Ikeja, Lagos",3,100000,a-1-front.tif; a-1-sea.tif
    A-2,Mango House,House,"Ikeja, Lagos",2,90000,

    """

  @Test func `is shown whatever came first, it or its table`() async throws {
    var pages: [String] = []
    for photosFirst in [true, false] {
      let bench = try await MediaBench()
      if !photosFirst { try await bench.drop(table: Self.table) }
      for name in ["a-1-sea.tif", "photos/a-1-front.tif", "photos/a-2 (1).tif"] {
        #expect(try await bench.drop(photo: name).outcome == .next)
      }
      if photosFirst { try await bench.drop(table: Self.table) }
      pages.append(try bench.page("3-bedroom-house"))
      #expect(try bench.page("2-bedroom-house").contains("<picture>"))
      let names = Set(try bench.published().keys)
      for source in try sources(in: pages.last ?? "") {
        #expect(names.contains("site/photos/\(source)"), "\(source) is not there")
      }
      await bench.close()
    }
    #expect(pages[0] == pages[1])
    let front = try #require(pages[0].firstRange(of: "photos/a-1-front-"))
    let sea = try #require(pages[0].firstRange(of: "photos/a-1-sea-"))
    #expect(front.lowerBound < sea.lowerBound)
    #expect(pages[0].contains("front, photo 1 of 2"))
    #expect(pages[0].contains("type=\"image/webp\""))
  }

  /// The names of all photo files that a page refers to.
  private func sources(in page: String) throws -> Set<String> {
    let matches = page.matches(of: /photos\/([A-Za-z0-9.-]+)/)
    try #require(!matches.isEmpty)
    return Set(matches.map { String($0.output.1) })
  }

  @Test func `that fits no listing is on no site`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: Self.table)
    let result = try await bench.drop(photo: "holiday.tif")
    #expect(result.outcome == .next)
    #expect(result.decisions.contains { $0.contains("No listing fits") })
    let names = try bench.published().keys
    #expect(names.contains { $0.hasPrefix("photos/holiday-") })
    #expect(!names.contains { $0.hasPrefix("site/photos/") })
    await bench.close()
  }

  @Test func `changes nothing when it comes again`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: Self.table)
    try await bench.drop(photo: "a-2.tif")
    let before = try bench.published()
    try await bench.drop(photo: "a-2.tif")
    try await bench.drop(table: Self.table)
    #expect(try bench.published() == before)
    await bench.close()
  }

  @Test func `replaces an earlier one of its name`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: Self.table)
    try await bench.drop(photo: "a-2.tif")
    let before = try bench.page("2-bedroom-house")
    try await bench.drop(photo: "a-2.tif", MediaFixture.photo(tint: 200))
    let after = try bench.page("2-bedroom-house")
    #expect(before != after)
    let shown = try bench.published().keys.filter { $0.hasPrefix("site/photos/") }
    #expect(Set(shown) == Set(try sources(in: after).map { "site/photos/\($0)" }))
    await bench.close()
  }

  @Test func `stays with its listing when that changes`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: Self.table)
    try await bench.drop(photo: "a-2.tif")
    try await bench.drop(table: Self.table.replacing("90000", with: "85000"))
    let page = try bench.page("2-bedroom-house")
    #expect(page.contains("85,000"))
    #expect(page.contains("photos/a-2-"))
    let home = String(decoding: try bench.contents("site/index.html"), as: UTF8.self)
    #expect(home.contains("85,000"))
    #expect(home.contains("photos/a-2-"))
    await bench.close()
  }

  @Test func `takes nothing private along`() async throws {
    let bench = try await MediaBench()
    let photo = MediaFixture.photo()
    #expect(String(decoding: photo, as: UTF8.self).contains(MediaFixture.artist))
    try await bench.drop(photo: "a-1.tif", photo)
    let copies = try bench.published().keys.filter { $0.hasPrefix("photos/") }
    #expect(copies.count == 4)
    for name in copies {
      let content = String(decoding: try bench.contents(name), as: UTF8.self)
      #expect(!content.contains(MediaFixture.artist), "\(name)")
    }
    await bench.close()
  }

  @Test(
    arguments: [
      ("text.jpg", Array("no picture at all".utf8), "is no picture"),
      ("page.jpg", Array("<html><script>alert(1)</script>".utf8), "text/html"),
      ("empty.jpg", [], "is empty"),
      ("cut.tif", Array(MediaFixture.photo().prefix(2000)), "“cut.tif”"),
      ("small.tif", MediaFixture.photo(width: 120, height: 90), "(120 × 90 pixels)"),
    ])
  func `that cannot be shown is refused in words`(
    _ name: String, _ bytes: [UInt8], _ words: String
  ) async throws {
    let bench = try await MediaBench()
    guard case .reject(let findings) = try await bench.drop(photo: name, bytes).outcome else {
      Issue.record("\(name) was not refused")
      return
    }
    #expect(findings.map(\.message).joined().contains(words), "\(findings)")
    await bench.close()
  }
}
