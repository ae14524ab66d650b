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
  static let place: Self = "place"
  /// The same in fewer words, and the places' own names: `1 Mill Lane` is no figure.
  static let placeNames: Self = "placeNames"
  /// The place ends in a figure, and another figure had better not follow: `Phase 1`.
  static let numbered: Self = "numbered"
  static let bedrooms: Self = "bedrooms"
  static let bathrooms: Self = "bathrooms"
  static let toilets: Self = "toilets"
  static let parking: Self = "parking"
  /// The rooms in words, without and with the bedrooms.
  static let rooms: Self = "rooms"
  static let allRooms: Self = "allRooms"
  static let area: Self = "area"
  /// The area in square metres, where the row has another unit.
  static let metres: Self = "metres"
  static let plot: Self = "plot"
  static let year: Self = "year"
  /// `newly built and furnished`.
  static let state: Self = "state"
  /// `a gated estate`.
  static let setting: Self = "setting"
  static let features: Self = "features"
  /// The first of several features, and the rest.
  static let feature: Self = "feature"
  static let others: Self = "others"
  /// `₦2,500,000 per year`.
  static let price: Self = "price"
  // The figure of a price that is not just that; one of them stands in the place of `price`.
  static let priceFrom: Self = "priceFrom"
  static let offersOver: Self = "offersOver"
  static let guidePrice: Self = "guidePrice"
  static let priceAround: Self = "priceAround"
  /// `₦791,667` for one `m²`, of what is sold as a whole.
  static let rate: Self = "rate"
  static let rateUnit: Self = "rateUnit"
  /// What comparable listings ask.
  static let estimate: Self = "estimate"
  static let reference: Self = "reference"
  static let agent: Self = "agent"
  static let listed: Self = "listed"
  // What holds or does not.
  static let onRequest: Self = "onRequest"
  /// Somebody's offer was accepted: it is not to be had as a matter of course.
  static let agreed: Self = "agreed"
  static let sale: Self = "sale"
  static let rent: Self = "rent"
  static let shortLet: Self = "shortLet"
  static let nightly: Self = "nightly"
  /// The price is that of one square metre.
  static let byArea: Self = "byArea"
  static let dwelling: Self = "dwelling"
  static let land: Self = "land"
  /// More than one feature; more than one room in the first count of `rooms` and `allRooms`.
  static let several: Self = "several"
  static let severalRooms: Self = "severalRooms"
  static let severalAll: Self = "severalAll"
  /// As many bathrooms as bedrooms, and more than one.
  static let bathEach: Self = "bathEach"
  /// Bedrooms and bathrooms are one each or several each: the verb goes with whichever is first.
  static let alike: Self = "alike"
  /// The price lies within ten per cent of the estimate, or below.
  static let inLine: Self = "inLine"
  static let below: Self = "below"

  /// Under one of these the figure of a price is told.
  static let prices: [FactKey] = [.price, .priceFrom, .offersOver, .guidePrice, .priceAround]

  /// All facts that a description can rest on, for reading a grammar.
  static let ofDescriptions: [FactKey] =
    prices + [
      .noun, .home, .head, .offer, .place, .numbered, .bedrooms, .bathrooms, .toilets, .parking,
      .rooms, .allRooms, .area, .metres, .plot, .year, .state, .setting, .features, .feature,
      .others, .rate, .rateUnit, .estimate, .reference, .agent, .listed, .onRequest, .agreed,
      .sale, .rent, .shortLet, .nightly, .byArea, .dwelling, .land, .several, .severalRooms,
      .severalAll, .bathEach, .alike, .inLine, .below,
    ]
}

/// The facts of a listing that its description may state. What is missing stays missing, and what
/// makes no sense for the kind (bedrooms of a plot) is left out.
struct DescriptionFacts {
  let facts: Facts

  private static let placeLengthMax = 70
  private static let nameLengthMax = 40
  private static let squareMetresMax = 1e9

  /// - Parameter phrases: what may not be said; a text of the row that contains it is left out.
  init(_ plan: Plan, _ phrases: PhraseList = .standard) {
    let isFit = { (text: String) in phrases.hit(in: text) == nil }
    let listing = plan.listing
    let noun = PropertyNoun.of(listing)
    var facts: [Fact] = [
      Fact(.noun, .text(noun.text)), Fact(.head, .text(noun.head)),
    ]
    facts += Self.rooms(listing, noun)
    facts += Self.sizes(listing)
    facts += Self.terms(listing)
    facts += Self.market(plan)
    facts += Self.contact(listing, isFit)
    facts += Self.character(listing, isFit)
    let places = listing.places.filter(isFit)
    let located = PlacePhrases(places)
    if let phrase = located.phrase(count: 3, lengthMax: Self.placeLengthMax) {
      let shorter = [2, 1].compactMap {
        located.phrase(count: $0, lengthMax: Self.placeLengthMax)
      }
      facts.append(Fact(.place, .text(phrase)))
      facts.append(Fact(.placeNames, .list(shorter + places)))
      facts.append(Fact(.numbered, .flag(phrase.last?.isNumber ?? false)))
    }
    facts.append(Fact(.land, .flag(listing.kind == .land)))
    // A block of flats is no home.
    let isHome = listing.kind == .house || listing.kind == .apartment
    facts.append(Fact(.dwelling, .flag(isHome && !noun.isBlock)))
    self.facts = Facts(facts)
  }

  /// What it is like, and what it has.
  private static func character(_ listing: Listing, _ isFit: (String) -> Bool) -> [Fact] {
    let features = FeatureWords(listing.features, isFit: isFit)
    let furnishing = listing.furnishing.flatMap(Furnishing.init)
    var states = features.states + [furnishing?.words].compactMap(\.self)
    // Nobody builds or furnishes ground.
    if listing.kind == .land { states = states.filter { $0 == "serviced" } }
    var facts = [
      Fact(.features, .list(features.things)), Fact(.several, .flag(features.things.count > 1)),
      Fact(.state, .text(English.list(states))),
      Fact(.setting, .text(features.settings.first ?? "")),
    ]
    if features.things.count > 1 {
      facts.append(Fact(.feature, .text(features.things[0])))
      facts.append(Fact(.others, .list(Array(features.things.dropFirst()))))
    }
    if listing.kind != .land, let year = listing.yearBuilt {
      facts.append(Fact(.year, .text(String(year))))
    }
    return facts
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
    if listing.kind != .land, !noun.isBlock {
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
        facts.append(Fact(.parking, .integer(spaces)))
        others.append(Counted(Figure(spaces), "parking space"))
      }
    }
    all += others
    facts += inWords(others, .rooms, .severalRooms)
    facts += inWords(all, .allRooms, .severalAll)
    if let bedrooms = listing.bedrooms, let bathrooms = listing.bathrooms {
      facts.append(Fact(.alike, .flag((bedrooms == 1) == (bathrooms == 1))))
    }
    if let bedrooms = listing.bedrooms, bedrooms > 1, Double(bedrooms) == listing.bathrooms {
      facts.append(Fact(.bathEach, .flag(facts.contains { $0.key == .bedrooms })))
    }
    return facts
  }

  /// Of what may be a home, and not of a block, whose row counts the rooms of one flat.
  private static func bedrooms(_ listing: Listing, _ noun: PropertyNoun) -> Int? {
    guard ![.land, .commercial, .room].contains(listing.kind), !noun.isBlock,
      let bedrooms = listing.bedrooms, bedrooms > 0
    else { return nil }
    return bedrooms
  }

  private static func inWords(_ rooms: [Counted], _ words: FactKey, _ many: FactKey) -> [Fact] {
    guard let first = rooms.first else { return [] }
    return [
      Fact(words, .list(rooms.map(\.text))),
      Fact(many, .flag(first.count != 1)),
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

  /// Of a range nobody knows which size this one has.
  private static func fit(_ size: AreaText?) -> AreaText? {
    guard let size, !size.isLeast, size.squareMetres > 0, size.squareMetres < squareMetresMax,
      size.measure.value.approximate > 0
    else { return nil }
    return size
  }

  private static func sizes(_ listing: Listing) -> [Fact] {
    let area = listing.kind == .land ? nil : fit(listing.areaShown)
    let plot = fit(listing.plotShown ?? (listing.kind == .land ? listing.areaShown : nil))
    var facts: [Fact] = []
    if let area { facts.append(Fact(.area, .measure(area.measure))) }
    if let plot { facts.append(Fact(.plot, .measure(plot.measure))) }
    if let metres = (area ?? plot)?.inSquareMetres {
      facts.append(Fact(.metres, .measure(metres)))
    }
    // Of a house whose floor area nobody tells, the price is not that of its plot.
    if let priced = listing.kind == .land ? plot : area { facts += rate(listing, priced) }
    return facts
  }

  /// The price of one unit of area, in whole units of the currency from a hundred on.
  private static func rate(_ listing: Listing, _ area: AreaText) -> [Fact] {
    guard let price = listing.price, let currency = price.currency, price.period == .once,
      !price.isPerArea, price.maximumMinorUnits == nil, price.priceKey == .price,
      listing.deal == .sale || listing.deal == nil,
      let unit = area.unitInWords
    else { return [] }
    let value = price.amount / area.measure.value.approximate
    guard value.isFinite, value >= 1, value < 1e13 else { return [] }
    let minorUnits = value >= 100 ? value.rounded() * 100 : (value * 100).rounded()
    return [
      Fact(.rate, .text(PriceText.amount(Int(minorUnits), currency))),
      Fact(.rateUnit, .text(unit)),
    ]
  }

  private static func terms(_ listing: Listing) -> [Fact] {
    var facts: [Fact] = []
    switch listing.deal {
    case .sale: facts += [Fact(.sale, .flag(true)), Fact(.offer, .text("for sale"))]
    case .rent: facts += [Fact(.rent, .flag(true)), Fact(.offer, .text("for rent"))]
    case .shortLet: facts += [Fact(.shortLet, .flag(true)), Fact(.offer, .text("for short let"))]
    case nil: break
    }
    if listing.status != nil { facts.append(Fact(.agreed, .flag(true))) }
    if let price = listing.price {
      facts.append(Fact(price.priceKey, .text(PriceText(price).plain)))
      let isNightly = listing.deal == .shortLet && price.period == .night
      facts += [Fact(.nightly, .flag(isNightly)), Fact(.byArea, .flag(price.isPerArea))]
    }
    if listing.isPriceOnRequest { facts.append(Fact(.onRequest, .flag(true))) }
    return facts
  }

  /// How the price lies to comparable listings, in its own unit; said only of what is not dear.
  private static func market(_ plan: Plan) -> [Fact] {
    guard let estimate = plan.estimateMinorUnits, var price = plan.listing.price,
      price.currency != nil, plan.band == .fair || plan.band == .under
    else { return [] }
    price.minorUnits = estimate
    price.maximumMinorUnits = nil
    price.tax = nil
    return [
      Fact(.estimate, .text(PriceText(price).plain)),
      Fact(.inLine, .flag(plan.band == .fair)), Fact(.below, .flag(plan.band == .under)),
    ]
  }

  private static func contact(_ listing: Listing, _ isFit: (String) -> Bool) -> [Fact] {
    func fact(_ key: FactKey, _ text: String?) -> [Fact] {
      guard let text, text.count <= nameLengthMax, isFit(text), isName(text) else { return [] }
      return [Fact(key, .text(text))]
    }
    return fact(.reference, listing.reference) + fact(.agent, listing.agent)
      + fact(.listed, listing.listed.map(DayText.of))
  }

  /// Whether a cell is a name that a sentence can hold, and no sentence or address itself.
  private static func isName(_ text: String) -> Bool {
    text.contains { $0.isLetter || $0.isNumber }
      && !text.contains { ".,;:@{}[]<>|\n".contains($0) }
  }

  /// The fields of ``Listing`` that facts were read from.
  static func fields(of keys: [FactKey]) -> [String] {
    var fields: [String] = []
    for key in keys {
      guard let field = fieldOfKey[key], !fields.contains(field) else { continue }
      fields.append(field)
    }
    return fields
  }

  private static let fieldOfKey: [FactKey: String] = [
    .noun: "typeText", .head: "typeText", .offer: "deal", .place: "places",
    .bedrooms: "bedrooms", .bathrooms: "bathrooms", .toilets: "toilets",
    .parking: "parkingSpaces", .area: "areaSquareMetres", .plot: "plotSquareMetres",
    .year: "yearBuilt", .state: "furnishing", .setting: "features", .features: "features",
    .price: "price", .priceFrom: "price", .offersOver: "price", .guidePrice: "price",
    .priceAround: "price",
    .reference: "reference", .agent: "agent", .listed: "listed",
  ]
}

extension Price {
  /// Under which fact its figure is told: no sentence says of the one what holds of another.
  fileprivate var priceKey: FactKey {
    switch qualifier {
    case .from: .priceFrom
    case .offersOver: .offersOver
    case .guide: .guidePrice
    case .around: .priceAround
    case .fixed, nil: .price
    }
  }
}
