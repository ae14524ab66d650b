import NLG

extension FactKey {
  /// `detached duplex`, and with its bedrooms `3-bedroom detached duplex`.
  static let noun: Self = "noun"
  static let home: Self = "home"
  /// The noun's last word: `duplex`.
  static let head: Self = "head"
  /// `for sale`.
  static let offer: Self = "offer"
  /// `in Ikeja, Lagos`.
  static let location: Self = "location"
  /// The same before the rest of a sentence: `in Ikeja, Lagos,`.
  static let locationWithin: Self = "locationWithin"
  static let bedrooms: Self = "bedrooms"
  static let bathrooms: Self = "bathrooms"
  static let toilets: Self = "toilets"
  static let parkingSpaces: Self = "parkingSpaces"
  /// The rooms in words, without and with the bedrooms, and the verb that goes with each.
  static let rooms: Self = "rooms"
  static let roomsVerb: Self = "roomsVerb"
  static let allRooms: Self = "allRooms"
  static let allRoomsVerb: Self = "allRoomsVerb"
  static let area: Self = "area"
  static let plot: Self = "plot"
  static let yearBuilt: Self = "yearBuilt"
  /// `newly built and furnished`.
  static let state: Self = "state"
  static let features: Self = "features"
  /// `₦2,500,000 per year`.
  static let price: Self = "price"
  /// There is no price to say.
  static let isOnRequest: Self = "isOnRequest"
  static let isSale: Self = "isSale"
  static let isRent: Self = "isRent"
  static let isShortLet: Self = "isShortLet"
}

/// The facts of a listing that its description may state. What is missing stays missing, and what
/// makes no sense for the kind (bedrooms of a plot) is left out.
struct DescriptionFacts {
  let facts: Facts

  private static let placeLengthMax = 70
  private static let squareMetresMax = 1e9

  /// - Parameter isFit: whether a text from the row may be said.
  init(_ plan: Plan, isFit: (String) -> Bool) {
    let listing = plan.listing
    let noun = PropertyNoun.of(listing)
    var facts: [Fact] = [
      Fact(.noun, .text(noun.text)), Fact(.head, .text(noun.head)),
    ]
    facts += Self.rooms(listing, noun)
    facts += Self.sizes(listing)
    facts += Self.terms(listing)
    let places = listing.places.filter(isFit)
    if let phrase = PlaceText.phrase(places, count: 3, lengthMax: Self.placeLengthMax) {
      facts.append(Fact(.location, .text(phrase)))
      facts.append(Fact(.locationWithin, .text(phrase.contains(",") ? phrase + "," : phrase)))
    }
    let features = FeatureWords(listing.features, isFit: isFit)
    if !features.things.isEmpty { facts.append(Fact(.features, .list(features.things))) }
    let states = features.states + [Self.furnishing(listing)].compactMap(\.self)
    if !states.isEmpty { facts.append(Fact(.state, .text(English.list(states)))) }
    if let year = listing.yearBuilt { facts.append(Fact(.yearBuilt, .integer(year))) }
    self.facts = Facts(facts)
  }

  // MARK: Rooms

  private static func rooms(_ listing: Listing, _ noun: PropertyNoun) -> [Fact] {
    var facts: [Fact] = []
    var home = noun.text
    var all: [Counted] = []
    var others: [Counted] = []
    if let bedrooms = bedrooms(listing, noun) {
      facts.append(Fact(.bedrooms, .integer(bedrooms)))
      home = "\(bedrooms)-bedroom \(noun.text)"
      all.append(Counted(Figure(bedrooms), "bedroom"))
    }
    facts.append(Fact(.home, .text(home)))
    if listing.kind != .land {
      if let bathrooms = listing.bathrooms, bathrooms > 0, bathrooms < 1000 {
        let figure = Figures.figure(bathrooms)
        facts.append(Fact(.bathrooms, .decimal(figure)))
        others.append(Counted(figure, "bathroom"))
      }
      if let toilets = listing.toilets, toilets > 0 {
        facts.append(Fact(.toilets, .integer(toilets)))
        others.append(Counted(Figure(toilets), "toilet"))
      }
      if let spaces = listing.parkingSpaces, spaces > 0 {
        facts.append(Fact(.parkingSpaces, .integer(spaces)))
        others.append(Counted(Figure(spaces), "parking space"))
      }
    }
    all += others
    facts += inWords(others, .rooms, .roomsVerb)
    facts += inWords(all, .allRooms, .allRoomsVerb)
    return facts
  }

  /// Only of dwellings, and not of a block, whose row counts those of one flat.
  private static func bedrooms(_ listing: Listing, _ noun: PropertyNoun) -> Int? {
    guard listing.kind == .house || listing.kind == .apartment, noun.head != "block",
      let bedrooms = listing.bedrooms, bedrooms > 0
    else { return nil }
    return bedrooms
  }

  private static func inWords(_ rooms: [Counted], _ words: FactKey, _ verb: FactKey) -> [Fact] {
    guard let first = rooms.first else { return [] }
    return [
      Fact(words, .list(rooms.map(\.text))),
      Fact(verb, .text(first.count == 1 ? "is" : "are")),
    ]
  }

  private struct Counted {
    let count: Figure
    let noun: Noun

    init(_ count: Figure, _ noun: Noun) {
      self.count = count
      self.noun = noun
    }

    /// `three bedrooms`.
    var text: String { "\(English.number(count)) \(noun.form(for: count))" }
  }

  // MARK: Size, price

  private static func sizes(_ listing: Listing) -> [Fact] {
    func fact(_ key: FactKey, _ squareMetres: Double?) -> [Fact] {
      guard let squareMetres, squareMetres > 0, squareMetres < squareMetresMax else { return [] }
      let area = AreaText(squareMetres: squareMetres, written: listing.areaText)
      return [Fact(key, .measure(area.measure))]
    }
    if listing.kind == .land {
      return fact(.plot, listing.plotSquareMetres ?? listing.areaSquareMetres)
    }
    return fact(.area, listing.areaSquareMetres) + fact(.plot, listing.plotSquareMetres)
  }

  private static func terms(_ listing: Listing) -> [Fact] {
    var facts: [Fact] = []
    switch listing.deal {
    case .sale: facts += [Fact(.isSale, .flag(true)), Fact(.offer, .text("for sale"))]
    case .rent: facts += [Fact(.isRent, .flag(true)), Fact(.offer, .text("for rent"))]
    case .shortLet: facts += [Fact(.isShortLet, .flag(true)), Fact(.offer, .text("for short let"))]
    case nil: break
    }
    if let price = listing.price {
      facts.append(Fact(.price, .text(PriceText(price).whole)))
    } else {
      facts.append(Fact(.isOnRequest, .flag(true)))
    }
    return facts
  }

  private static func furnishing(_ listing: Listing) -> String? {
    guard let written = listing.furnishing?.lowercased(), written.contains("furnish") else {
      return nil
    }
    if written.contains("unfurnish") || written.hasPrefix("not ") { return "unfurnished" }
    let isPartly = ["semi", "part"].contains { written.contains($0) }
    return isPartly ? "partly furnished" : "furnished"
  }

  /// Fields of ``Listing`` that the facts were read from.
  static let fieldOfKey: [FactKey: String] = [
    .noun: "typeText", .home: "typeText", .offer: "deal", .location: "places",
    .bedrooms: "bedrooms", .bathrooms: "bathrooms", .toilets: "toilets",
    .parkingSpaces: "parkingSpaces", .area: "areaSquareMetres", .plot: "plotSquareMetres",
    .yearBuilt: "yearBuilt", .state: "furnishing", .features: "features", .price: "price",
  ]
}
