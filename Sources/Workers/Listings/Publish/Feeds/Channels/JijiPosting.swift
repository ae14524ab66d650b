import Tables

/// One posting in the words of Jiji’s form.
struct JijiPosting: Sendable {
  let id: String
  let category: String
  let title: String
  let description: String
  let region: String?
  let address: String?
  let type: String?
  let condition: String?
  let furnishing: String?
  let bedrooms: Int?
  let bathrooms: Int?
  let toilets: Int?
  let area: Int?
  let facilities: [String]
  let price: Int?
  let currency: String?
  let period: String?
  let phone: String?
  let photoCount: Int

  init(
    _ listing: FeedListing, title: String, description: String, phone: String?, photoCount: Int
  ) {
    let facts = listing.facts
    id = listing.id
    category = Self.category(of: listing)
    self.title = title
    self.description = description
    region = (listing.place.region ?? listing.place.city).map { FeedText.cut($0, to: 60) }
    address = listing.place.whole.map { FeedText.cut(FeedText.plain($0), to: 200) }
    type = listing.type?.type.jiji
    condition = Self.condition(of: listing)
    furnishing = listing.furnishing?.jiji
    bedrooms = facts.bedrooms
    bathrooms = facts.bathrooms.map { Int($0) }
    toilets = facts.toilets
    area = facts.areaSquareMetres == nil ? listing.plot : listing.area
    facilities = Self.facilities.filter { facility in
      facts.features.contains { facility.words.contains($0.lowercased()) }
    }.map(\.name)
    price = listing.price?.whole
    currency = listing.price?.currency
    period = listing.isLease ? facts.price.flatMap { Self.period($0.period) } : nil
    self.phone = phone
    self.photoCount = photoCount
  }

  var photos: [String] {
    (0..<photoCount).map { "photos/\(id)/\(PhotoFolder.name(at: $0))" }
  }

  private static func category(of listing: FeedListing) -> String {
    if listing.facts.deal == .shortLet { return "short-let" }
    switch (listing.type?.type.group, listing.isLease) {
    case (.land, true): return "land-and-plots-for-rent"
    case (.land, false): return "land-and-plots-for-sale"
    case (.commercial, true): return "commercial-property-for-rent"
    case (.commercial, false): return "commercial-properties"
    case (_, true): return "houses-apartments-for-rent"
    case (_, false): return "houses-apartments-for-sale"
    }
  }

  private static func condition(of listing: FeedListing) -> String? {
    if let condition = listing.condition?.jiji { return condition }
    if listing.hasFeature(["newly built", "new build", "new property"]) { return "Newly-Built" }
    if listing.hasFeature(["renovated", "newly renovated", "refurbished"]) { return "Renovated" }
    return nil
  }

  private static func period(_ period: Price.Period) -> String? {
    switch period {
    case .once: nil
    case .year: "per year"
    case .month: "per month"
    case .week: "per week"
    case .day, .night: "per day"
    }
  }

  /// Jiji’s tags, and the features that mean them.
  private static let facilities: [(name: String, words: Set<String>)] = [
    ("24-hour Electricity", ["24-hour electricity", "24 hours electricity", "24/7 power"]),
    ("Air Conditioning", ["air conditioning", "air conditioner", "aircon", "ac"]),
    ("Balcony", ["balcony"]),
    ("Dining Area", ["dining area", "dining room"]),
    ("Dishwasher", ["dishwasher"]),
    ("Hot Water", ["hot water", "water heater"]),
    ("Kitchen Cabinets", ["kitchen cabinets", "fitted kitchen"]),
    ("Microwave", ["microwave"]),
    ("Pop Ceiling", ["pop ceiling"]),
    ("Pre-Paid Meter", ["pre-paid meter", "prepaid meter"]),
    ("Refrigerator", ["refrigerator", "fridge"]),
    ("TV", ["tv", "television"]),
    ("Tiled Floor", ["tiled floor", "tiled floors"]),
    ("Wardrobe", ["wardrobe", "wardrobes"]),
    ("Wi-Fi", ["wi-fi", "wifi", "internet", "fibre internet"]),
  ]
}

extension JijiPosting {
  static let columns: [String] = {
    let before = [
      "external_id", "category", "title", "description", "region", "property_address", "type",
      "condition", "furnishing", "bedrooms", "bathrooms", "toilets", "property_size_sqm",
      "facilities", "price", "currency", "period", "phone",
    ]
    return before + (0..<20).map { "photo[\($0)]" }
  }()

  /// For people, so what a spreadsheet would take for a formula is made plain text.
  var csv: [UInt8] {
    var writer = CSVWriter(forPeople: true)
    for field in fields { writer.append(field.value ?? "") }
    let photos = photos
    for index in 0..<20 { writer.append(index < photos.count ? photos[index] : "") }
    writer.endRow()
    return writer.bytes
  }

  var json: [UInt8] {
    var writer = JSONWriter(reservingCapacity: 2 << 10)
    writer.beginObject()
    for field in fields where field.value != nil {
      writer.key(field.name)
      writer.value(field.value ?? "")
    }
    writer.key("photos")
    writer.beginArray()
    for photo in photos { writer.value(photo) }
    writer.endArray()
    writer.endObject()
    return writer.bytes
  }

  /// In the order of the form.
  var fields: [(name: StaticString, value: String?)] {
    [
      ("external_id", id), ("category", category), ("title", title), ("description", description),
      ("region", region), ("property_address", address), ("type", type), ("condition", condition),
      ("furnishing", furnishing), ("bedrooms", bedrooms.map(String.init)),
      ("bathrooms", bathrooms.map(String.init)), ("toilets", toilets.map(String.init)),
      ("property_size_sqm", area.map(String.init)),
      ("facilities", facilities.isEmpty ? nil : facilities.joined(separator: "; ")),
      ("price", price.map(String.init)), ("currency", currency), ("period", period),
      ("phone", phone),
    ]
  }
}
