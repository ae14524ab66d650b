import Cryptography
import Foundation
import Rules
import Testing

@testable import Listings
@testable import Pipeline

@Suite struct `The files of channels` {
  private static let options: FeedOptions = [
    "site_address": .text("https://homes.example"), "country": .text("NG"),
    "contact_phone": .text("08031234567"), "blm_branch": .text("12345"),
    "openimmo_id": .text("HH-1"), "contact_mail": .text("a@b.example"),
    "contact_name": .text("Ada"), "snapshot": .flag(true), "deal": .text("sale"),
  ]

  private static let head =
    "ref,title,type,address,city,state,postcode,lat,lon,beds,baths,currency,price,photos\n"

  /// - Parameter currency: NGN suits Jiji, GBP suits BLM; a listing without photo suits few.
  private static func row(
    _ number: Int, price: Int = 100_000, currency: String = "GBP", hasPhoto: Bool = true
  ) -> String {
    let photo = hasPhoto ? "https://img.example/\(number).jpg" : ""
    return
      "HH\(number),House \(number),House,\(number) Mill Lane,Leeds,Yorkshire,LS6 4AP,53.8,-1.5,"
      + "3,2,\(currency),\(price),\(photo)\n"
  }

  private func files(_ bench: MediaBench) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try bench.published().keys
    where name.hasPrefix("channels/") || name.hasPrefix("listings.") {
      files[name] = try bench.contents(name)
    }
    return files
  }

  @Test func `lie below a folder each, without empty feeds`() async throws {
    let bench = try await MediaBench(Self.options)
    try await bench.drop(table: Self.head + Self.row(1) + Self.row(2, hasPhoto: false))
    let names = try files(bench).keys.sorted()
    #expect(
      names == [
        "channels/blm/12345_2026020201.BLM", "channels/blm/12345_2026020201.BLM.sha256",
        "channels/jiji/left-out.csv", "channels/kyero/kyero.xml",
        "channels/kyero/kyero.xml.sha256", "channels/kyero/left-out.csv",
        "channels/marketplace/left-out.csv", "channels/meta/home-listings.csv",
        "channels/meta/home-listings.csv.sha256", "channels/meta/home-listings.xml",
        "channels/meta/home-listings.xml.sha256", "channels/meta/left-out.csv",
        "channels/openimmo/openimmo.xml", "channels/openimmo/openimmo.xml.sha256",
        "channels/openimmo/openimmo.zip", "channels/openimmo/openimmo.zip.sha256",
        "channels/reso/reso.json", "channels/reso/reso.json.sha256", "listings.csv",
        "listings.json",
      ])
    await bench.close()
  }

  @Test func `have their checksums beside them, which follow each change`() async throws {
    let bench = try await MediaBench(Self.options)
    for price in [100_000, 90_000] {
      try await bench.drop(table: Self.head + Self.row(1, price: price))
      let sums = try files(bench).filter { $0.key.hasSuffix(".sha256") }
      #expect(sums.count == 7)
      for (name, line) in sums {
        let file = String(name.dropLast(".sha256".count))
        var digest = SHA256()
        try bench.contents(file).withUnsafeBytes { digest.update($0) }
        let text = digest.finish().map { String(Int($0) + 256, radix: 16).dropFirst() }.joined()
        #expect(
          String(decoding: line, as: UTF8.self)
            == "\(text)  \(file.split(separator: "/").last ?? "")\n")
      }
    }
    await bench.close()
  }

  @Test func `name each listing that is left out, and why`() async throws {
    let bench = try await MediaBench(Self.options)
    let result = try await bench.drop(
      table: Self.head + Self.row(1) + Self.row(2, hasPhoto: false))
    let text = String(decoding: try bench.contents("channels/meta/left-out.csv"), as: UTF8.self)
    let rows = try FeedReading.table(text)
    #expect(rows.count == 2)
    #expect(rows[1][1] == "HH2")
    #expect(Array(rows[1][3...]) == ["no photo", "drop its photos, or column photos"])
    #expect(
      result.decisions.contains {
        $0.hasPrefix("Channel meta: 1 listing, 1 left out; channels/meta/left-out.csv")
      }, "\(result.decisions)")
    await bench.close()
  }

  @Test func `are written only where something changed`() async throws {
    let bench = try await MediaBench(Self.options)
    let table = Self.head + (1...5).map { Self.row($0) }.joined()
    try await bench.drop(table: table + Self.row(6, hasPhoto: false))
    let before = try bench.catalogue()
    try await bench.drop(table: table + Self.row(6, hasPhoto: false))
    #expect(try bench.catalogue() == before)
    // Nothing of it is in Meta’s files but the line of what is left out, which has no price.
    try await bench.drop(table: table + Self.row(6, price: 99_000, hasPhoto: false))
    let after = try bench.published()
    #expect(before["channels/kyero/kyero.xml"] != nil)
    #expect(before["channels/reso/reso.json"] != after["channels/reso/reso.json"])
    for name in ["meta/home-listings.csv", "meta/home-listings.xml", "kyero/kyero.xml"] {
      #expect(before["channels/\(name)"] == after["channels/\(name)"], "\(name)")
    }
    await bench.close()
  }

  /// A listing with its photo, price and currency drawn by chance; nil is one that is off.
  private static func table(_ generator: inout SplitMix) -> String {
    var table = head
    for number in 1...12 where generator.next() % 5 > 0 {
      table += row(
        number, price: 100_000 + Int(generator.next() % 3),
        currency: generator.next() % 4 == 0 ? "NGN" : "GBP", hasPhoto: generator.next() % 4 > 0)
    }
    return table
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `made out of themselves are what they would be made anew`(_ seed: UInt64) async throws {
    var generator = SplitMix(state: seed)
    let bench = try await MediaBench(Self.options)
    for _ in 0..<6 {
      let table = Self.table(&generator)
      try await bench.drop(table: table)
      let spliced = try files(bench)
      for name in spliced.keys where !name.hasSuffix("left-out.csv") {
        try bench.removePublished(name)
      }
      try await bench.drop(table: table)
      let made = try files(bench)
      for name in Set(spliced.keys).union(made.keys) where !name.contains(".BLM") {
        #expect(spliced[name] == made[name], "\(name), seed \(seed)")
      }
      #expect(
        spliced.first { $0.key.hasSuffix(".BLM") }?.value
          == made.first { $0.key.hasSuffix(".BLM") }?.value)
    }
    await bench.close()
  }

  @Test func `are well-formed as wholes`() async throws {
    let bench = try await MediaBench(Self.options)
    try await bench.drop(table: Self.head + (1...3).map { Self.row($0) }.joined())
    try await bench.drop(table: Self.head + Self.row(1) + Self.row(3, price: 5))
    let files = try files(bench)
    for (name, bytes) in files {
      let text = String(decoding: bytes, as: UTF8.self)
      switch name.split(separator: ".").last {
      case "xml": #expect(try !FeedReading.xml(text).isEmpty)
      case "json": _ = try JSONSerialization.jsonObject(with: Data(bytes))
      case "csv": #expect(Set(try FeedReading.table(text).map(\.count)).count == 1)
      case "zip": #expect(bytes.starts(with: Array("PK".utf8)))
      case "sha256": #expect(text.utf8.firstIndex(of: 0x20) == text.utf8.dropFirst(64).startIndex)
      default: #expect(text.contains("Property Count : 2") && text.hasSuffix("#END#\r\n"))
      }
    }
    await bench.close()
  }

  @Test func `go when their channel does`() async throws {
    let bench = try await MediaBench(Self.options)
    let table = Self.head + Self.row(1)
    try await bench.drop(table: table)
    bench.options["channels"] = .list([.text("kyero")])
    try await bench.drop(table: table)
    #expect(
      try files(bench).keys.sorted() == [
        "channels/kyero/kyero.xml", "channels/kyero/kyero.xml.sha256", "listings.csv",
        "listings.json",
      ])
    bench.options["channels"] = nil
    try await bench.drop(table: table)
    #expect(try files(bench).count > 6)
    await bench.close()
  }

  @Test func `follow another setting`() async throws {
    let bench = try await MediaBench(Self.options)
    let table = Self.head + Self.row(1)
    try await bench.drop(table: table)
    bench.options["site_address"] = .text("https://other.example")
    try await bench.drop(table: table)
    let text = String(decoding: try bench.contents("channels/kyero/kyero.xml"), as: UTF8.self)
    #expect(text.contains("https://other.example/"))
    #expect(!text.contains("https://homes.example/"))
    await bench.close()
  }

  @Test func `count BLM's deliveries in their names`() async throws {
    let bench = try await MediaBench(Self.options)
    try await bench.drop(table: Self.head + Self.row(1))
    try await bench.drop(table: Self.head + Self.row(1, price: 2))
    let names = try files(bench).keys.filter { $0.hasSuffix(".BLM") }
    #expect(names == ["channels/blm/12345_2026020202.BLM"])
    await bench.close()
  }

  @Test func `have the photos of a posting beside them`() async throws {
    let bench = try await MediaBench(Self.options)
    let table = Self.head + Self.row(1, currency: "NGN") + Self.row(2, currency: "NGN")
    try await bench.drop(table: table)
    // Photos come by a rule of their own, which says nothing of channels.
    bench.options = [:]
    for (tint, name) in [(40, "HH1-front.tif"), (90, "HH1-back.tif"), (140, "HH2.tif")] {
      try await bench.drop(photo: name, MediaFixture.photo(tint: UInt8(tint)))
    }
    bench.options = Self.options
    func photos() throws -> [String] {
      try files(bench).keys.filter { $0.hasPrefix("channels/jiji/photos/") }.sorted()
    }
    let laid = try photos()
    #expect(laid.count == 3)
    #expect(Set(laid.map { $0.split(separator: "/").last }) == ["01.jpg", "02.jpg"])
    #expect(try bench.contents(laid[0]).starts(with: [0xFF, 0xD8]))
    let json = try JSONSerialization.jsonObject(
      with: Data(try bench.contents("channels/jiji/postings.json")))
    let named = (json as? [[String: Any]] ?? []).flatMap { $0["photos"] as? [String] ?? [] }
    #expect(named.map { "channels/jiji/\($0)" }.sorted() == laid)
    // One is off, and one has another currency now.
    try await bench.drop(table: Self.head + Self.row(2, currency: "GBP"))
    #expect(try photos().isEmpty)
    await bench.close()
  }
}

@Suite struct `A listing that says what another one says` {
  private static let options: FeedOptions = [
    "channels": .list([.text("jiji")]), "country": .text("NG"),
    "contact_phone": .text("08031234567"), "snapshot": .flag(true), "deal": .text("sale"),
  ]

  private static let head = "ref,title,type,address,city,state,beds,currency,price\n"

  /// A house in whose row nothing else differs.
  struct House: Sendable {
    let number: Int
    var price = 90_000_000
    var beds = 3

    var row: String {
      "S-\(number),Mill House,House,Mill Lane,Ikeja,Lagos,\(beds),NGN,\(price)\n"
    }
  }

  private static let before = head + House(number: 31).row + House(number: 32).row

  private func posted(_ bench: MediaBench) throws -> Int {
    let json = try JSONSerialization.jsonObject(
      with: Data(try bench.contents("channels/jiji/postings.json")))
    return (json as? [Any])?.count ?? 0
  }

  private func drop(_ photo: String, _ tint: UInt8, _ bench: MediaBench) async throws {
    bench.options = [:]
    try await bench.drop(photo: photo, MediaFixture.photo(tint: tint))
    bench.options = Self.options
  }

  @Test(arguments: [
    // The houses of a later file, and how many are posted.
    ([House(number: 31), House(number: 32)], 1), ([House(number: 32), House(number: 31)], 1),
    ([House(number: 32)], 1), ([House(number: 31), House(number: 32, price: 9)], 2),
    ([House(number: 31, beds: 4), House(number: 32)], 2),
  ])
  func `is not posted beside it`(_ later: [House], _ count: Int) async throws {
    let bench = try await MediaBench(Self.options)
    try await bench.drop(table: Self.before)
    try await drop("S-31.tif", 40, bench)
    try await drop("S-32.tif", 200, bench)
    #expect(try posted(bench) == 1)
    #expect(try Self.leftOut(bench).contains("the same as S-31"))
    try await bench.drop(table: Self.head + later.map(\.row).joined())
    #expect(try posted(bench) == count)
    #expect(try Self.leftOut(bench).contains("the same as") == (later.count > count))
    await bench.close()
  }

  @Test func `is posted as long as the other one cannot be`() async throws {
    let bench = try await MediaBench(Self.options)
    try await bench.drop(table: Self.before)
    try await drop("S-32.tif", 40, bench)
    #expect(try posted(bench) == 1)
    #expect(try !Self.leftOut(bench).contains("the same as"))
    try await drop("S-31.tif", 200, bench)
    #expect(try posted(bench) == 1)
    #expect(try Self.leftOut(bench).contains("the same as S-31"))
    await bench.close()
  }

  private static func leftOut(_ bench: MediaBench) throws -> String {
    let name = "channels/jiji/left-out.csv"
    if try !bench.published().keys.contains(name) { return "" }
    return String(decoding: try bench.contents(name), as: UTF8.self)
  }
}

@Suite struct `The slots of a channel` {
  @Test func `are the same when they are read again`() {
    let slots = (0..<300).map { number in
      ChannelSlot(
        number: number * 3, digest: Int.min + number * 1_000_003,
        changed: Moment(secondsSince1970: 1_770_000_000 + number),
        lengths: SIMD4(UInt32(number), 0, .max, 7))
    }
    #expect(ChannelSlot.unpack(ChannelSlot.pack(slots)) == slots)
    #expect(ChannelSlot.unpack([]).isEmpty)
  }

  @Test(arguments: ["kyero.xml/12/1770000000000000000/5", "/0/0/0"])
  func `stand beside files that are read again`(_ text: String) {
    #expect(ChannelState.File(text)?.text == text)
  }

  @Test(arguments: ["", "a/b/c/d", "a/1/2"])
  func `stand beside nothing else`(_ text: String) {
    #expect(ChannelState.File(text) == nil)
  }
}
