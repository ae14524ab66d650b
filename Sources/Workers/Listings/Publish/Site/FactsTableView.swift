import Pages

/// All that is known of a listing, one line each.
struct FactsTableView: HTML {
  let plan: Plan

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
    func add(_ label: String, _ value: String?) {
      if let value, !value.isEmpty { rows.append((label, value)) }
    }
    add("Type", listing.typeText ?? listing.kind.name)
    add("Offer", listing.deal?.label)
    add("Price", listing.price.map { PriceText($0).whole } ?? "On request")
    add("Price per m²", pricePerSquareMetre)
    add("Furnishing", listing.furnishing)
    add("Year built", listing.yearBuilt.map(String.init))
    add("Location", listing.location ?? PlaceText.whole(listing))
    add("Listed", listing.listed.map(DayText.of))
    add("Reference", listing.reference)
    return rows
  }

  private var pricePerSquareMetre: String? {
    guard let price = plan.pricePerSquareMetre, price.isFinite, price >= 1, price < 1e13,
      plan.listing.price?.isPerArea == false
    else { return nil }
    return PriceText.amount(Int(price.rounded()) * 100, plan.listing.price?.currency)
  }
}

/// How the price lies to what comparable listings ask.
struct PriceComparisonView: HTML {
  let plan: Plan

  func write(_ writer: inout HTMLWriter) { body.write(&writer) }

  @HTMLBuilder private var body: some HTML {
    if let comparison = PriceComparison(plan) {
      section {
        h2 { "How the price compares" }
        p { comparison.sentence }
        BarChart(
          name: "Asked price and median of comparable listings",
          bars: [
            BarChart.Bar(
              label: "This listing", amount: comparison.asked, value: comparison.askedText),
            BarChart.Bar(
              label: "Median of \(comparison.count) comparable", amount: comparison.median,
              value: comparison.medianText),
          ])
        p(.class("muted")) {
          "Worked out from asked prices of this catalogue, adjusted for size. It is no valuation."
        }
      }
    }
  }
}

/// What is known about how a price compares; nil without comparable listings.
struct PriceComparison {
  let asked: Double
  let askedText: String
  let median: Double
  let medianText: String
  let count: Int
  let sentence: String

  init?(_ plan: Plan) {
    guard let price = plan.listing.price, let estimate = plan.estimateMinorUnits, estimate > 0,
      let deviation = plan.deviation, deviation.isFinite, plan.comparables > 0
    else { return nil }
    asked = Double(price.minorUnits)
    askedText = PriceText.amount(price.minorUnits, price.currency)
    median = Double(estimate)
    medianText = PriceText.amount(Self.roundedToWhole(estimate), price.currency)
    count = plan.comparables
    let percent = Int((min(abs(deviation), 100) * 100).rounded())
    let relation =
      percent < 2
      ? "about the median" : "\(percent)% \(deviation > 0 ? "more" : "less") than the median"
    let others =
      plan.comparables == 1
      ? "one comparable listing" : "\(plan.comparables) comparable listings"
    let which = plan.comparedWith.map { " (\($0))" } ?? ""
    sentence = "This listing asks \(relation) of \(others)\(which)."
  }

  private static func roundedToWhole(_ minorUnits: Int) -> Int { (minorUnits + 50) / 100 * 100 }
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
