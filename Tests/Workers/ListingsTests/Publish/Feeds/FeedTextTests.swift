import Rules
import Testing

@testable import Listings

@Suite struct `A fact for channels` {
  @Test(arguments: [
    ("Swimming  Pool", true), ("No pool", false), ("Whirlpool bath", false), ("Pool table", false),
    ("Heated pool", true),
  ])
  func `is a feature's whole name`(_ feature: String, _ isPool: Bool) throws {
    let settings = FeedFixture.settings()
    let listing = FeedFixture.listing(settings) { $0.plan.listing.features = [feature] }
    let texts = KyeroChannel(settings).posting(of: listing).texts
    #expect(try FeedReading.xml(texts[0])["pool"] == [isPool ? "1" : "0"])
  }

  @Test(arguments: [
    // The rule's country, places, and what comes of them.
    ("US", ["Atlanta", "Georgia"], "US", "Georgia"), ("NG", ["Suleja", "Niger"], "NG", "Niger"),
    ("GB", ["Old Town", "Batumi", "Georgia"], "GE", "Batumi"),
    ("GB", ["Marbella", "Malaga", "Spain"], "ES", "Malaga"),
  ])
  func `is the country that a place is in`(
    _ country: String, _ places: [String], _ code: String, _ region: String
  ) {
    let listing = Listing.offer("k", places: places)
    let address = FeedAddress(listing, country: Country.coded(country))
    #expect(address.country?.code == code)
    #expect(address.region == region)
  }

  @Test func `is no sale with a price by the month`() {
    let settings = FeedFixture.settings()
    let listing = FeedFixture.listing(settings) { $0.plan.listing.price?.period = .month }
    let channels: [any Channel] = [
      RESOChannel(settings), KyeroChannel(settings), MetaChannel(settings),
    ]
    for channel in channels {
      let reasons = channel.posting(of: listing).lacks.map(\.reason)
      #expect(reasons == ["for sale, and its price is per month"], "\(channel.name)")
    }
  }

  @Test func `changed when the listing did, not when the feed is written`() async throws {
    let bench = try await CatalogueBench()
    bench.secondsPerFile = 86_400
    let listings = [Listing.offer("a", .house), Listing.offer("b", .house)]
    let options: [String: RuleValue] = ["channels": .list([.text("reso")])]
    try await bench.publish(listings, options)
    try await bench.publish(
      [listings[1].with { $0.bedrooms = 4 }],
      options.merging(["contact_name": .text("Ada Obi")]) { $1 })
    let days = try bench.text("channels/reso/reso.json")
      .matches(of: /ModificationTimestamp...([-0-9]+)T/).map { String($0.output.1) }
    #expect(days == ["1970-01-02", "1970-01-03"])
    await bench.close()
  }

  @Test func `is the first of several numbers of a row`() throws {
    let settings = FeedFixture.settings(["country": .text("NG")])
    let listing = FeedFixture.listing(settings) {
      $0.plan.listing.phone = "08031234567/08051234567"
    }
    let reasons = JijiChannel(settings).posting(of: listing).lacks.map(\.reason)
    #expect(listing.phone == "+2348031234567")
    #expect(listing.localPhone == "08031234567")
    #expect(!reasons.contains("no telephone number"))
  }
}

@Suite struct `A text for a channel` {
  @Test(arguments: [
    ("plain", "plain"), ("  two  blanks ", "two blanks"), ("line\r\nbreak", "line break"),
    ("nul\u{0}, c1\u{85}", "nul , c1"), ("", ""), ("Ọ̀ṣun\u{2028}State", "Ọ̀ṣun State"),
    ("\u{FFFE}x", "x"),
  ])
  func `is on one line`(_ text: String, _ expected: String) {
    #expect(FeedText.plain(text) == expected)
  }

  @Test(arguments: [
    // text, most characters, what is left
    ("three bedroom house", 40, "three bedroom house"),
    ("three bedroom house", 13, "three bedroom"),
    ("three bedroom house", 15, "three bedroom"), ("x three bedroom", 4, "x th"),
    ("xxxxxxxxxx", 4, "xxxx"), ("a\u{301}a\u{301}a\u{301}", 3, "a\u{301}"),
    ("👩‍👩‍👧‍👦 family", 3, "👩‍👩"), ("ends here ", 9, "ends here"),
  ])
  func `is cut at the end of a word`(_ text: String, _ limit: Int, _ expected: String) {
    let cut = FeedText.cut(text, to: limit)
    #expect(cut == expected)
    #expect(cut.unicodeScalars.count <= limit)
  }

  @Test(arguments: [
    ("=cmd()", "cmd()"), ("+-@ x", "x"), ("fine - as it is", "fine - as it is"), ("=", ""),
    ("＝cmd()", "cmd()"),
  ])
  func `begins no formula`(_ text: String, _ expected: String) {
    #expect(FeedText.withoutFormula(text) == expected)
  }

  @Test(arguments: [
    ("a <b>bold</b> house", "a bold house"), ("3 < 4 > 2", "3 < 4 > 2"), ("<br/>x", "x"),
    ("ends <", "ends <"), ("<unclosed", "<unclosed"), ("<<b>i>x", "x"), ("plain", "plain"),
  ])
  func `has no tags`(_ text: String, _ expected: String) {
    #expect(FeedText.withoutMarkup(text) == expected)
  }

  @Test(arguments: [
    ("Call 0803 123 4567 or +234 805-765-4321 today", ["08031234567", "2348057654321"]),
    ("Tel:08031234567", ["08031234567"]), ("Asking 250 000 000, size 100 200 300", []),
    ("From 2018-10-17", []), ("", []),
  ])
  func `shows the telephone numbers in it`(_ text: String, _ phones: [String]) {
    #expect(Contacts.phones(in: text) == phones)
  }

  @Test(arguments: [
    ("Call 0803 123 4567 now", "Call now"), ("Call:08031234567", ""), ("+234 (0) 803-123-4567", ""),
    ("see https://x.example/a and www.y.example", "see and"), ("mail a@b.example", "mail"),
    ("2 bedrooms, 280,000,000 naira", "2 bedrooms, 280,000,000 naira"),
    ("2500 - 2850 sqm", "2500 - 2850 sqm"), ("since 2025-10-17", "since 2025-10-17"),
    ("3 beds @ Ikeja", "3 beds @ Ikeja"), ("plot 12 of 24", "plot 12 of 24"),
    ("01709 230035, please", "please"),
  ])
  func `leads past no channel`(_ text: String, _ expected: String) {
    let found = Contacts.removed(from: text)
    #expect(found.text == expected)
    #expect(found.wasAny == (text != expected))
  }

  @Test(arguments: [
    ("0803 123 4567", "08031234567"), (" +234 803 123 4567", "+2348031234567"), ("123", nil),
    ("ask the office", nil), ("01709 230035; 01709 230036", "01709230035"),
    ("1234567890123456", nil),
  ])
  func `has a telephone number as forms take it`(_ text: String, _ expected: String?) {
    #expect(Contacts.phone(text) == expected)
  }

  @Test(arguments: [
    (0, "1970-01-01 00:00:00"), (951_782_399, "2000-02-28 23:59:59"),
    (951_782_400, "2000-02-29 00:00:00"), (1_770_000_000, "2026-02-02 02:40:00"),
    (4_107_542_400, "2100-03-01 00:00:00"), (-1, "1969-12-31 23:59:59"),
  ])
  func `has a moment in universal time`(_ seconds: Int, _ expected: String) {
    #expect(Moment(secondsSince1970: seconds).spaced == expected)
  }
}

@Suite struct `A place in parts` {
  struct Case: Sendable {
    var places: [String]
    var written = WrittenAddress()
    var rule: String?
    /// Street, neighbourhood, city, region, postcode, code of the country.
    var expected: [String?]
  }

  @Test(arguments: [
    Case(
      places: ["Allen Avenue", "Ikeja", "Lagos"],
      expected: ["Allen Avenue", "Ikeja", "Ikeja", "Lagos", nil, nil]),
    Case(places: ["Ikeja", "Lagos"], expected: [nil, "Ikeja", "Ikeja", "Lagos", nil, nil]),
    Case(places: ["Lekki"], rule: "NG", expected: [nil, "Lekki", "Lekki", nil, nil, "NG"]),
    Case(
      places: ["12 Mill Lane", "Headingley", "Leeds", "West Yorkshire", "United Kingdom"],
      written: WrittenAddress(city: "Leeds", postcode: "LS6 4AP"), rule: "NG",
      expected: ["12 Mill Lane", "Headingley", "Leeds", "West Yorkshire", "LS6 4AP", "GB"]),
    Case(
      places: ["Mill Lane", "Leeds LS6 4AP"],
      expected: ["Mill Lane", "Leeds LS6 4AP", "Leeds LS6 4AP", nil, "LS6 4AP", nil]),
    Case(places: ["Georgia"], expected: [nil, "Georgia", "Georgia", nil, nil, nil]),
    Case(places: ["Tbilisi", "Georgia"], expected: [nil, "Tbilisi", "Tbilisi", nil, nil, "GE"]),
    Case(
      places: ["85255"], written: WrittenAddress(postcode: "85255"), rule: "US",
      expected: [nil, nil, nil, nil, "85255", "US"]),
    Case(places: [], expected: [nil, nil, nil, nil, nil, nil]),
  ])
  func `keeps to what the row says`(_ sample: Case) {
    var listing = Listing.sample(places: sample.places)
    listing.address = sample.written
    let place = FeedAddress(listing, country: sample.rule.flatMap(Country.coded))
    let found = [
      place.street, place.neighbourhood, place.city, place.region, place.postcode,
      place.country?.code,
    ]
    #expect(found == sample.expected)
  }

  @Test(arguments: [
    ("LS1 4AP", "LS1", "4AP"), ("sw1a1aa", "SW1A", "1AA"), ("London E17 6AB", "E17", "6AB"),
    ("London E17", nil, nil), ("LS1", nil, nil), ("85255", nil, nil), ("", nil, nil),
    ("A1 B2", nil, nil),
  ])
  func `has a British postcode in two halves`(_ text: String, _ outward: String?, _ inward: String?)
  {
    let postcode = UKPostcode(text)
    #expect(postcode?.outward == outward)
    #expect(postcode?.inward == inward)
  }
}

@Suite struct `A type of property` {
  @Test(arguments: [
    ("Flat / Apartment", "", "apartment"), ("Semi Detached Bungalow", "", "semi-detached bungalow"),
    (nil, "Newly Built 5 Bedrooms Detached Duplex", "duplex"),
    (nil, "2 bed flat for sale", "apartment"),
    ("Mini flat", "", "mini flat"), ("Block of Flats", "", "block of flats"),
    (nil, "2 bed flat with garage and parking space", "apartment"), (nil, "", "house"),
  ])
  func `is that of the longest phrase`(_ text: String?, _ title: String, _ expected: String) {
    var listing = Listing.sample(title: title)
    listing.typeText = text
    #expect(PropertyTypes().match(listing)?.type.name == expected)
  }

  @Test(arguments: [
    ("Thing", "Shop in a mall", "shop"), (nil, "Parking space to let", "parking space"),
    ("Lock-up garage", "Unit 4", "garage"), (nil, "Flat 3", "commercial property"),
  ])
  func `that is commercial is one of those`(_ text: String?, _ title: String, _ expected: String) {
    var listing = Listing.sample(title: title, kind: .commercial)
    listing.typeText = text
    #expect(PropertyTypes().match(listing)?.type.name == expected)
  }

  @Test(arguments: ["Commercial land", "Industrial land", "Hotel plot", "Commercial plot"])
  func `is land where the page says so`(_ text: String) {
    var listing = Listing.sample(title: "A place", kind: .land)
    listing.typeText = text
    #expect(PropertyTypes().match(listing)?.type.name == "land")
  }

  @Test func `of land has no rooms, and its size is that of the plot`() {
    let listing = FeedFixture.listing { draft in
      draft.plan.listing.kind = .land
      draft.plan.listing.typeText = "Land"
      draft.plan.listing.areaSquareMetres = 648
      draft.plan.listing.plotSquareMetres = nil
      draft.plan.listing.bedrooms = 3
    }
    #expect(listing.area == nil && listing.plot == 648)
    #expect(listing.facts.bedrooms == nil && listing.bathrooms == 0)
  }

  @Test func `that is not known is taken for its kind, and told`() {
    var listing = Listing.sample(title: "Nice", kind: .apartment)
    listing.typeText = "Boys quarters"
    let match = PropertyTypes().match(listing)
    #expect(match?.type.name == "apartment")
    #expect(match?.isKnown == false)
  }

  @Test func `can be taught by a rule`() {
    var listing = Listing.sample(title: "Nice", kind: .other)
    listing.typeText = "Boys-Quarters"
    #expect(PropertyTypes().match(listing) == nil)
    let types = PropertyTypes(additions: ["boys quarters = room", "castle in the air"])
    #expect(types.match(listing)?.type.name == "room")
    #expect(types.problems.count == 1)
  }
}

@Suite struct `The address of a photo` {
  @Test(arguments: [
    ("https://img.example/1.jpg", "https://img.example/1.jpg"),
    ("https://img.example/IMG 0001.jpg", "https://img.example/IMG%200001.jpg"),
    ("https://img.example/casa_peñón.jpg?w=5", "https://img.example/casa_pe%C3%B1%C3%B3n.jpg?w=5"),
    ("https://img.example/a%20b.jpg", "https://img.example/a%20b.jpg"),
    ("https://img/1.jpg", nil), ("img.example/1.jpg", nil), ("ftp://img.example/1.jpg", nil),
    ("https://bank@img.example/1.jpg", nil), ("https://imĝ.example/1.jpg", nil),
  ])
  func `is what every program can ask for, or none`(_ written: String, _ address: String?) {
    let listing = FeedFixture.listing { $0.plan.listing.photos = [written] }
    #expect(listing.photos.map(\.address) == (address.map { [$0] } ?? []))
  }
}
