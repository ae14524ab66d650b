import Storage

// A draft as columns of `listings_draft`, so that the catalogue can be asked in SQL and a page can
// be written again without the file that the listing came from. The order of `columns`, `values`
// and `init(_:)` is one: keep them in step.

extension Draft {
  struct Column {
    let name: String
    let type: String
  }

  static let columns: [Column] = [
    Column(name: "headline", type: "text not null"),
    Column(name: "summary", type: "text not null"),
    Column(name: "description", type: "text not null"),
    Column(name: "facts", type: "text not null"),
    Column(name: "variant", type: "text not null"),
    Column(name: "category", type: "text"),
    Column(name: "price_per_square_metre", type: "double precision"),
    Column(name: "comparables", type: "bigint not null"),
    Column(name: "compared_with", type: "text"),
    Column(name: "estimate_minor_units", type: "bigint"),
    Column(name: "deviation", type: "double precision"),
    Column(name: "band", type: "text"),
    Column(name: "warnings", type: "text not null"),
    Column(name: "source_line", type: "bigint not null"),
    Column(name: "listing_key", type: "text not null"),
    Column(name: "reference", type: "text"),
    Column(name: "title", type: "text not null"),
    Column(name: "own_text", type: "text"),
    Column(name: "price_minor_units", type: "bigint"),
    Column(name: "price_maximum_minor_units", type: "bigint"),
    Column(name: "price_currency", type: "text"),
    Column(name: "price_period", type: "text"),
    Column(name: "price_is_per_area", type: "bigint"),
    Column(name: "price_text", type: "text"),
    Column(name: "deal", type: "text"),
    Column(name: "kind", type: "text not null"),
    Column(name: "type_text", type: "text"),
    Column(name: "places", type: "text not null"),
    Column(name: "location", type: "text"),
    Column(name: "bedrooms", type: "bigint"),
    Column(name: "bathrooms", type: "double precision"),
    Column(name: "toilets", type: "bigint"),
    Column(name: "parking_spaces", type: "bigint"),
    Column(name: "area_square_metres", type: "double precision"),
    Column(name: "area_text", type: "text"),
    Column(name: "plot_square_metres", type: "double precision"),
    Column(name: "year_built", type: "bigint"),
    Column(name: "furnishing", type: "text"),
    Column(name: "features", type: "text not null"),
    Column(name: "latitude", type: "double precision"),
    Column(name: "longitude", type: "double precision"),
    Column(name: "listed", type: "text"),
    Column(name: "agent", type: "text"),
    Column(name: "phone", type: "text"),
    Column(name: "link", type: "text"),
    Column(name: "photos", type: "text not null"),
    Column(name: "extra", type: "text not null"),
  ]

  static let columnNames = columns.map(\.name).joined(separator: ", ")

  var values: [SQLValue] {
    [.text(headline), .text(summary), .text(description), .list(facts), .text(variant)]
      + plan.values
  }

  /// - Parameter first: where in the row the columns begin.
  init(_ row: any Row, from first: Int = 0) {
    var cells = Cells(row, from: first)
    headline = cells.text()
    summary = cells.text()
    description = cells.text()
    facts = cells.list()
    variant = cells.text()
    plan = Plan(&cells)
  }
}

extension Plan {
  fileprivate var values: [SQLValue] {
    [
      SQLValue(category?.rawValue), SQLValue(pricePerSquareMetre), .integer(comparables),
      SQLValue(comparedWith), SQLValue(estimateMinorUnits), SQLValue(deviation),
      SQLValue(band?.rawValue), .list(warnings),
    ] + listing.values
  }

  fileprivate init(_ cells: inout Cells) {
    let category = cells.optionalText().flatMap(Category.init)
    let pricePerSquareMetre = cells.real()
    let comparables = cells.integer() ?? 0
    let comparedWith = cells.optionalText()
    let estimate = cells.integer()
    let deviation = cells.real()
    let band = cells.optionalText().flatMap(Band.init)
    let warnings = cells.list()
    self.init(
      listing: Listing(&cells), category: category, pricePerSquareMetre: pricePerSquareMetre,
      comparables: comparables, comparedWith: comparedWith, estimateMinorUnits: estimate,
      deviation: deviation, band: band, warnings: warnings)
  }
}

extension Listing {
  fileprivate var values: [SQLValue] {
    [
      .integer(line), .text(key), SQLValue(reference), .text(title), SQLValue(ownText),
      SQLValue(price?.minorUnits), SQLValue(price?.maximumMinorUnits), SQLValue(price?.currency),
      SQLValue(price?.period.rawValue), SQLValue(price.map { $0.isPerArea ? 1 : 0 }),
      SQLValue(priceText), SQLValue(deal?.rawValue), .text(kind.rawValue), SQLValue(typeText),
      .list(places), SQLValue(location), SQLValue(bedrooms), SQLValue(bathrooms),
      SQLValue(toilets), SQLValue(parkingSpaces), SQLValue(areaSquareMetres), SQLValue(areaText),
      SQLValue(plotSquareMetres), SQLValue(yearBuilt), SQLValue(furnishing), .list(features),
      SQLValue(latitude), SQLValue(longitude), SQLValue(listed), SQLValue(agent), SQLValue(phone),
      SQLValue(link), .list(photos), .list(extra),
    ]
  }

  fileprivate init(_ cells: inout Cells) {
    line = cells.integer() ?? 0
    key = cells.text()
    reference = cells.optionalText()
    title = cells.text()
    ownText = cells.optionalText()
    price = Price(&cells)
    priceText = cells.optionalText()
    deal = cells.optionalText().flatMap(Deal.init)
    kind = Kind(rawValue: cells.text()) ?? .other
    typeText = cells.optionalText()
    places = cells.list()
    location = cells.optionalText()
    bedrooms = cells.integer()
    bathrooms = cells.real()
    toilets = cells.integer()
    parkingSpaces = cells.integer()
    areaSquareMetres = cells.real()
    areaText = cells.optionalText()
    plotSquareMetres = cells.real()
    yearBuilt = cells.integer()
    furnishing = cells.optionalText()
    features = cells.list()
    latitude = cells.real()
    longitude = cells.real()
    listed = cells.optionalText()
    agent = cells.optionalText()
    phone = cells.optionalText()
    link = cells.optionalText()
    photos = cells.list()
    extra = cells.list()
  }
}

extension Price {
  /// Nil when the first of the five cells, the amount, is missing.
  fileprivate init?(_ cells: inout Cells) {
    let minorUnits = cells.integer()
    let maximum = cells.integer()
    let currency = cells.optionalText()
    let period = cells.optionalText().flatMap(Period.init) ?? .once
    let isPerArea = cells.integer() == 1
    guard let minorUnits else { return nil }
    self.init(
      minorUnits: minorUnits, maximumMinorUnits: maximum, currency: currency, period: period,
      isPerArea: isPerArea)
  }
}

/// The cells of a row, one after the other.
private struct Cells {
  private let row: any Row
  private var next: Int

  init(_ row: any Row, from first: Int) {
    self.row = row
    next = first
  }

  mutating func text() -> String { row.text(advance()) }
  mutating func optionalText() -> String? { row.optionalText(advance()) }
  mutating func integer() -> Int? { row.optionalInteger(advance()) }
  mutating func real() -> Double? { row.optionalReal(advance()) }

  mutating func list() -> [String] { SQLValue.list(row.text(advance())) }

  private mutating func advance() -> Int {
    defer { next += 1 }
    return next
  }
}

extension SQLValue {
  /// Several texts in one cell, with U+001F between them.
  static func list(_ texts: [String]) -> SQLValue {
    .text(texts.map { $0.replacing("\u{1f}", with: " ") }.joined(separator: "\u{1f}"))
  }

  static func list(_ joined: String) -> [String] {
    if joined.isEmpty { return [] }
    return joined.split(separator: "\u{1f}", omittingEmptySubsequences: false).map(String.init)
  }
}
