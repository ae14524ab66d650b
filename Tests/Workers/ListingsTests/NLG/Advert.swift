import NLG

@testable import Listings

/// Listings for tests of what is written about them.
enum Advert {
  static func plan(_ change: (inout Listing) -> Void = { _ in }) -> Plan {
    var listing = Listing(
      line: 2, key: "k", title: "A flat",
      price: Price(minorUnits: 9_000_000_000, currency: "NGN", period: .once), deal: .sale,
      kind: .apartment, places: ["Ikeja", "Lagos"], features: [], photos: [], extra: [])
    change(&listing)
    return Plan(listing: listing, comparables: 0, warnings: [])
  }

  /// Listings of all sorts, from nearly nothing to nearly everything, by number.
  static func any(_ number: Int) -> Plan {
    var random = SplitMix64(seed: UInt64(number))
    func one<Value>(of values: [Value]) -> Value { values[random.draw(below: values.count)] }
    var plan = plan { listing in
      listing.key = "k\(number)"
      listing.kind = one(of: Listing.Kind.allCases)
      listing.deal = one(of: [nil, .sale, .rent, .shortLet])
      listing.typeText = one(of: [nil, "Flat / Apartment", "Semi-detached Duplex", "x"])
      listing.title = one(of: ["8 units of 3 bedroom flat", "1800m2 land", "Office"])
      listing.reference = one(of: [nil, "HH-101", "2041", "Flat 3; see notes"])
      listing.agent = one(of: [nil, "Harbour Homes", "4 Walls Ltd."])
      listing.places = one(
        of: [
          [], ["Ikeja"], ["Allen Avenue", "Ikeja", "Lagos"], ["Church Street", "White Rock"],
          ["off Toyin Street", "Ikeja"], [String(repeating: "w", count: 300)], ["Phase 1"],
        ])
      listing.bedrooms = one(of: [nil, 0, 1, 3, 11])
      listing.bathrooms = one(of: [nil, 0, 1, 1.5, 2.25, 3, 4])
      listing.toilets = one(of: [nil, 1, 5])
      listing.parkingSpaces = one(of: [nil, 0, 1, 2])
      listing.areaSquareMetres = one(of: [nil, 0, 31.5, 120, 376.6])
      listing.areaText = one(of: [nil, "4,053 sqft", "120 sqm"])
      listing.plotSquareMetres = one(of: [nil, 650])
      listing.yearBuilt = one(of: [nil, 1998])
      listing.furnishing = one(of: [nil, "Semi-Furnished", "Unfurnished", "7"])
      listing.listed = one(of: [nil, "2025-10-17"])
    }
    plan.listing.features = one(
      of: [
        [], ["Swimming Pool"], ["Newly Built", "Serviced", "BQ", "2-car garage", "24/7 security"],
        ["perfect for families", "CCTV", "EV charger", "hardwood floors"], ["Gated estate"],
      ])
    plan.listing.price = one(of: prices)
    plan.band = one(of: [nil, .fair, .under, .over])
    plan.estimateMinorUnits = one(of: [nil, 8_500_000_000])
    return plan
  }

  private static let prices: [Price?] = [
    nil, Price(minorUnits: 9_000_000_000, currency: "NGN", period: .once),
    Price(minorUnits: 95_050, currency: "GBP", period: .month),
    Price(minorUnits: 57_600, currency: "NOK", period: .night),
    Price(minorUnits: 100, maximumMinorUnits: 200, currency: "USD", period: .year),
    Price(minorUnits: 75_000_000, currency: "NGN", period: .once, isPerArea: true),
    Price(minorUnits: 100_000, period: .once),
    Price(minorUnits: 31_000_000, currency: "GBP", period: .once, qualifier: .from),
    Price(minorUnits: 31_000_000, currency: "GBP", period: .once, qualifier: .offersOver),
    Price(minorUnits: 31_000_000, currency: "GBP", period: .once, qualifier: .guide),
    Price(minorUnits: 95_000, currency: "GBP", period: .month, qualifier: .around),
  ]

  static let options: [TextOptions] = TextOptions.Style.allCases.flatMap { style in
    TextOptions.Length.allCases.map { length in
      var options = TextOptions()
      options.style = style
      options.length = length
      return options
    }
  }
}

extension DescriptionWriter {
  /// Of one plan by itself.
  mutating func draft(for plan: Plan, known: KnownVariants = KnownVariants()) -> Draft {
    draft(of: sketch(of: plan, known: known))
  }
}
