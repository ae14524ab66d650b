import NLG
import Rules
import Testing

@testable import Listings

@Suite struct `A description` {
  private func draft(_ plan: Plan, _ options: TextOptions = TextOptions()) -> Draft {
    var writer = DescriptionWriter(options)
    return writer.draft(for: plan)
  }

  @Test(arguments: 0..<400)
  func `states the facts of its row and nothing else, in every style and length`(_ number: Int) {
    let plan = Advert.any(number)
    let facts = DescriptionFacts(plan).facts
    let options = Advert.options[number % Advert.options.count]
    let draft = draft(plan, options)
    let findings = ListingGate.ofDescriptions.check(draft.description, facts: facts)
    #expect(findings.isEmpty, "\(draft.description)\n\(findings)")
    let lower = draft.description.lowercased()
    #expect(!lower.contains("zero") && !lower.contains("0 bedroom"), "\(draft.description)")
    let extracts = ListingGate.ofExtracts.check(draft.summary, facts: facts)
    #expect(extracts.isEmpty, "\(draft.summary)\n\(extracts)")
  }

  @Test(arguments: Price.Qualifier.allCases, 0..<40)
  func `does not say that a figure is the price which is not`(
    _ qualifier: Price.Qualifier, _ number: Int
  ) {
    let plan = Advert.plan { listing in
      listing.key = "k\(number)"
      listing.areaSquareMetres = 120
      listing.price = Price(
        minorUnits: 31_000_000, currency: "GBP", period: .once, qualifier: qualifier)
    }
    let draft = draft(plan, Advert.options[number % Advert.options.count])
    let text = draft.description.lowercased()
    #expect(text.contains("£310,000"), "\(text)")
    if qualifier == .fixed { return }
    for word in [
      "buys", "asks £", "asking price", "priced at", "for £310,000", "is £310,000", "m² is about",
    ] where !(qualifier == .guide && word == "is £310,000") {
      #expect(!text.contains(word), "\(text)")
    }
    #expect(draft.summary.contains(", \(qualifier.words) £310,000."), "\(draft.summary)")
  }

  @Test(arguments: 0..<60)
  func `does not call available what is under offer`(_ number: Int) {
    var plan = Advert.any(number)
    plan.listing.status = .underOffer
    let text = draft(plan, Advert.options[number % Advert.options.count]).description
    let told = text.replacing("The price is available on request", with: "")
    for word in ["is available", "Available", "available for", "on the market", "be yours"] {
      #expect(!told.contains(word), "\(text)")
    }
  }

  @Test(arguments: 0..<60)
  func `does not speak of bedrooms that nobody counted`(_ number: Int) {
    let plan = Advert.plan { listing in
      listing.reference = "R-\(number)"
      listing.bedrooms = nil
      listing.bathrooms = 2
      listing.toilets = 3
    }
    let text = draft(plan, Advert.options[number % Advert.options.count]).description
    #expect(!text.lowercased().contains("bedroom"), "\(text)")
  }

  @Test(arguments: 0..<40)
  func `sends nobody to ask for the price but where its row does`(_ number: Int) {
    var plan = Advert.plan { listing in
      listing.key = "k\(number)"
      listing.price = nil
    }
    let options = Advert.options[number % Advert.options.count]
    let silent = draft(plan, options)
    for text in [silent.description.lowercased(), silent.summary] {
      #expect(!text.contains("request") && !text.contains("for the price"), "\(text)")
    }
    plan.listing.priceText = "POA"
    let told = draft(plan, options)
    #expect(told.summary.contains(", price on request."))
    let text = told.description.lowercased()
    #expect(text.contains("request") || text.contains("for the price"), "\(text)")
  }

  @Test(arguments: [Listing.Kind.land, .commercial], 0..<100)
  func `speaks of rooms in homes alone, and of no floor on a plot`(
    _ kind: Listing.Kind, _ number: Int
  ) {
    let plan = Advert.plan { listing in
      listing.key = "k\(number)"
      listing.kind = kind
      listing.title = "For sale"
      listing.areaSquareMetres = 650
    }
    let text = draft(plan, Advert.options[number % Advert.options.count]).description.lowercased()
    #expect(!text.contains("rooms"), "\(text)")
    if kind == .commercial { return }
    for word in ["floor", "interior", "living", "of space", " ,", " ."] {
      #expect(!text.contains(word), "\(text)")
    }
  }

  @Test(
    arguments: [
      (.house, nil, 650, false), (.house, 120, 650, true), (.land, nil, 650, true),
      (.land, 650, nil, true), (.commercial, nil, 650, false),
    ] as [(Listing.Kind, Double?, Double?, Bool)])
  func `has a price for each metre of what it is, not of the ground that it stands on`(
    _ kind: Listing.Kind, _ area: Double?, _ plot: Double?, _ isTold: Bool
  ) {
    let plan = Advert.plan { listing in
      listing.kind = kind
      listing.areaSquareMetres = area
      listing.plotSquareMetres = plot
    }
    #expect(DescriptionFacts(plan).facts.has(.rate) == isTold)
  }

  @Test(arguments: [
    (nil, "Garage to let", "Garage"), ("Garage", "Near the shops", "Garage"),
    ("Parking", "Mill Road", "Parking space"), ("Commercial", "Office with parking", "Office"),
    ("Lock-up garages", "Mill House", "Garage"),
  ])
  func `calls what cars stand in by its name`(_ type: String?, _ title: String, _ name: String) {
    let plan = Advert.plan { listing in
      listing.kind = .commercial
      listing.deal = .rent
      listing.title = title
      listing.typeText = type
      listing.price = Price(minorUnits: 9500, currency: "GBP", period: .month)
    }
    let draft = draft(plan)
    #expect(draft.headline == "\(name) for rent in Ikeja, Lagos")
    #expect(draft.description.lowercased().contains(name.lowercased()), "\(draft.description)")
    let facts = DescriptionFacts(plan).facts
    #expect(ListingGate.ofDescriptions.check(draft.description, facts: facts).isEmpty)
  }

  @Test(arguments: 0..<200)
  func `has a headline and a summary that fit`(_ number: Int) {
    let draft = draft(Advert.any(number))
    #expect(!draft.headline.isEmpty)
    #expect(draft.headline.count <= Headline.lengthMax)
    #expect(draft.summary.count <= Summary.lengthMax)
    #expect(draft.summary.hasSuffix("."))
    #expect(draft.headline.first?.isLowercase == false)
  }

  @Test func `is as long as was asked for`() {
    let plan = Advert.plan { listing in
      listing.reference = "HH-101"
      listing.bedrooms = 3
      listing.bathrooms = 2
      listing.areaSquareMetres = 150
      listing.areaText = "1,615 sq ft"
      listing.yearBuilt = 1998
      listing.features = ["garden", "garage"]
    }
    for style in TextOptions.Style.allCases {
      var options = TextOptions()
      options.style = style
      var words: [TextOptions.Length: Int] = [:]
      for length in TextOptions.Length.allCases {
        options.length = length
        words[length] = draft(plan, options).description.split(separator: " ").count
      }
      #expect((25...45).contains(words[.short] ?? 0), "\(style): \(words)")
      #expect((50...120).contains(words[.standard] ?? 0), "\(style): \(words)")
      #expect((50...200).contains(words[.long] ?? 0), "\(style): \(words)")
    }
  }

  @Test(
    arguments: [
      (["Swimming Pool", "CCTV"], ["a swimming pool", "CCTV"], [], []),
      (["Newly Built", "Serviced"], [], ["newly built", "serviced"], []),
      (["Gated Estate"], [], [], ["a gated estate"]),
      (["BQ", "boys' quarters", "2-car garage"], ["a 2-car garage", "staff quarters"], [], []),
      (
        ["24/7 security", "hardwood floors", "8-seat cinema"],
        ["an 8-seat cinema", "hardwood floors", "24/7 security"], [], []
      ),
      (["yes", "", "furnished", "ideal for families"], [], [], []),
      (["NONE", "NO", "YES", "NEW", "nan", "NULL", "N/A", "[…]"], [], [], []),
      (["No garden", "without garage", "BEST view", "2 balcony"], ["2 balcony"], [], []),
      (
        ["POOL", "A pool", "the gym.", "• Lift", "LARGE GARDEN"],
        ["a pool", "a gym", "a lift", "a large garden"], [], []
      ),
      (
        ["C.C.T.V.", "Kitchen (fitted).", "etc.", "W.C."], ["CCTV", "kitchen (fitted)", "WC"], [],
        []
      ),
      (["Gym: No", "Facing south", "Close to Lekki Expressway", "Freehold", "1990"], [], [], []),
      (
        ["2 min walk to beach", "5 minutes from airport", "10min drive", "3 km to the mall"], [],
        [], []
      ),
      (
        ["Own compound", "walk in closet", "own borehole"],
        ["a walk in closet", "its own compound", "its own borehole"], [], []
      ),
      (["View of Table Mountain", "4 beds", "200 m²", "£5,000 service charge"], [], [], []),
    ] as [([String], [String], [String], [String])])
  func `knows what a property is, what it has and where it stands`(
    _ features: [String], _ things: [String], _ states: [String], _ settings: [String]
  ) {
    let words = FeatureWords(features) { _ in true }
    #expect(words.things == things)
    #expect(words.states == states)
    #expect(words.settings == settings)
  }

  /// A rent buys nothing, one bedroom is not several, and a price by area is not that of the whole.
  @Test func `says of prices and rooms what they are`() {
    for number in 0..<300 {
      let plan = Advert.plan {
        $0.key = "k\(number)"
        (($0.bedrooms, $0.bathrooms), $0.areaSquareMetres) = ((1, 2), 92)
        $0.deal = number % 2 == 0 ? .rent : .sale
        $0.price?.period = number % 2 == 0 ? .year : .once
        $0.price?.isPerArea = number % 2 == 1
      }
      var writer = DescriptionWriter(TextOptions(["style": .text("investor")]))
      let text = writer.draft(for: plan).description
      #expect(!text.isEmpty)
      for words in [" buys ", " rents this", " are one bedroom", "Apart from the bedrooms,"] {
        #expect(!text.contains(words), "\(text)")
      }
    }
  }

  /// The verb goes with the first count; a home to let is not let yet; nobody steps into a plot.
  @Test func `says of what is offered how it stands`() {
    for number in 0..<300 {
      let plan = Advert.plan {
        $0.key = "k\(number)"
        ($0.bedrooms, $0.bathrooms) = [(1, 2), (4, 1)][number % 2]
        $0.deal = [.rent, nil, .sale][number % 3]
        if $0.deal == .rent { $0.price?.period = .year }
        if $0.deal == .sale {
          ($0.kind, $0.title, $0.typeText) = (.land, "Land for sale", "Land")
        }
      }
      var writer = DescriptionWriter(TextOptions(["style": .text("warm")]))
      let text = writer.draft(for: plan).description
      let banned = [
        "are one bath", "There is two", "is let at", "inside this plot",
        plan.listing.deal == nil ? "yours for" : "inside this plot",
      ]
      for words in banned { #expect(!text.contains(words), "\(text)") }
    }
  }

  @Test func `does not call a block a home`() {
    for number in 0..<100 {
      let plan = Advert.plan {
        $0.key = "k\(number)"
        ($0.kind, $0.typeText) = (.apartment, "Block of flats")
      }
      let options = Advert.options[number % Advert.options.count]
      let text = draft(plan, options).description.lowercased()
      for words in ["the home", "the residence", "living space"] {
        #expect(!text.contains(words), "\(text)")
      }
    }
  }

  @Test func `says of land no state of a home, and of a block no room of a flat`() {
    var listing = Advert.plan().listing
    listing.kind = .land
    (listing.features, listing.furnishing) = (["Newly Built", "Serviced"], "Unfurnished")
    let land = DescriptionFacts(Plan(listing: listing, comparables: 0, warnings: [])).facts
    #expect(land.text(.state) == "serviced")
    (listing.kind, listing.typeText, listing.bathrooms) = (.apartment, "Block of flats", 3)
    let block = DescriptionFacts(Plan(listing: listing, comparables: 0, warnings: [])).facts
    #expect(!block.has(.bathrooms) && !block.has(.rooms))
  }

  @Test(arguments: [
    (0.125, "acres", "0.125"), (125.75, "hectares", "125.75"),
    (0.004, "acres", "0.004"), (2, "acres", "2"), (1.5, "ha", "1.5"),
  ])
  func `tells a size as exactly as its file`(_ size: Double, _ unit: String, _ figure: String) {
    let metres = (size * (unit == "acres" ? 4_046.856_422_4 : 10_000) * 100).rounded() / 100
    let area = AreaText(squareMetres: metres, written: "\(size) \(unit)")
    #expect(area.measure.value.written(.commas) == figure)
  }

  @Test(
    arguments: [
      ("St Albans", "in St Albans"), ("Lane Cove", "in Lane Cove"), ("Street", "in Street"),
      ("Bury St Edmunds", "in Bury St Edmunds"), ("Walla Walla", "in Walla Walla"),
      ("Ikeja.. Lagos", "in Ikeja. Lagos"), ("Lagos . Ikeja", "in Lagos Ikeja"), ("????", nil),
      ("Lekki {Phase 1}", "in Lekki Phase 1"), ("\u{202e}Ikeja", "in Ikeja"),
      ("Mill St", "on Mill St"), ("Road 12", "on Road 12"),
      ("Allen Avenue Ikeja", "on Allen Avenue Ikeja"),
    ] as [(String, String?)])
  func `says where a place is by its name`(_ place: String, _ phrase: String?) {
    #expect(PlacePhrases([place]).phrase(count: 1, lengthMax: 70) == phrase)
  }

  @Test(arguments: [
    ("2 bedroom flat in modern block of flats", nil, "flat"),
    ("2 bedroom flat with loft", nil, "flat"),
    ("Modern block of flats", nil, "block of flats"),
    ("A", "Flat in block of flats", "block of flats"),
  ])
  func `is named by what its title begins with`(_ title: String, _ type: String?, _ noun: String) {
    var listing = Advert.plan().listing
    (listing.title, listing.typeText, listing.kind) = (title, type, .apartment)
    #expect(PropertyNoun.of(listing).text == noun)
  }

  /// What the row says itself, or words that no text may use.
  @Test(arguments: [
    "Single garage", "Mature garden", "Low maintenance garden", "Fitness centre", "Backyard",
    "Listed building", "Roomy lounge", "High end finishes", "Near church", "Steps from the bus",
  ])
  func `passes the gate with any feature of its row`(_ feature: String) {
    for number in 0..<30 {
      let plan = Advert.plan {
        $0.key = "k\(number)"
        $0.features = [feature, "CCTV"]
      }
      #expect(TextGate(phrases: .standard).unfounded(draft(plan)).isEmpty, "\(draft(plan))")
    }
  }

  @Test func `is the same whenever the listing is, and names its fields and its making`() {
    let plan = Advert.plan {
      $0.bedrooms = 2
      $0.areaSquareMetres = 80
    }
    let text = draft(plan)
    #expect(draft(plan) == text)
    #expect(Set(text.facts).isSuperset(of: ["price", "areaSquareMetres", "places"]))
    #expect(Variant(text.variant)?.style == "plain")
    #expect(Variant(text.variant)?.length == "standard")
    #expect(Variant(text.variant)?.version == Grammar.descriptions.version)
  }

  @Test func `keeps its wording when its price changes and when others come before it`() {
    let plans = (0..<40).map { number in
      Advert.plan {
        $0.key = "k\(number)"
        $0.bedrooms = 3
      }
    }
    var writer = DescriptionWriter()
    let drafts = plans.map { writer.draft(for: $0) }
    var known = KnownVariants()
    for draft in drafts { known.insert(key: draft.plan.listing.key, variant: draft.variant) }
    var again = DescriptionWriter()
    for (plan, draft) in zip(plans, drafts).reversed() {
      var dearer = plan
      dearer.listing.price?.minorUnits = 9_500_000_000
      let text = again.draft(for: dearer, known: known).description
      #expect(text == draft.description.replacing("₦90,000,000", with: "₦95,000,000"))
    }
  }

  @Test func `does not read like its neighbours`() {
    var writer = DescriptionWriter()
    let texts = (0..<40).map { number in
      writer.draft(
        for: Advert.plan {
          $0.key = "k\(number)"
          $0.bedrooms = 3
        }
      ).description
    }
    #expect(Set(texts).count == 40)
    let openings = texts.map { $0.split(separator: " ").prefix(5).joined(separator: " ") }
    #expect(Set(openings).count >= 32)
  }
}

@Suite struct `Options of texts` {
  @Test func `are read from a rule`() {
    let options = TextOptions(["style": .text("warm"), "length": .text("short")])
    #expect(options.style == .warm)
    #expect(options.length == .short)
    #expect(options.problems.isEmpty)
  }

  @Test func `that nobody knows are told, and the usual ones hold`() {
    let options = TextOptions(["style": .text("loud"), "length": .number(3)])
    #expect(options.style == .plain)
    #expect(options.length == .standard)
    #expect(options.problems.count == 2)
    #expect(options.problems.first?.message.contains("plain, warm, luxury, investor") == true)
  }
}
