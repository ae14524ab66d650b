@testable import Listings

/// Markets that listings were put into, as a file with all of them would.
struct MarketStand {
  private var places = PlaceIndex()
  private(set) var markets: Markets

  init(
    _ listings: [Listing], retired: Set<String> = [], membersMax: Int = Markets.membersMax,
    until lastDay: Day? = nil
  ) async throws {
    markets = Markets(membersMax: membersMax, until: lastDay)
    for listing in listings { places.insert(listing.places) }
    places.close()
    for listing in listings {
      markets.insert(
        listing, key: listing.key, places: places, isRetired: retired.contains(listing.key))
    }
    try await markets.close()
  }

  func plan(_ listing: Listing) -> Plan {
    Appraiser(places: places, markets: markets).plan(for: listing)
  }
}
