import Foundation
import Rules
import Testing

@testable import Listings

private func object(_ text: String) throws -> [String: Any] {
  try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
}

@Suite struct `A listing for RESO` {
  private func posting(_ change: (inout Draft) -> Void = { _ in }) -> Posting {
    let settings = FeedFixture.settings()
    return RESOChannel(settings).posting(of: FeedFixture.listing(settings, change))
  }

  @Test(arguments: [
    ("ListingId", "HH-101"), ("StandardStatus", "Active"), ("PropertyType", "Residential"),
    ("PropertySubType", "Townhouse"), ("ListPrice", "250000"), ("City", "Leeds"),
    ("UnparsedAddress", "12 Mill Lane, Headingley, Leeds, West Yorkshire"),
    ("PostalCode", "LS6 4AP"), ("Country", "GB"), ("BedroomsTotal", "3"),
    ("BathroomsTotalInteger", "2"), ("LivingArea", "100"), ("LivingAreaUnits", "Square Meters"),
    ("PhotosCount", "2"), ("ModificationTimestamp", "2026-02-02T02:40:00Z"),
    ("StateOrProvince", "nil"),
  ])
  func `has its fields by the names of the dictionary`(_ name: String, _ expected: String) throws {
    let value = try object(posting().texts[0])[name]
    #expect((value.map { "\($0)" } ?? "nil") == expected)
  }

  @Test(arguments: [
    ("Shop", Listing.Deal.sale, "Commercial Sale"), ("Shop", .rent, "Commercial Lease"),
    ("Land", .sale, "Land"), ("Farm", .sale, "Farm"), ("Flat", .rent, "Residential Lease"),
  ])
  func `is of a type of the dictionary`(_ type: String, _ deal: Listing.Deal, _ expected: String)
    throws
  {
    let texts = posting { draft in
      draft.plan.listing.typeText = type
      draft.plan.listing.deal = deal
      draft.plan.listing.price?.period = deal == .rent ? .month : .once
    }.texts
    let listing = try object(texts[0])
    #expect(listing["PropertyType"] as? String == expected)
    #expect(listing["LeaseAmountFrequency"] as? String == (deal == .rent ? "Monthly" : nil))
  }

  @Test(arguments: [
    (OfferStatus.underOffer, "Active Under Contract"), (.saleAgreed, "Pending"),
    (.letAgreed, "Pending"),
  ])
  func `says how far the sale has come`(_ status: OfferStatus, _ expected: String) throws {
    let listing = try object(posting { $0.plan.listing.status = status }.texts[0])
    #expect(listing["StandardStatus"] as? String == expected)
  }

  @Test func `has coordinates of few decimals`() throws {
    let texts = posting { $0.plan.listing.latitude = 59.912010000000001 + 1e-11 }.texts
    #expect(texts[0].contains("\"Latitude\":59.91201,"))
  }

  @Test func `is left out without price, place and deal`() {
    let lacks = posting { draft in
      draft.plan.listing.price = nil
      draft.plan.listing.deal = nil
      draft.plan.listing.places = []
      draft.plan.listing.location = nil
    }.lacks
    #expect(lacks.count == 3)
  }

  @Test(arguments: FeedFixture.hostile)
  func `holds whatever its row says as text`(_ text: String) throws {
    let texts = posting { draft in
      draft.description = "House \(text)"
      draft.plan.listing.agent = text
    }.texts
    let remarks = try object(texts[0])["PublicRemarks"] as? String
    #expect(remarks == FeedText.cut(FeedText.plain("House \(text)"), to: 4000))
  }
}

@Suite struct `A posting for Jiji` {
  private func posting(
    _ options: FeedOptions = [:], _ change: (inout Draft) -> Void = { _ in }
  ) -> Posting {
    let settings = FeedFixture.settings(
      ["country": .text("NG")].merging(options) { $1 })
    let photos = [
      FeedPhoto(address: nil, file: "front-1200.jpg", caption: "front"),
      FeedPhoto(address: nil, file: "hall-1200.jpg", caption: nil),
    ]
    let listing = FeedFixture.listing(settings, photos: photos) { draft in
      draft.plan.listing.price?.currency = "NGN"
      change(&draft)
    }
    return JijiChannel(settings).posting(of: listing)
  }

  @Test(arguments: [
    ("category", "houses-apartments-for-sale"), ("title", "3-bedroom terraced house in Headingley"),
    ("region", "West Yorkshire"), ("type", "Townhouse / Terrace"), ("bedrooms", "3"),
    ("bathrooms", "2"), ("property_size_sqm", "100"), ("price", "250000"), ("currency", "NGN"),
    ("phone", "01134960101"),
    ("property_address", "12 Mill Lane, Headingley, Leeds, West Yorkshire"),
  ])
  func `says the same in CSV and JSON`(_ field: String, _ expected: String) throws {
    let texts = posting().texts
    #expect(try FeedReading.row(texts[0], of: JijiPosting.columns)[field] == expected)
    #expect(try object(texts[1])[field] as? String == expected)
    #expect(texts[2].contains(expected))
  }

  @Test(arguments: OfferStatus.allCases.filter(\.isOffered))
  func `is of what is still free`(_ status: OfferStatus) {
    let lacks = posting { $0.plan.listing.status = status }.lacks
    let word = status.label?.lowercased() ?? ""
    #expect(lacks.map(\.reason) == ["\(word); the channel takes only what is still free"])
  }

  @Test func `has its photos in a folder of its own`() throws {
    let posting = posting()
    let photos = try object(posting.texts[1])["photos"] as? [String] ?? []
    let row = try FeedReading.row(posting.texts[0], of: JijiPosting.columns)
    #expect(photos.count == 2)
    #expect(photos == [row["photo[0]"], row["photo[1]"]])
    #expect(photos.allSatisfy { $0.wholeMatch(of: /photos\/[0-9a-z]{13}\/0[12]\.jpg/) != nil })
    #expect(posting.remarks.photos.count == 2)
  }

  @Test(arguments: [
    ("Land", Listing.Deal.sale, "land-and-plots-for-sale"),
    ("Land", .rent, "land-and-plots-for-rent"),
    ("Shop", .rent, "commercial-property-for-rent"), ("Shop", .sale, "commercial-properties"),
    ("Flat", .rent, "houses-apartments-for-rent"), ("Flat", .shortLet, "short-let"),
  ])
  func `is in the right category`(_ type: String, _ deal: Listing.Deal, _ expected: String) throws {
    let texts = posting { draft in
      draft.plan.listing.typeText = type
      draft.plan.listing.deal = deal
      draft.plan.listing.price?.period = deal == .sale ? .once : .month
    }.texts
    let row = try FeedReading.row(try #require(texts.first), of: JijiPosting.columns)
    #expect(row["category"] == expected)
    #expect(row["period"] == (deal == .sale ? nil : "per month"))
  }

  @Test func `leads nowhere else, and says what was taken out`() throws {
    let posting = posting { draft in
      draft.headline = "Fine house, call 0803 123 4567"
      draft.description = "See www.homes.example or write to a@b.example for this house in Leeds."
    }
    let row = try FeedReading.row(posting.texts[0], of: JijiPosting.columns)
    #expect(row["title"] == "Fine house, call")
    #expect(row["description"] == "See or write to for this house in Leeds.")
    #expect(posting.remarks.removals.count == 1)
  }

  @Test func `is left out with all that it lacks`() {
    let lacks = posting(["contact_phone": .text("?")]) { draft in
      draft.plan.listing.price?.currency = "GBP"
      draft.plan.listing.phone = nil
      draft.plan.listing.typeText = "Caravan"
    }.lacks
    #expect(lacks.count == 3)
    #expect(lacks.contains(.phone))
  }

  @Test(arguments: FeedFixture.hostile)
  func `is text in a spreadsheet and on the sheet`(_ text: String) throws {
    let texts = posting { draft in
      draft.headline = text + " three bedroom house"
      draft.description = text + " and a description of it."
      draft.plan.listing.places[0] = text
    }.texts
    let row = try FeedReading.row(try #require(texts.first), of: JijiPosting.columns)
    for value in row.values {
      #expect(!["=", "@", "\t"].contains(value.first), "\(value)")
    }
    #expect((row["title"] ?? "").unicodeScalars.count <= 71)
    #expect(!texts[2].contains("<b>") && !texts[2].contains("<script"))
  }
}
