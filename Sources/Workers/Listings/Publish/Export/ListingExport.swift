import Pages
import Tables

/// A listing as `listings.csv` and `listings.json` have it: cleaned, with all that was worked out.
enum ListingExport {
  static var csvHead: [UInt8] { csvRow(names) }

  static func csv(of draft: Draft) -> [UInt8] {
    csvRow(values(of: draft).map { $0.map(cell) ?? "" })
  }

  /// One object on one line; what is missing is left out.
  static func json(of draft: Draft) -> [UInt8] {
    var members = zip(names, values(of: draft)).compactMap { name, value in
      value.map { (name: name, value: $0) }
    }
    let listings = draft.plan.compared.listings.map(comparable)
    if !listings.isEmpty {
      members.append((name: "comparable_listings", value: .list(listings)))
    }
    var writer = HTMLWriter(capacity: 4 << 10)
    LinkedData.object(members).write(&writer)
    return writer.withBytes { Array($0) }
  }

  // A table: the names, and in the same order the values.
  private static let names = [
    "key", "reference", "title", "headline", "summary", "description", "kind", "property_type",
    "deal", "price", "price_maximum", "currency", "period", "price_is_per_square_metre",
    "price_text", "location", "places", "bedrooms", "bathrooms", "toilets", "parking_spaces",
    "area_square_metres", "area_text", "plot_square_metres", "year_built", "furnishing",
    "features", "latitude", "longitude", "listed", "agent", "phone", "link", "photos",
    "category", "price_per_square_metre", "comparables", "compared_with", "estimate",
    "deviation_percent", "band", "warnings", "own_text", "other_columns", "low", "high",
    "confidence", "suggested_price", "explanation", "sell_fast_probability", "expected_days",
    "outlook", "outlook_outcomes",
  ]

  private static func values(of draft: Draft) -> [LinkedData?] {
    let plan = draft.plan
    let listing = plan.listing
    let price = listing.price
    return [
      text(listing.key), text(listing.reference), text(listing.title), text(draft.headline),
      text(draft.summary), text(draft.description), text(listing.kind.rawValue),
      text(listing.typeText), text(listing.deal?.rawValue), money(price?.minorUnits),
      money(price?.maximumMinorUnits), text(price?.currency), text(price?.period.rawValue),
      price?.isPerArea == true ? .flag(true) : nil, text(listing.priceText),
      text(listing.location), list(listing.places), integer(listing.bedrooms),
      number(listing.bathrooms), integer(listing.toilets), integer(listing.parkingSpaces),
      number(listing.areaSquareMetres), text(listing.areaText),
      number(listing.plotSquareMetres), integer(listing.yearBuilt), text(listing.furnishing),
      list(listing.features), number(listing.latitude, decimals: 7),
      number(listing.longitude, decimals: 7), text(listing.listed), text(listing.agent),
      text(listing.phone), text(listing.link), list(listing.photos),
      text(plan.category?.rawValue), number(plan.pricePerSquareMetre),
      plan.comparables > 0 ? .integer(plan.comparables) : nil, text(plan.comparedWith),
      money(plan.estimateMinorUnits), number(plan.deviation.map { $0 * 100 }, decimals: 1),
      text(plan.band?.rawValue), list(plan.warnings), text(listing.ownText), list(listing.extra),
      money(plan.lowMinorUnits), money(plan.highMinorUnits), text(plan.confidence?.rawValue),
      money(plan.suggestedMinorUnits), text(plan.explanation),
      number(plan.outlook?.fastChance, decimals: 3), integer(plan.outlook?.expectedDays),
      text(plan.outlook?.speed.rawValue), integer(plan.outlook?.outcomes),
    ]
  }

  /// Only in JSON: a cell holds no list of such.
  private static func comparable(_ comparable: ComparableListing) -> LinkedData {
    let adjustments = comparable.adjustments.map { adjustment in
      LinkedData.object([
        (name: "what", value: .text(adjustment.words)),
        (name: "amount", value: money(adjustment.minorUnits) ?? .integer(0)),
      ])
    }
    let members: [(name: String, value: LinkedData?)] = [
      (name: "key", value: .text(comparable.key)),
      (name: "title", value: .text(comparable.title)),
      (name: comparable.isSold ? "sold_for" : "asks", value: money(comparable.priceMinorUnits)),
      (name: "adjustments", value: adjustments.isEmpty ? nil : .list(adjustments)),
      (name: "adjusted", value: money(comparable.adjustedMinorUnits)),
      (name: "kilometres", value: number(comparable.kilometres)),
      (name: "weight_percent", value: .integer(comparable.percent)),
    ]
    return .object(
      members.compactMap { member in member.value.map { (name: member.name, value: $0) } })
  }

  private static func text(_ text: String?) -> LinkedData? { text.map(LinkedData.text) }

  private static func integer(_ number: Int?) -> LinkedData? { number.map(LinkedData.integer) }

  private static func number(_ number: Double?, decimals: Int = 2) -> LinkedData? {
    guard let number, number.isFinite else { return nil }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let rounded = (number * scale).rounded() / scale
    if let whole = Int(exactly: rounded) { return .integer(whole) }
    return .number(rounded)
  }

  private static func money(_ minorUnits: Int?) -> LinkedData? {
    minorUnits.flatMap { number(Double($0) / 100) }
  }

  private static func list(_ texts: [String]) -> LinkedData? {
    texts.isEmpty ? nil : .list(texts.map(LinkedData.text))
  }

  private static func cell(_ value: LinkedData) -> String {
    switch value {
    case .text(let text): text
    case .integer(let integer): String(integer)
    case .number(let number): number.description
    case .flag(let flag): flag ? "true" : "false"
    case .list(let list): list.map(cell).joined(separator: "; ")
    case .object: ""
    }
  }

  /// For people: what a spreadsheet would take for a formula is made plain text.
  private static func csvRow(_ cells: [String]) -> [UInt8] {
    var row = CSVWriter(forPeople: true)
    row.append(row: cells)
    return row.bytes
  }
}

/// What both files have of one listing.
struct ExportLine: Sendable {
  let number: Int
  let csv: [UInt8]
  let json: [UInt8]
}
