import Tables

/// A listing as `listings.csv` and `listings.json` have it: cleaned, with all that was worked out.
enum ListingExport {
  static var csvHead: [UInt8] {
    var row = CSVWriter(forPeople: true)
    row.append(row: names)
    return row.bytes
  }

  /// For people: what a spreadsheet would take for a formula is made plain text.
  static func csv(of draft: Draft) -> [UInt8] {
    var columns = CSVColumns()
    write(draft, to: &columns)
    columns.writer.endRow()
    return columns.writer.bytes
  }

  /// One object on a new line; what is missing is left out.
  static func json(of draft: Draft) -> [UInt8] {
    var members = JSONMembers()
    members.writer.endLine()
    members.writer.beginObject()
    write(draft, to: &members)
    write(comparablesOf: draft.plan, to: &members.writer)
    members.writer.endObject()
    return members.writer.bytes
  }

  /// The columns of the table, in the order of ``write(_:to:)``.
  static let names = [
    "key", "reference", "title", "headline", "summary", "description", "kind", "property_type",
    "deal", "price", "price_maximum", "currency", "period", "price_is_per_square_metre",
    "price_text", "location", "places", "bedrooms", "bathrooms", "toilets", "parking_spaces",
    "area_square_metres", "area_text", "plot_square_metres", "year_built", "furnishing",
    "features", "latitude", "longitude", "listed", "agent", "phone", "link", "photos",
    "category", "price_per_square_metre", "comparables", "compared_with", "estimate",
    "deviation_percent", "band", "warnings", "own_text", "other_columns", "low", "high",
    "confidence", "suggested_price", "explanation", "sell_fast_probability", "expected_days",
    "outlook", "outlook_outcomes", "condition", "status",
    "price_qualifier", "plot_text", "estimate_currency", "estimate_period",
    "rooms", "city", "region", "postcode", "country", "price_plus",
  ]

  private static func write(_ draft: Draft, to columns: inout some ExportColumns) {
    let listing = draft.plan.listing
    columns.put("key", listing.key)
    columns.put("reference", listing.reference)
    columns.put("title", listing.title)
    columns.put("headline", draft.headline)
    columns.put("summary", draft.summary)
    columns.put("description", draft.description)
    columns.put("kind", listing.kind.rawValue)
    columns.put("property_type", listing.typeText)
    write(priceOf: listing, to: &columns)
    write(measuresOf: listing, to: &columns)
    columns.put("listed", listing.listed)
    columns.put("agent", listing.agent)
    columns.put("phone", listing.phone)
    columns.put("link", listing.link)
    columns.put("photos", listing.photos)
    write(appraisalOf: draft.plan, to: &columns)
    columns.put("warnings", draft.plan.warnings)
    columns.put("own_text", listing.ownText)
    columns.put("other_columns", listing.extra)
    write(outlookOf: draft.plan, to: &columns)
    write(addressOf: listing, to: &columns)
    columns.put("price_plus", listing.price?.tax?.rawValue)
  }

  private static func write(priceOf listing: Listing, to columns: inout some ExportColumns) {
    let price = listing.price
    columns.put("deal", listing.deal?.rawValue)
    columns.put("price", hundredths: price?.minorUnits)
    columns.put("price_maximum", hundredths: price?.maximumMinorUnits)
    columns.put("currency", price?.currency)
    columns.put("period", price?.period.rawValue)
    columns.put("price_is_per_square_metre", price?.isPerArea == true ? true : nil)
    columns.put("price_text", listing.priceText)
  }

  private static func write(measuresOf listing: Listing, to columns: inout some ExportColumns) {
    columns.put("location", listing.location)
    columns.put("places", listing.places)
    columns.put("bedrooms", listing.bedrooms)
    columns.put("bathrooms", listing.bathrooms, decimals: 2)
    columns.put("toilets", listing.toilets)
    columns.put("parking_spaces", listing.parkingSpaces)
    columns.put("area_square_metres", listing.areaSquareMetres, decimals: 2)
    columns.put("area_text", listing.areaText)
    columns.put("plot_square_metres", listing.plotSquareMetres, decimals: 2)
    columns.put("year_built", listing.yearBuilt)
    columns.put("furnishing", listing.furnishing)
    columns.put("features", listing.features)
    columns.put("latitude", listing.latitude, decimals: 7)
    columns.put("longitude", listing.longitude, decimals: 7)
  }

  private static func write(appraisalOf plan: Plan, to columns: inout some ExportColumns) {
    columns.put("category", plan.category?.rawValue)
    columns.put("price_per_square_metre", plan.pricePerSquareMetre, decimals: 2)
    columns.put("comparables", plan.comparables > 0 ? plan.comparables : nil)
    columns.put("compared_with", plan.comparedWith)
    columns.put("estimate", hundredths: plan.estimateMinorUnits)
    columns.put("deviation_percent", plan.deviation.map { $0 * 100 }, decimals: 1)
    columns.put("band", plan.band?.rawValue)
  }

  private static func write(outlookOf plan: Plan, to columns: inout some ExportColumns) {
    columns.put("low", hundredths: plan.lowMinorUnits)
    columns.put("high", hundredths: plan.highMinorUnits)
    columns.put("confidence", plan.confidence?.rawValue)
    columns.put("suggested_price", hundredths: plan.suggestedMinorUnits)
    columns.put("explanation", plan.explanation)
    columns.put("sell_fast_probability", plan.outlook?.fastChance, decimals: 3)
    columns.put("expected_days", plan.outlook?.expectedDays)
    columns.put("outlook", plan.outlook?.speed.rawValue)
    columns.put("outlook_outcomes", plan.outlook?.outcomes)
    columns.put("condition", plan.listing.condition)
    columns.put("status", plan.listing.status?.rawValue)
    columns.put("price_qualifier", plan.listing.price?.qualifier?.rawValue)
    columns.put("plot_text", plan.listing.plotText)
    columns.put("estimate_currency", plan.estimateUnit?.currency)
    columns.put("estimate_period", plan.estimateUnit?.period.rawValue)
  }

  private static func write(addressOf listing: Listing, to columns: inout some ExportColumns) {
    columns.put("rooms", listing.rooms)
    columns.put("city", listing.address.city)
    columns.put("region", listing.address.region)
    columns.put("postcode", listing.address.postcode)
    columns.put("country", listing.address.country)
  }

  /// Only in JSON: a cell holds no list of such.
  private static func write(comparablesOf plan: Plan, to writer: inout JSONWriter) {
    if plan.compared == .none { return }
    writer.key(Key.comparableListings)
    writer.beginArray()
    plan.compared.forEach { comparable in
      writer.beginObject()
      writer.key(Key.key)
      writer.value(comparable.key)
      writer.key(Key.title)
      writer.value(comparable.title)
      writer.key(comparable.isSold ? Key.soldFor : Key.asks)
      writer.value(hundredths: comparable.priceMinorUnits)
      write(adjustmentsOf: comparable, to: &writer)
      writer.key(Key.adjusted)
      writer.value(hundredths: comparable.adjustedMinorUnits)
      if let kilometres = comparable.kilometres, kilometres.magnitude < 1e6 {
        writer.key(Key.kilometres)
        writer.value(hundredths: Int((kilometres * 100).rounded()))
      }
      writer.key(Key.weightPercent)
      writer.value(comparable.percent)
      writer.endObject()
    }
    writer.endArray()
  }

  private static func write(
    adjustmentsOf comparable: ComparableListing.Cells, to writer: inout JSONWriter
  ) {
    if !comparable.hasAdjustments { return }
    writer.key(Key.adjustments)
    writer.beginArray()
    comparable.forEachAdjustment { words, minorUnits in
      writer.beginObject()
      writer.key(Key.what)
      writer.value(words)
      writer.key(Key.amount)
      writer.value(hundredths: minorUnits)
      writer.endObject()
    }
    writer.endArray()
  }

  /// Of what each listing has a dozen and more.
  private enum Key {
    static let comparableListings = JSONKey("comparable_listings")
    static let key = JSONKey("key")
    static let title = JSONKey("title")
    static let soldFor = JSONKey("sold_for")
    static let asks = JSONKey("asks")
    static let adjustments = JSONKey("adjustments")
    static let what = JSONKey("what")
    static let amount = JSONKey("amount")
    static let adjusted = JSONKey("adjusted")
    static let kilometres = JSONKey("kilometres")
    static let weightPercent = JSONKey("weight_percent")
  }
}

extension JSONWriter {
  fileprivate mutating func value(_ text: ComparableListing.Cells.Bytes) {
    value(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: text)))
  }
}
