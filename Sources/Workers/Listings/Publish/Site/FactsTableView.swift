import Pages

/// All that is known of a listing, one line each.
struct FactsTableView: HTML {
  let plan: Plan
  /// When what the page says last changed, in seconds since 1970.
  let changed: Int
  var departure: Departure?

  func write(_ writer: inout HTMLWriter) { body.write(&writer) }

  @HTMLBuilder private var body: some HTML {
    section {
      h2 { "Facts" }
      dl(.class("facts")) {
        for (label, value) in rows {
          div {
            dt { label }
            dd(.dir("auto")) { value }
          }
        }
      }
    }
  }

  private var rows: [(label: String, value: String)] {
    let listing = plan.listing
    var rows: [(String, String)] = []
    func add(_ label: String?, _ value: String?) {
      if let label, let value, !value.isEmpty { rows.append((label, value)) }
    }
    add("Type", listing.typeText ?? listing.kind.name)
    add("Offer", listing.deal?.label)
    add("Status", departure == nil ? listing.status?.label : nil)
    add(departure?.way.label, departure.map { DayText.of($0.isoDay) })
    let asked = listing.price.map { PriceText($0).whole }
    let onRequest = listing.isPriceOnRequest ? "On request" : listing.priceText
    add(departure == nil ? "Price" : "Price asked", asked ?? onRequest)
    add("Price per m²", pricePerSquareMetre)
    add("Furnishing", listing.furnishing)
    add("Condition", listing.condition)
    add("Year built", listing.yearBuilt.map(String.init))
    add("Location", listing.location ?? PlaceText.whole(listing))
    add("Listed", listing.listed.map(DayText.of))
    add("Updated", DayText.of(ISODay.text(ofSeconds: changed)))
    add("Reference", listing.reference)
    return rows
  }

  /// Of the area as the page shows it: who divides comes to the same, and so does the description.
  /// Of a house whose floor area nobody tells, the price is not that of its plot, and of a price
  /// that is only where offers begin none can be worked out.
  private var pricePerSquareMetre: String? {
    let listing = plan.listing
    guard plan.pricePerSquareMetre != nil, let price = listing.price, !price.isPerArea,
      price.maximumMinorUnits == nil, ![.from, .offersOver].contains(price.qualifier),
      let area = listing.kind == .land ? listing.plotShown ?? listing.areaShown : listing.areaShown,
      !area.isLeast
    else { return nil }
    let rate = price.amount / area.squareMetresShown
    guard rate.isFinite, rate >= 1, rate < 1e13 else { return nil }
    return PriceText(
      Price(
        minorUnits: Int(rate.rounded()) * 100, currency: price.currency, period: price.period)
    ).whole
  }
}

extension Listing.Kind {
  /// One of them.
  var name: String {
    switch self {
    case .house: "House"
    case .apartment: "Apartment"
    case .land: "Land"
    case .commercial: "Commercial property"
    case .room: "Room"
    case .other: "Property"
    }
  }
}
