import Pages

/// A listing for search engines, from the same figures as the page.
///
/// Source: schema.org `RealEstateListing`, `Accommodation`, `Offer`; unit codes of UN/CEFACT.
enum ListingLinkedData {
  typealias Members = [(name: String, value: LinkedData)]

  /// - Parameter path: of its page.
  static func of(_ listing: CatalogueDraft, path: String, settings: SiteSettings) -> LinkedData {
    let draft = listing.draft
    let facts = draft.plan.listing
    var members: Members = [
      ("@context", "https://schema.org"), ("@type", "RealEstateListing"),
    ]
    if let identity = settings.identity(.listing, of: path) { members.append(("@id", identity)) }
    members.append(("name", .text(draft.headline)))
    members.append(("description", .text(draft.description)))
    if let address = settings.address(of: path) { members.append(("url", .text(address))) }
    let photos = listing.photos.compactMap { settings.link(to: $0) }
    if !photos.isEmpty { members.append(("image", .list(photos.map(LinkedData.link)))) }
    members.append(("datePosted", .text(listing.posted)))
    if let site = settings.reference(to: .site) { members.append(("isPartOf", site)) }
    if let agent = settings.reference(to: .agent) { members.append(("provider", agent)) }
    members.append(("mainEntity", property(facts, path, settings)))
    if let offer = offer(facts, listing.departure) { members.append(("offers", offer)) }
    return .object(members)
  }

  private static func property(
    _ facts: Listing, _ path: String, _ settings: SiteSettings
  ) -> LinkedData {
    var members: Members = [("@type", .text(type(facts)))]
    if let identity = settings.identity(.property, of: path) { members.append(("@id", identity)) }
    members.append(("name", .text(facts.title)))
    if let address = postalAddress(facts, settings.country) { members.append(("address", address)) }
    if let latitude = facts.latitude, let longitude = facts.longitude {
      members.append(
        (
          "geo",
          [
            "@type": "GeoCoordinates", "latitude": .number(latitude),
            "longitude": .number(longitude),
          ]
        ))
    }
    members += measures(facts)
    if !facts.features.isEmpty {
      let features = facts.features.map { feature in
        LinkedData.object([
          ("@type", "LocationFeatureSpecification"), ("name", .text(feature)), ("value", true),
        ])
      }
      members.append(("amenityFeature", .list(features)))
    }
    return .object(members)
  }

  private static func measures(_ facts: Listing) -> Members {
    var members: Members = []
    let isDwelling = isDwelling(facts)
    if isDwelling, let bedrooms = facts.bedrooms, bedrooms > 0 {
      members.append(("numberOfBedrooms", .integer(bedrooms)))
    }
    if isDwelling, let bathrooms = facts.bathrooms, bathrooms > 0 {
      members.append(("numberOfBathroomsTotal", .number(bathrooms)))
    }
    if isDwelling, let area = facts.areaShown, !area.isLeast {
      members.append(
        (
          "floorSize",
          [
            "@type": "QuantitativeValue", "value": .number(area.squareMetresShown),
            "unitCode": "MTK",
          ]
        ))
    }
    if isDwelling, let year = facts.yearBuilt { members.append(("yearBuilt", .integer(year))) }
    return members
  }

  /// As the feeds have it.
  private static func postalAddress(_ facts: Listing, _ country: String?) -> LinkedData? {
    let place = FeedAddress(facts, country: country.flatMap(Country.coded))
    guard let city = place.city else { return nil }
    var members: Members = [
      ("@type", "PostalAddress"), ("addressLocality", .text(city)),
    ]
    if let region = place.region, region != city {
      members.append(("addressRegion", .text(region)))
    }
    if let street = place.street { members.append(("streetAddress", .text(street))) }
    if let postcode = place.postcode { members.append(("postalCode", .text(postcode))) }
    if let country = place.country { members.append(("addressCountry", .text(country.code))) }
    return .object(members)
  }

  /// Nil without a currency too: a figure of no currency is no offer to a search engine.
  private static func offer(_ facts: Listing, _ departure: Departure?) -> LinkedData? {
    // Of a home for sale that was let, what was asked says nothing.
    let isOtherWay = departure.map { $0.way != Departure.Way(facts.deal) } ?? false
    guard
      let price = departure?.paid(insteadOf: facts.price) ?? (isOtherWay ? nil : facts.price),
      let currency = price.currency
    else { return nil }
    let availability =
      departure != nil ? "SoldOut" : facts.status == nil ? "InStock" : "Reserved"
    var members: Members = [
      ("@type", "Offer"), ("availability", .text("https://schema.org/\(availability)")),
    ]
    members += amounts(price, currency)
    let isLease = (departure?.way ?? Departure.Way(facts.deal)) == .let
    if facts.deal != nil {
      let function = isLease ? "LeaseOut" : "Sell"
      members.append(
        ("businessFunction", .text("http://purl.org/goodrelations/v1#\(function)")))
    }
    return .object(members)
  }

  /// What is no price of the whole stands in a specification alone, where nobody takes it for one.
  private static func amounts(_ price: Price, _ currency: String) -> Members {
    let amount = LinkedData.text(decimal(price.minorUnits))
    let unit = unitCode(price)
    let isLeast =
      price.maximumMinorUnits != nil || [.from, .offersOver].contains(price.qualifier)
    var members: Members = []
    if unit != nil || isLeast || price.tax != nil {
      var specification: Members = [
        ("@type", unit == nil ? "PriceSpecification" : "UnitPriceSpecification"),
        (isLeast ? "minPrice" : "price", amount),
      ]
      if let maximum = price.maximumMinorUnits {
        specification.append(("maxPrice", .text(decimal(maximum))))
      }
      if let unit { specification.append(("unitCode", .text(unit))) }
      specification.append(("priceCurrency", .text(currency)))
      if price.tax != nil { specification.append(("valueAddedTaxIncluded", false)) }
      members.append(("priceSpecification", .object(specification)))
    }
    if !isLeast, !price.isPerArea {
      members.append(("price", amount))
      members.append(("priceCurrency", .text(currency)))
    }
    return members
  }

  /// For what one price is paid; nil for the whole.
  private static func unitCode(_ price: Price) -> String? {
    if price.isPerArea { return "MTK" }
    return switch price.period {
    case .once: nil
    case .year: "ANN"
    case .month: "MON"
    case .week: "WEE"
    case .day, .night: "DAY"
    }
  }

  /// Whole units with a point, as schema.org wants them: `280000000`, `99.50`.
  static func decimal(_ minorUnits: Int) -> String {
    let cents = minorUnits.magnitude % 100
    let whole = "\(minorUnits < 0 ? "-" : "")\(minorUnits.magnitude / 100)"
    return cents == 0 ? whole : "\(whole).\(cents < 10 ? "0" : "")\(cents)"
  }

  private static func type(_ facts: Listing) -> String {
    switch facts.kind {
    case .house: "House"
    case .apartment: "Apartment"
    case .room: "Room"
    case .other where isDwelling(facts): "Accommodation"
    case .land, .commercial, .other: "Place"
    }
  }

  /// What has bedrooms and is not said to be something else is a home.
  private static func isDwelling(_ facts: Listing) -> Bool {
    switch facts.kind {
    case .house, .apartment, .room: true
    case .land, .commercial: false
    case .other: facts.bedrooms ?? 0 > 0
    }
  }
}
