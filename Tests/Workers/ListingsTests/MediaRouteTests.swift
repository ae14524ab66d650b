import Rules
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
      let photos = ["a-1-sea.tif", "photos/a-1-front.tif", "photos/a-2 (1).tif"]
      for (index, name) in photos.enumerated() {
        let photo = MediaFixture.photo(tint: UInt8(index * 60))
        #expect(try await bench.drop(photo: name, photo).outcome == .next)
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
    #expect(pages[0].contains("type=\"image/avif\""))
  }

  /// The names of all photo files that a page refers to.
  private func sources(in page: String) throws -> Set<String> {
    let matches = page.matches(of: /photos\/([A-Za-z0-9.-]+)/)
    try #require(!matches.isEmpty)
    return Set(matches.map { String($0.output.1) })
  }

  @Test func `leaves the site's name and address as the table's rule said them`() async throws {
    let bench = try await MediaBench()
    bench.options = ["site_name": .text("Harbour"), "site_address": .text("https://a.example")]
    try await bench.drop(table: Self.table)
    bench.options = [:]
    try await bench.drop(photo: "a-1-sea.tif")
    let page = try bench.page("3-bedroom-house")
    #expect(page.contains("Harbour"))
    #expect(page.contains("href=\"https://a.example/listings/"))
    #expect(page.contains("photos/a-1-sea-"))
    await bench.close()
  }

  @Test func `is cut for where its page is shared, and has a ground in its colour`() async throws {
    let bench = try await MediaBench(["site_address": .text("https://a.example")])
    try await bench.drop(table: Self.table)
    try await bench.drop(photo: "a-1-sea.tif", MediaFixture.photo(tint: 200))
    let page = try bench.page("3-bedroom-house")
    let shared = try #require(try sources(in: page).first { $0.hasSuffix("-share.jpg") })
    #expect(page.contains("og:image\" content=\"https://a.example/photos/\(shared)\""))
    #expect(try bench.published().keys.contains("site/photos/" + shared))
    #expect(page.contains("<meta property=\"og:image:width\" content=\"1200\">"))
    #expect(page.contains("<meta property=\"og:image:height\" content=\"630\">"))
    let tint = try #require(page.firstMatch(of: /tint-\d+/)).output
    let styles = String(decoding: PhotoTint.styles, as: UTF8.self)
    #expect(styles.contains(".\(tint) { background: #"))
    #expect(!page.contains("-share.jpg 1200w"))
    await bench.close()
  }

  @Test(
    arguments: [
      (0x000000, "tint-0"), (0xFFFFFF, "tint-63"), (0xFF0000, "tint-48"), (0x3F4080, "tint-6"),
    ])
  func `has the ground that is nearest`(_ colour: Int, _ name: String) {
    #expect(PhotoTint(colour: colour).name == name)
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
    let before = try bench.catalogue()
    try await bench.drop(photo: "a-2.tif")
    try await bench.drop(table: Self.table)
    let after = try bench.catalogue()
    #expect(after.filter { before[$0.key] != $0.value }.keys.sorted() == [])
    #expect(after.keys.sorted() == before.keys.sorted())
    #expect(after["portfolio.html"] != nil)
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
    let shown = try bench.published().keys.filter {
      // Pages name it where the site's address is known.
      $0.hasPrefix("site/photos/") && !$0.hasSuffix("-share.jpg")
    }
    #expect(Set(shown) == Set(try sources(in: after).map { "site/photos/\($0)" }))
    await bench.close()
  }

  @Test(arguments: [
    ("12-high-street-1.tif", "1-bedroom", "flat", ", photo"),
    ("a-9-street.tif", "1-bedroom", "flat", ": street"),
    ("sea-view.tif", "3-bedroom", "house", ", photo"),
    ("mango-house-kitchen.tif", "2-bedroom", "house", ": kitchen"),
  ])
  func `shows nothing that only its listing is called`(
    _ name: String, _ page: String, _ kind: String, _ words: String
  ) async throws {
    let bench = try await MediaBench()
    let street = "A-9,12 High Street,Flat,\"Ikeja, Lagos\",1,80000,\n"
    let table = Self.table.replacing("a-1-front.tif; a-1-sea.tif", with: "")
    try await bench.drop(table: table + street)
    try await bench.drop(photo: name)
    #expect(try bench.page(page).contains("alt=\"\(page) \(kind) in Ikeja, Lagos\(words)"))
    await bench.close()
  }

  @Test func `that a person chose a listing for leaves the site with it`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: Self.table + "A-3,Mango House,House,\"Ikeja, Lagos\",4,70000,\n")
    try await bench.drop(photo: "mango-house.tif")
    try await bench.release(record: 2)
    #expect(try bench.published().keys.contains { $0.hasPrefix("site/photos/") })
    let head = "reference,outcome,date\n"
    try await bench.drop(outcomes: head + "A-3,withdrawn,2026-01-30\n")
    #expect(try !bench.published().keys.contains { $0.hasPrefix("site/photos/") })
    await bench.close()
  }

  @Test func `stays as it was when its successor was never published`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: Self.table)
    try await bench.drop(photo: "a-2.tif")
    let before = try bench.catalogue()
    let newer = MediaFixture.photo(tint: 200)
    try await bench.breakOff(photo: "a-2.tif", newer)
    try await bench.drop(table: Self.table)
    #expect(try bench.catalogue() == before)
    // Its successor takes its place whole, as if nothing had been.
    try await bench.breakOff(photo: "a-2.tif", newer)
    try await bench.drop(photo: "a-1.tif", MediaFixture.photo(tint: 90))
    try await bench.drop(photo: "a-2.tif", newer)
    let named = try sources(in: try bench.page("2-bedroom-house")).filter { $0.hasPrefix("a-2") }
    let shown = try bench.published().keys.filter {
      $0.hasPrefix("site/photos/a-2") && !$0.hasSuffix("-share.jpg")
    }
    #expect(Set(shown) == Set(named.map { "site/photos/\($0)" }))
    await bench.close()
  }

  @Test func `is back where it was when what took it was never published`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: Self.table)
    try await bench.drop(photo: "a-2.tif")
    let before = try bench.catalogue()
    let other = "ref,title,type,location,price,photos\nB-1,Hut,House,Ikeja,70000,a-2.tif\n"
    try await bench.breakOff(table: other)
    try await bench.drop(photo: "elsewhere.tif", MediaFixture.photo(tint: 90))
    let after = try bench.catalogue().filter { !$0.key.contains("elsewhere") }
    #expect(after == before)
    try await bench.drop(table: other)
    #expect(try bench.page("house-").contains("photos/a-2"))
    #expect(try !bench.page("2-bedroom-house").contains("photos/a-2"))
    await bench.close()
  }

  @Test func `never covers one of its name that came later`() async throws {
    let bench = try await MediaBench()
    let (old, new) = (MediaFixture.photo(), MediaFixture.photo(tint: 200))
    try await bench.drop(table: Self.table)
    try await bench.drop(photo: "a-2.tif", old)
    try await bench.drop(photo: "a-2.tif", new)
    let page = try bench.page("2-bedroom-house")
    let again = try await bench.again(2, photo: "a-2.tif", old)
    #expect(again.decisions.contains { $0.contains("item 000003, which came later") })
    #expect(try bench.page("2-bedroom-house") == page)
    // The same again tells of it too: what was at work meanwhile is older.
    try await bench.drop(photo: "a-2.tif", new)
    try await bench.again(3, photo: "a-2.tif", old)
    #expect(try bench.page("2-bedroom-house") == page)
    await bench.close()
  }

  @Test func `leaves the site with its listing`() async throws {
    let bench = try await MediaBench(["snapshot": .flag(true)])
    try await bench.drop(table: Self.table)
    try await bench.drop(photo: "a-2.tif")
    let one = Self.table.split(separator: "\n").prefix(2).joined(separator: "\n")
    try await bench.drop(table: one)
    let names = try bench.published().keys
    #expect(!names.contains { $0.hasPrefix("site/photos/") })
    #expect(names.contains { $0.hasPrefix("photos/a-2-") })
    await bench.close()
  }

  @Test func `says which listing it is shown with, if that came meanwhile`() async throws {
    let bench = try await MediaBench()
    bench.beforePublish = { [bench] in try await bench.drop(table: Self.table) }
    let result = try await bench.drop(photo: "a-2.tif")
    #expect(result.decisions.contains { $0.contains("No listing fits its name yet") })
    #expect(result.decisions.contains { $0.contains("A-2”, by what the business has now") })
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
    #expect(copies.count == 7)
    for name in copies {
      let content = String(decoding: try bench.contents(name), as: UTF8.self)
      #expect(!content.contains(MediaFixture.artist), "\(name)")
    }
    await bench.close()
  }

  @Test func `under a second name is not made again, and is told of`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: Self.table)
    try await bench.drop(photo: "a-1.tif")
    let result = try await bench.drop(photo: "a-2.tif")
    #expect(result.decisions.contains { $0.contains("used again") })
    #expect(result.findings.map(\.code).contains("photo-at-two-listings"))
    let files = try bench.published()
    let first = try #require(files.first { $0.key.contains("/a-1-") && $0.key.hasPrefix("site") })
    let suffix = first.key.split(separator: "-").last ?? ""
    let second = files.first { $0.key.contains("/a-2-") && $0.key.hasSuffix(suffix) }
    #expect(second?.value == first.value, "second names for the same bytes")
    let again = try await bench.drop(photo: "a-2.tif")
    #expect(
      again.outcome == .finish("The same photo is there already, under the same name."))
    await bench.close()
  }

  @Test func `is shown once however often it comes`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: Self.table)
    for month in ["march", "april"] { try await bench.drop(photo: "\(month)/a-2.tif") }
    #expect(
      try bench.page("2-bedroom-house").contains("alt=\"2-bedroom house in Ikeja, Lagos, photo\""))
    await bench.close()
  }

  @Test func `is made again when its copies are gone`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: Self.table)
    try await bench.drop(photo: "a-1.tif")
    try bench.removePublished("photos")
    try await bench.drop(photo: "a-1.tif")
    #expect(try bench.published().keys.contains { $0.hasPrefix("photos/a-1-") })
    await bench.close()
  }

  @Test func `that fits two listings waits for a person, who chooses`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: Self.table + "A-3,Mango House,House,\"Ikeja, Lagos\",4,70000,\n")
    let result = try await bench.drop(photo: "mango-house.tif")
    #expect(result.held == 2)
    #expect(result.findings.contains { $0.message.contains("Lagos, A-3”? (several listings") })
    #expect(try !bench.page("4-bedroom-house").contains("class=\"gallery"))
    try await bench.release(record: 2)
    #expect(try bench.page("4-bedroom-house").contains("class=\"gallery"))
    #expect(try !bench.page("2-bedroom-house").contains("class=\"gallery"))
    // A table leaves it where the person put it.
    try await bench.drop(table: Self.table)
    #expect(try bench.page("4-bedroom-house").contains("class=\"gallery"))
    await bench.close()
  }

  @Test(arguments: [
    // The file, the later rows, and what is told.
    ("s1.tif", [("S-21", "s1.tif"), ("S-22", "s1.tif")], "photo-contested", true),
    ("S-1.tif", [("S-21", "S-1.tif")], "photo-moved", false),
    ("S-1.tif", [("S-21", "S-1.tif"), ("S-22", "S-1.tif")], "photo-moved", false),
    ("s1.tif", [("S-21", "")], nil, true),
  ])
  func `stays with its listing where others claim it too, and never goes unsaid`(
    _ name: String, _ later: [(reference: String, photo: String)], _ code: String?, _ stays: Bool
  ) async throws {
    let bench = try await MediaBench()
    let head = "ref,title,type,location,bedrooms,price,photos\n"
    let photo = name == "s1.tif" ? name : ""
    try await bench.drop(table: head + "S-1,Sea View,House,Yaba,3,100000,\(photo)\n")
    try await bench.drop(photo: name)
    #expect(try bench.page("3-bedroom-house").contains("<picture>"))
    let rows = later.map { "\($0.reference),Inn,Flat,Yaba,1,5000,\($0.photo)\n" }
    let result = try await bench.drop(table: head + rows.joined())
    #expect(try bench.page("3-bedroom-house").contains("<picture>") == stays)
    let findings = result.findings.filter { $0.code.hasPrefix("photo-") }
    #expect(findings.map(\.code) == [code].compactMap(\.self))
    for finding in findings {
      #expect(finding.message.contains("S-1”") && finding.message.contains("S-21”"))
    }
    await bench.close()
  }

  @Test func `that others claim is told of once, and again when their claims change`() async throws
  {
    let bench = try await MediaBench()
    let head = "ref,title,type,location,bedrooms,price,photos\n"
    func told(_ references: String...) async throws -> [String] {
      let rows = references.map { "\($0),Inn \($0),Flat,Yaba,1,5000,s1.tif\n" }.joined()
      return try await bench.drop(table: head + rows).findings.map(\.message)
        .filter { $0.contains("s1.tif") }
    }
    _ = try await told("S-1")
    try await bench.drop(photo: "s1.tif")
    let first = try await told("S-21", "S-22")
    #expect(first.count == 1)
    #expect(try await told("S-21") == [])
    let second = try await told("S-23")
    #expect(second.count == 1 && second.first?.contains("S-23”") == true)
    #expect(try await told("S-23") == [])
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
