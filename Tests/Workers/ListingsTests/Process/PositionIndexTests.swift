import Testing

@testable import Listings

@Suite struct `Coordinates` {
  private static func listing(_ latitude: Double, _ longitude: Double, _ place: String) -> Listing {
    Listing.offer("k", places: ["Street", place]).with {
      $0.latitude = latitude
      $0.longitude = longitude
    }
  }

  private static func index(_ place: String, count: Int = 20) -> PositionIndex {
    var index = PositionIndex()
    for number in 0..<count {
      index.insert(
        listing(6.5 + Double(number % 5) * 0.01, 3.35 + Double(number % 7) * 0.01, place))
    }
    index.insert(Listing.offer("none", places: [place]))
    index.close()
    return index
  }

  @Test(arguments: [
    // A slipped sign, a slipped figure, and the two the wrong way round.
    (-6.5, 3.35, "1400 km"), (65.2, 3.35, "6500 km"), (3.35, 6.5, "490 km"),
  ])
  func `far from all others are pointed out`(
    _ latitude: Double, _ longitude: Double, _ distance: String
  ) throws {
    let warning = try #require(
      Self.index("Lagos").warning(of: Self.listing(latitude, longitude, "Lagos")))
    #expect(warning.hasPrefix("position-far: its coordinates lie some \(distance) from"))
    #expect(warning.contains("in Lagos"))
  }

  @Test func `near them, in another place or among few are not`() {
    #expect(Self.index("Lagos").warning(of: Self.listing(6.8, 3.35, "lagos")) == nil)
    #expect(Self.index("Lagos").warning(of: Self.listing(51.5, 0.1, "London")) == nil)
    #expect(
      Self.index("Lagos", count: 7).warning(of: Self.listing(-6.5, 3.35, "Lagos")) == nil)
    #expect(Self.index("Lagos").warning(of: Listing.offer("none", places: ["Lagos"])) == nil)
  }
}
