import Rules
import Testing

@testable import Listings

@Suite struct `A property for Kyero` {
  private func posting(_ change: (inout Draft) -> Void = { _ in }) -> Posting {
    let settings = FeedFixture.settings()
    return KyeroChannel(settings).posting(of: FeedFixture.listing(settings, change))
  }

  @Test(arguments: [
    ("date", "2026-02-02 02:40:00"), ("ref", "HH-101"), ("price", "250000"), ("currency", "GBP"),
    ("price_freq", "sale"), ("type", "terraced house"), ("town", "Leeds"),
    ("province", "West Yorkshire"), ("country", "United Kingdom"), ("beds", "3"), ("baths", "2"),
    ("pool", "0"), ("location/latitude", "53.8198"), ("location_detail", "12 Mill Lane"),
    ("surface_area/built", "100"), ("features/feature", "Garden"),
    ("images/image/url", "https://img.example/1.jpg"), ("images/image@id", "1"),
    (
      "desc/en",
      "This terraced house in Headingley has three bedrooms and a garden."
    ),
  ])
  func `has its fields in Kyero's words`(_ path: String, _ expected: String) throws {
    #expect(try FeedReading.xml(posting().texts[0])[path]?.first == expected)
  }

  @Test(arguments: [
    (Listing.Deal.rent, Price.Period.month, "month" as String?), (.rent, .week, "week"),
    (.rent, .year, "year"), (.shortLet, .week, "week"), (.rent, .once, nil), (.shortLet, .day, nil),
  ])
  func `says for what time its price is`(
    _ deal: Listing.Deal, _ period: Price.Period, _ expected: String?
  ) throws {
    let posting = posting { draft in
      draft.plan.listing.deal = deal
      draft.plan.listing.price?.period = period
    }
    if let expected {
      #expect(try FeedReading.xml(posting.texts[0])["price_freq"] == [expected])
    } else {
      #expect(posting.lacks.count == 1)
    }
  }

  @Test func `of land has neither bedrooms nor bathrooms`() throws {
    let texts = posting { draft in
      draft.plan.listing.typeText = "Land"
      draft.plan.listing.kind = .land
      draft.plan.listing.bedrooms = nil
      draft.plan.listing.bathrooms = nil
    }.texts
    let property = try FeedReading.xml(try #require(texts.first))
    #expect(property["beds"] == ["0"])
    #expect(property["baths"] == ["0"])
  }

  @Test(arguments: OfferStatus.allCases.filter(\.isOffered))
  func `is still free`(_ status: OfferStatus) {
    let lacks = posting { $0.plan.listing.status = status }.lacks
    let word = status.label?.lowercased() ?? ""
    #expect(lacks.map(\.reason) == ["\(word); the channel takes only what is still free"])
  }

  @Test func `is left out with all that it lacks`() {
    let lacks = posting { draft in
      draft.plan.listing.bathrooms = nil
      draft.plan.listing.photos = []
      draft.plan.listing.places = ["Leeds"]
      draft.plan.listing.address = WrittenAddress()
    }.lacks
    #expect(lacks == [.region, .bathrooms, .photo])
  }

  @Test(arguments: FeedFixture.hostile)
  func `holds whatever its row says as text`(_ text: String) throws {
    let texts = posting { draft in
      draft.description = "House \(text)"
      draft.plan.listing.features = [text]
      draft.plan.listing.places[0] = "12 \(text)"
    }.texts
    let property = try FeedReading.xml(try #require(texts.first))
    #expect((property["location_detail"]?.first ?? "").unicodeScalars.count <= 50)
    #expect(property["desc/en"]?.first == FeedText.plain("House \(text)"))
  }
}

@Suite struct `A line of a BLM file` {
  private func posting(_ change: (inout Draft) -> Void = { _ in }) -> Posting {
    let settings = FeedFixture.settings()
    return BLMChannel(settings, branch: "12345").posting(of: FeedFixture.listing(settings, change))
  }

  private func fields(_ posting: Posting) throws -> [String: String] {
    let line = try #require(posting.texts.first)
    #expect(line.hasSuffix("^~\r\n"))
    // A line end of Windows is one character.
    let cells = line.dropLast(3).split(separator: "^", omittingEmptySubsequences: false)
    try #require(cells.count == BLMRecord.fieldNames.count)
    return Dictionary(uniqueKeysWithValues: zip(BLMRecord.fieldNames, cells.map(String.init)))
  }

  @Test(arguments: [
    ("AGENT_REF", "12345_HH-101"), ("ADDRESS_1", "12 Mill Lane"), ("TOWN", "Leeds"),
    ("POSTCODE1", "LS6"), ("POSTCODE2", "4AP"), ("FEATURE1", "Garden"), ("FEATURE3", ""),
    ("SUMMARY", "A terraced house with three bedrooms."), ("BRANCH_ID", "12345"),
    ("STATUS_ID", "0"), ("BEDROOMS", "3"), ("PRICE", "250000"), ("PROP_SUB_ID", "1"),
    ("CREATE_DATE", "2026-01-31 00:00:00"), ("UPDATE_DATE", "2026-02-02 02:40:00"),
    ("PUBLISHED_FLAG", "1"), ("TRANS_TYPE_ID", "1"), ("LET_RENT_FREQUENCY", ""),
    ("MEDIA_IMAGE_01", "https://img.example/2.jpg"),
  ])
  func `has its fields`(_ name: String, _ expected: String) throws {
    #expect(try fields(posting())[name] == expected)
  }

  @Test(arguments: [
    (OfferStatus.saleAgreed, "1"), (.underOffer, "3"), (.reserved, "4"), (.letAgreed, "5"),
  ])
  func `says how far the sale has come`(_ status: OfferStatus, _ expected: String) throws {
    #expect(try fields(posting { $0.plan.listing.status = status })["STATUS_ID"] == expected)
  }

  @Test(arguments: [
    (Price.Qualifier.guide, "2"), (.fixed, "3"), (.around, "5"), (.from, "7"),
    (.offersOver, "10"), (nil, "0"),
  ])
  func `says what its price is`(_ qualifier: Price.Qualifier?, _ expected: String) throws {
    let found = try fields(posting { $0.plan.listing.price?.qualifier = qualifier })
    #expect(found["PRICE_QUALIFIER"] == expected)
  }

  @Test(arguments: [
    (Price.Period.week, "0"), (.month, "1"), (.year, "3"),
  ])
  func `of a letting says how often rent is due`(_ period: Price.Period, _ expected: String) throws
  {
    let found = try fields(
      posting { draft in
        draft.plan.listing.deal = .rent
        draft.plan.listing.price?.period = period
        draft.plan.listing.furnishing = "Part furnished"
      })
    #expect(found["LET_RENT_FREQUENCY"] == expected)
    #expect(found["TRANS_TYPE_ID"] == "2")
    #expect(found["LET_FURN_ID"] == "1")
  }

  @Test func `is left out with what a British site needs`() {
    let lacks = posting { draft in
      draft.plan.listing.price?.currency = "NGN"
      draft.plan.listing.address.postcode = "LS6"
      draft.plan.listing.bedrooms = nil
    }.lacks
    #expect(lacks.count == 3)
    #expect(lacks.contains(.postcode) && lacks.contains(.bedrooms))
  }

  @Test(arguments: FeedFixture.hostile)
  func `ends where it should whatever its row says`(_ text: String) throws {
    let found = try fields(
      posting { draft in
        draft.description = "House \(text)"
        draft.summary = text
        draft.plan.listing.places[0] = "12 \(text)"
        draft.plan.listing.features = [text]
      })
    #expect((found["SUMMARY"] ?? "").unicodeScalars.count <= 300)
    #expect((found["ADDRESS_1"] ?? "").unicodeScalars.count <= 60)
    #expect(!found.values.contains { $0.contains("~") || $0.contains { $0.isNewline } })
  }

  @Test(arguments: [
    (nil, "12345_2026020201.BLM"), ("12345_2026020201.BLM", "12345_2026020202.BLM"),
    ("12345_2026020109.BLM", "12345_2026020201.BLM"),
    ("12345_2026020299.BLM", "12345_2026020201.BLM"), ("", "12345_2026020201.BLM"),
  ])
  func `lies in a file that counts the deliveries of a day`(
    _ previous: String?, _ expected: String
  ) {
    let now = Moment(secondsSince1970: 1_770_000_000)
    #expect(BLMChannel.fileName("12345", after: previous, now: now) == expected)
  }

  @Test func `stands below a head of one length for any count`() {
    let file = BLMChannel(FeedFixture.settings(), branch: "12345").files[0]
    let now = Moment(secondsSince1970: 1_770_000_000)
    let heads = [0, 7, 12_345_678].map { file.head(ChannelFile.Facts(listings: $0, now: now)) }
    #expect(Set(heads.map(\.count)).count == 1)
    #expect(String(decoding: heads[1], as: UTF8.self).contains("Property Count : 7"))
  }
}

@Suite struct `A property for OpenImmo` {
  private func posting(
    _ options: FeedOptions = [:], _ change: (inout Draft) -> Void = { _ in }
  ) -> Posting {
    let settings = FeedFixture.settings(options)
    return OpenImmoChannel(settings, providerID: "HH-1", contactMail: "office@homes.example")
      .posting(of: FeedFixture.listing(settings, change))
  }

  @Test(arguments: [
    ("objektkategorie/nutzungsart@WOHNEN", "true"),
    ("objektkategorie/vermarktungsart@KAUF", "true"),
    ("objektkategorie/objektart/haus@haustyp", "REIHENHAUS"), ("geo/plz", "LS6 4AP"),
    ("geo/ort", "Leeds"), ("geo/land@iso_land", "GBR"), ("kontaktperson/name", "Ada Obi"),
    ("kontaktperson/email_zentrale", "office@homes.example"), ("preise/kaufpreis", "250000"),
    ("preise/waehrung@iso_waehrung", "GBP"), ("flaechen/wohnflaeche", "100"),
    ("flaechen/anzahl_schlafzimmer", "3"), ("verwaltung_techn/objektnr_extern", "HH-101"),
    ("verwaltung_techn/aktion@aktionart", "CHANGE"), ("verwaltung_techn/stand_vom", "2026-02-02"),
    ("anhaenge/anhang@gruppe", "TITELBILD"),
    ("anhaenge/anhang/daten/pfad", "https://img.example/1.jpg"),
  ])
  func `has its elements`(_ path: String, _ expected: String) throws {
    #expect(try FeedReading.xml(posting().texts[0])[path]?.first == expected)
  }

  @Test func `has them in the order of the schema`() throws {
    let text = posting().texts[0]
    let order = [
      "<objektkategorie>", "<geo>", "<plz>", "<ort>", "<geokoordinaten", "<strasse>", "<land ",
      "<kontaktperson>", "<email_zentrale>", "<name>", "<preise>", "<flaechen>", "<freitexte>",
      "<anhaenge>", "<verwaltung_techn>", "<objektnr_extern>", "<aktion ", "<openimmo_obid>",
      "<stand_vom>",
    ]
    let places = try order.map { try #require(text.firstRange(of: $0), "\($0)").lowerBound }
    #expect(places == places.sorted())
  }

  @Test(arguments: [
    ("Shop", "einzelhandel", true), ("Office", "buero_praxen", true),
    ("Plot", "grundstueck", false),
    ("Penthouse", "wohnung", false), ("Parking space", "parken", true), ("Room", "zimmer", false),
  ])
  func `has the kind of the schema`(_ type: String, _ element: String, _ isTrade: Bool) throws {
    let text = posting { $0.plan.listing.typeText = type }.texts[0]
    #expect(text.contains("<objektart>\n<\(element)"))
    #expect(
      try FeedReading.xml(text)["objektkategorie/nutzungsart@GEWERBE"] == ["\(isTrade)"])
  }

  @Test func `to let asks for a month`() throws {
    let rent = posting { draft in
      draft.plan.listing.deal = .rent
      draft.plan.listing.price?.period = .month
    }
    #expect(try FeedReading.xml(rent.texts[0])["preise/kaltmiete"] == ["250000"])
    let year = posting { draft in
      draft.plan.listing.deal = .rent
      draft.plan.listing.price?.period = .year
    }
    #expect(year.lacks.count == 1)
  }

  @Test func `names somebody to ask, or is left out`() {
    let lacks = posting(["contact_name": .text("")]) { $0.plan.listing.agent = nil }.lacks
    #expect(lacks.map(\.reason) == ["nobody to ask"])
  }

  @Test(arguments: FeedFixture.hostile)
  func `holds whatever its row says as text`(_ text: String) throws {
    let texts = posting { draft in
      draft.headline = "House \(text)"
      draft.description = text
      draft.plan.listing.places[0] = text
    }.texts
    let property = try FeedReading.xml(try #require(texts.first))
    #expect(property["freitexte/objekttitel"] == [FeedText.plain("House \(text)")])
  }
}
