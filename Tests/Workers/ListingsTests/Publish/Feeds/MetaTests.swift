import Rules
import Testing

@testable import Listings

@Suite struct `A home listing for Meta` {
  private func posting(
    _ settings: ChannelSettings = FeedFixture.settings(), _ change: (inout Draft) -> Void = { _ in }
  ) -> Posting {
    MetaChannel(settings).posting(of: FeedFixture.listing(settings, change))
  }

  @Test func `says the same in CSV and XML`() throws {
    let parts = posting().texts
    let cells = try FeedReading.row(parts[0], of: MetaTable.fieldNames)
    let listing = try FeedReading.xml(parts[1])
    #expect(cells.count > 20)
    for (name, cell) in cells {
      let path =
        switch name {
        case "neighborhood[0]": "neighborhood"
        case "image[0].url", "image[1].url": "image/url"
        case _ where name.hasPrefix("address."): "address/\(name.dropFirst(8))"
        default: name
        }
      #expect(listing[path]?.contains(cell) == true, "\(name): \(cell)")
    }
  }

  @Test(arguments: [
    ("home_listing_id", "a1b2-sale"), ("availability", "for_sale"),
    ("address.addr1", "12 Mill Lane"),
    ("address.city", "Leeds"), ("address.region", "West Yorkshire"),
    ("address.country", "United Kingdom"), ("address.postal_code", "LS6 4AP"),
    ("latitude", "53.8198"), ("longitude", "-1.5802"), ("neighborhood[0]", "Headingley"),
    ("image[1].url", "https://img.example/2.jpg"), ("price", "250000 GBP"),
    ("url", "https://homes.example/listings/terraced-house-x1y2"), ("num_beds", "3"),
    ("num_baths", "2"), ("property_type", "townhouse"), ("listing_type", "for_sale_by_agent"),
    ("area_size", "100"), ("area_unit", "sq_m"), ("parking_type", "garage"),
    ("agent_phone", "+441134960101"),
  ])
  func `has its fields in Meta's words`(_ field: String, _ expected: String) throws {
    let value = try FeedReading.row(posting().texts[0], of: MetaTable.fieldNames)[field]
    switch field {
    case "home_listing_id": #expect(value?.hasSuffix("-sale") == true)
    case "url": #expect(value?.hasPrefix(expected) == true)
    default: #expect(value == expected)
    }
  }

  @Test(arguments: [
    ("deal", [Lack.deal]), ("price", [.price]), ("per area", [.price]), ("currency", [.currency]),
    ("coordinates", [.coordinates]), ("nowhere", [.coordinates]), ("photos", [.photo]),
    ("places", [.street, .city, .region]), ("country", [.country]),
  ])
  func `that lacks something is left out, with what to fill in`(
    _ what: String, _ expected: [Lack]
  ) {
    let settings = FeedFixture.settings(what == "country" ? ["country": .text("?")] : [:])
    let posting = posting(settings) { draft in
      switch what {
      case "deal": draft.plan.listing.deal = nil
      case "price": draft.plan.listing.price = nil
      case "per area": draft.plan.listing.price?.isPerArea = true
      case "currency": draft.plan.listing.price?.currency = nil
      case "coordinates": draft.plan.listing.latitude = nil
      case "nowhere": (draft.plan.listing.latitude, draft.plan.listing.longitude) = (0, 0)
      case "photos": draft.plan.listing.photos = ["inside.jpg"]
      case "places":
        draft.plan.listing.places = []
        draft.plan.listing.address = WrittenAddress()
      default: break
      }
    }
    #expect(posting.lacks == expected)
    #expect(expected.allSatisfy { !$0.reason.isEmpty && !$0.remedy.isEmpty })
  }

  @Test(arguments: [
    (Price.Period.month, [String]()),
    (.year, ["its rent is per year; the channel takes rents per month"]),
    (.night, ["its rent is per night; the channel takes rents per month"]),
    (.once, [Lack.period.reason]),
  ])
  func `to let is one with a rent per month`(_ period: Price.Period, _ reasons: [String]) {
    let lacks = posting { draft in
      draft.plan.listing.deal = .rent
      draft.plan.listing.price?.period = period
    }.lacks
    #expect(lacks.map(\.reason) == reasons)
  }

  @Test func `tells all that it lacks at once`() {
    let lacks = posting { draft in
      draft.plan.listing.price = nil
      draft.plan.listing.photos = []
    }.lacks
    #expect(lacks == [.price, .photo])
  }

  @Test func `for sale and to let has two ids`() throws {
    let sale = try FeedReading.row(posting().texts[0], of: MetaTable.fieldNames)
    let rent = try FeedReading.row(
      posting { draft in
        draft.plan.listing.deal = .rent
        draft.plan.listing.price?.period = .month
      }.texts[0], of: MetaTable.fieldNames)
    let ids = [sale, rent].compactMap { $0["home_listing_id"] }
    #expect(Set(ids).count == 2)
    #expect(Set(ids.map { $0.prefix(13) }).count == 1)
    #expect(ids.map { $0.dropFirst(13) } == ["-sale", "-rent"])
    #expect(rent["availability"] == "for_rent")
  }

  @Test(arguments: [
    (OfferStatus.underOffer, Listing.Deal.sale, "sale_pending"),
    (.saleAgreed, .sale, "sale_pending"), (.letAgreed, .rent, "off_market"),
  ])
  func `says how far the sale has come`(
    _ status: OfferStatus, _ deal: Listing.Deal, _ expected: String
  ) throws {
    let texts = posting { draft in
      draft.plan.listing.status = status
      draft.plan.listing.deal = deal
      draft.plan.listing.price?.period = deal == .rent ? .month : .once
    }.texts
    let row = try FeedReading.row(try #require(texts.first), of: MetaTable.fieldNames)
    #expect(row["availability"] == expected)
  }

  @Test func `of a type without a word leaves the field empty and says so`() throws {
    let posting = posting { $0.plan.listing.typeText = "Boys quarters" }
    #expect(posting.remarks.unknownWords == ["Boys quarters"])
    let taught = FeedFixture.settings([
      "property_types": .list([.text("boys quarters = apartment")])
    ])
    let known = MetaChannel(taught).posting(
      of: FeedFixture.listing(taught) { $0.plan.listing.typeText = "Boys quarters" })
    #expect(known.remarks.unknownWords.isEmpty)
    #expect(
      try FeedReading.row(known.texts[0], of: MetaTable.fieldNames)["property_type"] == "apartment")
  }

  @Test func `does not shout`() throws {
    let texts = posting { $0.headline = "FINE HOUSE IN LEEDS" }.texts
    #expect(try FeedReading.xml(texts[1])["name"] == ["Fine house in leeds"])
  }

  @Test func `shows at most twenty pictures`() throws {
    let texts = posting { draft in
      draft.plan.listing.photos = (0..<30).map { "https://img.example/\($0).jpg" }
    }.texts
    #expect(try FeedReading.xml(texts[1])["image/url"]?.count == 20)
  }

  @Test(arguments: FeedFixture.hostile)
  func `holds whatever its row says as text`(_ text: String) throws {
    let texts = posting { draft in
      draft.headline = "House \(text)"
      draft.description = text
      draft.plan.listing.agent = text
      draft.plan.listing.places[0] = "12 \(text)"
    }.texts
    var cells = try FeedReading.row(texts[0], of: MetaTable.fieldNames)
    let listing = try FeedReading.xml(texts[1])
    #expect(listing["name"]?.first == cells["name"])
    #expect((cells["name"] ?? "").unicodeScalars.count <= 150)
    #expect((cells["description"] ?? "").unicodeScalars.count <= 5000)
    // A plus with figures is a number to a spreadsheet, and no formula.
    #expect(cells.removeValue(forKey: "agent_phone") == "+441134960101")
    for value in cells.values {
      #expect(!value.unicodeScalars.contains { $0.value < 0x20 }, "\(value.debugDescription)")
      #expect(!["=", "@", "+"].contains(value.first), "\(value)")
    }
  }
}

@Suite struct `A home to let for Meta's Marketplace` {
  private func posting(_ change: (inout Draft) -> Void = { _ in }) -> Posting {
    let settings = FeedFixture.settings()
    return MarketplaceChannel(settings).posting(
      of: FeedFixture.listing(settings) { draft in
        draft.plan.listing.deal = .rent
        draft.plan.listing.price?.period = .month
        draft.plan.listing.rooms = 5
        change(&draft)
      })
  }

  @Test func `has all that a tenant asks`() throws {
    let listing = try FeedReading.xml(try #require(posting().texts.first))
    let needed = [
      "num_beds", "num_baths", "num_rooms", "property_type", "listing_type", "area_size",
      "area_unit", "description",
    ]
    for name in needed { #expect(listing[name]?.first?.isEmpty == false, "\(name)") }
  }

  @Test func `is left out with what it lacks`() {
    let lacks = posting { draft in
      draft.plan.listing.rooms = nil
      draft.plan.listing.bathrooms = nil
      draft.plan.listing.areaSquareMetres = nil
      draft.plan.listing.photos.removeLast()
    }.lacks
    #expect(lacks.map(\.reason).count == 4)
    #expect(lacks.contains(.bathrooms) && lacks.contains(.area))
  }

  @Test func `is no sale`() {
    let lacks = posting { draft in
      draft.plan.listing.deal = .sale
      draft.plan.listing.price?.period = .once
    }.lacks
    #expect(lacks.map(\.reason) == ["not to let; the channel takes homes to let"])
  }
}
