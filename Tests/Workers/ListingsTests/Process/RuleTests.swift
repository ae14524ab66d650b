import Testing

@testable import Listings

@Suite struct `The category of a listing` {
  @Test(arguments: [
    (3, 101.0, Plan.Category.luxury), (2, 79, .standard), (3, 100, .basic), (2, 80, .basic),
    (0, 5000, .basic),
  ])
  func `follows the published rule`(_ bedrooms: Int, _ area: Double, _ expected: Plan.Category) {
    #expect(Category.of(.sample(bedrooms: bedrooms, area: area)) == expected)
  }

  @Test func `is left open where a fact is missing`() {
    #expect(Category.of(.sample(bedrooms: nil, area: 90)) == nil)
    #expect(Category.of(.sample(bedrooms: 2, area: nil)) == nil)
  }
}

@Suite struct `A floor area` {
  @Test(
    arguments: [
      // Type, bedrooms, square metres.
      ("House", 3, 120, true), ("House", 3, 9, false), ("House", 3, 5000, false),
      ("Block of flats", 2, 5000, true), ("Block of flats", 2, 5, false),
      ("Mansion", nil, 4000, true), ("Mansion", 0, 4000, true), ("House", nil, 0.5, false),
    ] as [(String, Int?, Double, Bool)])
  func `is measured by bedrooms where they are those of the whole`(
    _ type: String, _ bedrooms: Int?, _ area: Double, _ isPlausible: Bool
  ) {
    var listing = Listing.sample(bedrooms: bedrooms, area: area)
    listing.typeText = type
    #expect(Warnings.isPlausible(area: area, for: listing) == isPlausible)
    let warning = Warnings.ofFacts(listing).first ?? ""
    #expect(warning.hasPrefix("area-impossible: ") != isPlausible)
    #expect(!warning.contains("0 bedrooms"))
  }
}

@Suite struct `A title that counts other bedrooms than its column` {
  @Test(arguments: [("1 bed flat", "1 bedroom"), ("4 bed flat", "4 bedrooms")])
  func `is told in words`(_ title: String, _ words: String) {
    let warnings = Warnings.ofFacts(.sample(title: title, bedrooms: 3))
    #expect(warnings == ["title-bedrooms: the title says \(words), its column 3"])
  }
}

@Suite struct `Written places` {
  @Test(arguments: [
    ("Eso Close, Ikeja, Lagos", ["Eso Close", "Ikeja", "Lagos"]),
    ("Nairobi - Karen", ["Nairobi", "Karen"]), ("Semi-detached Road", ["Semi-detached Road"]),
    (" Lagos. ", ["Lagos"]), ("", []), (",,", []), ("Lekki – Lagos", ["Lekki", "Lagos"]),
    ("Lekki — Lagos", ["Lekki", "Lagos"]), ("12–14 Mill Lane", ["12–14 Mill Lane"]),
    ("Lekki –", ["Lekki –"]), ("– Lagos", ["– Lagos"]),
  ])
  func `are parted at commas and loose dashes`(_ text: String, _ parts: [String]) {
    #expect(Places.parts(text) == parts)
  }

  @Test func `are shared by their last words`() {
    var index = PlaceIndex()
    for _ in 0..<4 { index.insert(["Opebi Ikeja Lagos"]) }
    for _ in 0..<9 { index.insert(["Ikeja Lagos"]) }
    index.insert(["Yaba Lagos"])
    index.close()
    let places = ["12 Some Street Opebi IKEJA Lagos"]
    #expect(
      index.shared(by: places).map { $0.text(in: places) } == [
        "Opebi IKEJA Lagos", "IKEJA Lagos",
      ])
    #expect(index.shared(by: ["Yaba Lagos"]).isEmpty)
  }
}

@Suite struct `Words for kind and deal` {
  @Test(arguments: [
    ("5 Bedrooms Detached Triplex", Listing.Kind.house), ("2 bed flat for sale", .apartment),
    ("Commercial land", .land), ("Commercial property", .commercial), ("Private room", .room),
    ("Entire home/apt", .apartment), ("1800m2 Land", .land), ("Flatiron", nil),
    ("Hotel room", .room), ("Hotel", .commercial), ("Guest house", .commercial),
    ("Self contained", .apartment), ("Industrial plot", .land), ("Miniflat", .apartment),
    ("Log cabin", .house), ("Office block", .commercial),
  ])
  func `name the kind`(_ text: String, _ kind: Listing.Kind?) {
    #expect(KindWords.kind(tokens(of: text)) == kind)
  }

  @Test(arguments: [
    // Type, title, bedrooms, own text; what it is.
    ("Garage", "Near the Mill House", "", "", Listing.Kind.commercial),
    ("Parking space", "Mill Road", "", "", .commercial), ("", "Garage to let", "", "", .commercial),
    ("", "3 bed house with garage", "3", "", .house), ("", "3 bed with garage", "", "", .other),
    ("", "Charming place", "", "There is a garage.", .other),
    ("", "With parking", "2", "A flat", .apartment),
  ])
  func `take a garage for what is offered where nothing else is`(
    _ type: String, _ title: String, _ bedrooms: String, _ ownText: String, _ kind: Listing.Kind
  ) async throws {
    let bench = try StageBench()
    _ = try await bench.ingest(
      "type,title,price,bedrooms,description\n"
        + "\(type),\(title),£5,\(bedrooms),\(ownText)\nHouse,Mill,£6,2,A house by the mill.\n")
    #expect(try await bench.process().values.first?.listing.kind == kind)
  }

  @Test(
    arguments: [
      // Title, own text, bedrooms of their column, type.
      ("3 bedroom with lots of light", "", nil, "", .other),
      ("2 bed opposite Sarova Hotel", "", nil, "", .other),
      ("2 bed on Mill Field Road", "", nil, "", .other),
      ("Spacious 4 bed with home office", "", nil, "", .other),
      ("3 bedroom to let near Village Market Mall", "", nil, "", .other),
      ("14 bedroom equestrian facility for sale, Morning Field Estate", "", nil, "", .other),
      ("Mill Field", "Close to shops and schools", 3, "", .other),
      ("Near the mall, 2 bed flat", "", nil, "", .apartment),
      ("Mill Lane", "Close to shops and schools. A flat in the old mall.", nil, "", .apartment),
      ("2 bed above the shops", "A hotel is next door. The flat is new.", nil, "", .apartment),
      ("Corner property near Sarova Hotel", "", nil, "", .other),
      // What heads the title is offered, and so is what the type says.
      ("20 bedroom hotel for sale", "", nil, "", .commercial),
      ("Hotel in Yaba, 20 bedrooms", "", nil, "", .commercial),
      ("Commercial building with flats", "", 8, "", .commercial),
      ("Land for sale with an old bungalow", "", 3, "", .land),
      ("Plot of land, Karen", "", 3, "", .land), ("Hall Lane", "", 3, "", .other),
      ("Mill Lane", "", 3, "Office", .commercial), ("Mill Lane", "", 3, "Land", .land),
      ("Field at Karen", "", nil, "", .land), ("", "Shops by the mill", nil, "", .commercial),
    ] as [(String, String, Double?, String, Listing.Kind)])
  func `name the kind of a home only where they tell of it`(
    _ title: String, _ ownText: String, _ bedrooms: Double?, _ type: String, _ kind: Listing.Kind
  ) {
    var record = Record()
    record.bedrooms = bedrooms
    for (slot, text) in [(RecordTexts.Slot.title, title), (.ownText, ownText), (.typeText, type)] {
      record.texts.set(slot, text.isEmpty ? nil : text)
    }
    var normaliser = Normaliser()
    #expect(normaliser.listing(record).kind == kind)
  }

  @Test(arguments: [
    ("HDB Apartment", "3-bedroom HDB Apartment"), ("House", "3-bedroom house"),
    ("iHouse", "3-bedroom iHouse"),
  ])
  func `make a title where there is none`(_ type: String, _ title: String) {
    var record = Record()
    record.bedrooms = 3
    record.texts.set(.typeText, type)
    var normaliser = Normaliser()
    #expect(normaliser.listing(record).title == title)
  }

  @Test(arguments: [
    ("3 bed flat for sale", Listing.Deal.sale), ("House TO LET", .rent), ("2bdrm for rent", .rent),
    ("Lovely short let in Lekki", .shortLet), ("Let us show you this villa", nil),
    ("Wholesaler's store", nil), ("Two bedroom flat with long lease", nil),
    ("Fully rented apartment block for sale", .sale),
    ("Rental investment - 3 flats for sale", .sale), ("3 bed house in Sale Manchester", nil),
    ("Holiday let for sale", .sale), ("Office to lease", .rent), ("Flat to-let", .rent),
    ("Flat for quick sale", .sale), ("Flat for sale or rent", nil),
    ("Distress sale; land 39,000 m²", .sale), ("Duplex, quick sale", .sale),
  ])
  func `name the deal`(_ text: String, _ deal: Listing.Deal?) {
    #expect(DealWords.deal(inTitle: tokens(of: text)) == deal)
  }

  @Test(
    arguments: [
      ("Flat 2 Ground Floor Mill House", nil), ("2 bed cottage 300 yards from the beach", nil),
      ("Plot 5 600sqm", nil), ("5 Acre Lane", nil), ("12 Perch Road", nil), ("Flat 3 AC", nil),
      ("1800m2 land", 1800), ("10 cents of land", 404.69), ("Farm of 2.5 acres", 10_117.14),
      ("4 000 m² plot", 4000), ("Offices 100 - 200 sqm", nil), ("Plots from 300 sqm", nil),
      ("Plots of 300, 450 and 600 sqm", nil), ("Plot 5 - 600 sqm", 600), ("Unit 3, 90 sqm", 90),
    ] as [(String, Double?)])
  func `name a size`(_ text: String, _ squareMetres: Double?) {
    #expect(TitleFacts(tokens(of: text)).squareMetres == squareMetres)
  }

  @Test(
    arguments: [
      ("2 & 3 bedroom apartments", nil), ("1, 2 and 3 bedroom flats", nil),
      ("3-4 bedroom house", nil), ("3/4 bed house", nil), ("2 or 3 bedrooms", nil),
      ("one to two bedroom flats", nil), ("From 3 bedrooms", nil), ("3 & 2 bed flats", nil),
      ("Lekki Phase 1, 3 bedroom duplex", 3), ("Flat 2 - 3 bed", 3), ("3-bedroom house", 3),
      ("12 Mill Lane, 4 bed", 4), ("450,000 - 3 bed", 3), ("2 bath 3 bed", 3),
    ] as [(String, Int?)])
  func `count bedrooms where they name one figure`(_ text: String, _ bedrooms: Int?) {
    #expect(TitleFacts(tokens(of: text)).bedrooms == bedrooms)
  }
}

extension Listing {
  static func sample(
    line: Int = 2, title: String = "Flat", price: Int? = nil, kind: Kind = .house,
    places: [String] = ["Lagos"], bedrooms: Int? = 3, area: Double? = 100
  ) -> Listing {
    Listing(
      line: line, key: "k\(line)", title: title,
      price: price.map { Price(minorUnits: $0 * 100, currency: "NGN", period: .once) },
      kind: kind, places: places, bedrooms: bedrooms, areaSquareMetres: area, features: [],
      photos: [], extra: [])
  }
}

/// SplitMix64: the same numbers on every machine.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
