import Testing

@testable import Listings
@testable import Pipeline

@Suite struct `A listing like one of the catalogue` {
  private static let text = """
    Newly built four bedroom terrace in a quiet close with a fitted kitchen and all rooms en \
    suite and ample parking for 4 cars and a borehole and good roads to the bridge
    """

  private func table(_ title: String, _ place: String, _ price: Int) -> String {
    """
    title,type,price,location,bedrooms,photos,description
    \(title),House,\(price),\(place),4,mill.jpg,\(Self.text) in \(place)

    """
  }

  @Test func `is named with what it shares, every time it comes`() async throws {
    let bench = try await MediaBench()
    let first = try await bench.drop(table: table("Old Mill", "Lekki", 45_000_000))
    #expect(first.findings.map(\.code) == [])
    for price in [900_000, 800_000] {
      let next = try await bench.drop(table: table("New Mill", "Yaba", price))
      #expect(next.findings.map(\.code) == ["risk-photo", "risk-text"])
      #expect(
        next.findings.first?.message
          == "“New Mill”: “Old Mill” in the catalogue shows the same photo. Risk 0.7 of 1.")
    }
    let again = try await bench.drop(table: table("Old Mill", "Lekki", 44_000_000))
    #expect(again.findings.map(\.code) == ["risk-photo", "risk-text"])
    await bench.close()
  }

  @Test func `is named when a photo of it looks the same under another name`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(photo: "a.tif")
    try await bench.drop(photo: "b.tif", MediaFixture.photo(tint: 60))
    func row(_ title: String, _ photo: String) -> String {
      "title,type,price,location,bedrooms,photos\n\(title),House,5000,Lekki,4,\(photo)\n"
    }
    #expect(try await bench.drop(table: row("Old Mill", "a.tif")).findings.isEmpty)
    let next = try await bench.drop(table: row("New Mill", "b.tif"))
    #expect(next.findings.map(\.code) == ["risk-photo"])
    #expect(
      next.findings.first?.message
        == "“New Mill”: one of its photos looks like a photo of another listing. Risk 0.5 of 1.")
    await bench.close()
  }

  /// Each listing has its photos in a folder of its own, and all are called alike.
  @Test func `is none for photos of the same name in other folders`() async throws {
    let bench = try await MediaBench()
    for photo in ["M1/front.tif", "M1/back.tif"] { try await bench.drop(photo: photo) }
    func table(_ reference: String, _ price: Int) -> String {
      """
      reference,title,type,price,location,bedrooms,photos
      \(reference),House \(reference),House,\(price),Lekki,4,"\(reference)/front.tif"

      """
    }
    for reference in ["M1", "M2"] {
      #expect(try await bench.drop(table: table(reference, 5000)).findings.isEmpty)
    }
    await bench.close()
  }

  @Test func `shows nothing of its risk on the site or in the exports`() async throws {
    let bench = try await MediaBench()
    for title in ["Old Mill", "New Mill"] {
      try await bench.drop(table: table(title, "Lekki", 45_000_000))
    }
    let names = try bench.published().keys.filter { !$0.hasPrefix("items/") }
    #expect(names.contains("listings.csv"))
    for name in names {
      let text = String(decoding: try bench.contents(name), as: UTF8.self)
      #expect(!text.contains("the same photo"), "\(name)")
    }
    await bench.close()
  }
}
