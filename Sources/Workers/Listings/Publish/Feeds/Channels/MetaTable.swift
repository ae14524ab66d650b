import Tables

/// What Meta's two files and the Marketplace's have of a listing; the columns of the CSV file are
/// this list.
///
/// Source: Meta, “Home listing ads: catalogue fields” and “Marketplace listing partners”.
struct MetaTable {
  typealias Field = (name: StaticString, value: String?)

  let listing: FeedListing
  let isMarketplace: Bool

  static let imagesMax = 20

  private var head: [Field] {
    [
      ("home_listing_id", id), ("name", name), ("availability", availability),
      ("description", text(FeedText.withoutMarkup(listing.description), 5000)),
    ]
  }

  private var address: [Field] {
    [
      ("addr1", text(listing.place.street, 200)), ("city", text(listing.place.city, 100)),
      ("region", text(listing.place.region, 100)), ("country", listing.place.country?.name),
      ("postal_code", text(listing.place.postcode, 20)),
    ]
  }

  private var position: [Field] {
    let coordinates = listing.coordinates
    return [("latitude", coordinates?.latitude), ("longitude", coordinates?.longitude)]
  }

  private var neighbourhood: String? { text(listing.place.neighbourhood, 100) }

  var images: [String] {
    listing.photos.compactMap(\.address).prefix(Self.imagesMax).map(\.self)
  }

  private var tail: [Field] {
    [
      ("price", listing.price.map { "\($0.amount) \($0.currency)" }), ("url", listing.address),
      ("num_beds", figure(listing.facts.bedrooms)), ("num_baths", baths),
      ("num_rooms", figure(listing.facts.rooms)),
      ("property_type", type), ("listing_type", listingType), ("area_size", figure(size)),
      ("area_unit", size == nil ? nil : "sq_m"),
      ("year_built", figure(listing.facts.yearBuilt)), ("furnish_type", listing.furnishing?.meta),
      ("ac_type", listing.hasFeature(Self.centralAir) ? "central" : nil),
      ("parking_type", listing.hasFeature(Self.garages) ? "garage" : nil),
      ("agent_name", text(listing.facts.agent, 100)), ("agent_phone", listing.phone),
    ]
  }

  private static let centralAir: Set = [
    "central air", "central air conditioning", "central air con", "central aircon",
  ]
  private static let garages: Set = [
    "garage", "garages", "single garage", "double garage", "triple garage", "integral garage",
    "attached garage", "detached garage", "private garage", "car garage", "garage parking",
  ]

  static let fieldNames: [String] = {
    let before = ["home_listing_id", "name", "availability", "description"]
    let address = ["addr1", "city", "region", "country", "postal_code"].map { "address.\($0)" }
    let images = (0..<imagesMax).map { "image[\($0)].url" }
    return before + address + ["latitude", "longitude", "neighborhood[0]"] + images
      + [
        "price", "url", "num_beds", "num_baths", "num_rooms", "property_type", "listing_type",
        "area_size", "area_unit", "year_built", "furnish_type", "ac_type", "parking_type",
        "agent_name",
        "agent_phone",
      ]
  }()

  /// What Meta needs and the row does not say.
  var lacks: [Lack] {
    var lacks: [Lack] = []
    func need(_ isThere: Bool, _ lack: Lack) { if !isThere { lacks.append(lack) } }
    need(listing.facts.deal != nil, .deal)
    if let lack = listing.priceLack { lacks.append(lack) }
    need(listing.place.street != nil, .street)
    need(listing.place.city != nil, .city)
    need(listing.place.region != nil, .region)
    need(listing.place.country != nil, .country)
    need(listing.coordinates != nil, .coordinates)
    need(!images.isEmpty, .photo)
    // Its rents have no time beside them: one of a year would be read as one of a month.
    if listing.isLease, let price = listing.facts.price, price.period != .month {
      lacks.append(
        price.period.words.map { .unsuited("its rent is \($0)", takes: "rents per month") }
          ?? .period)
    }
    return lacks
  }

  /// A home for sale and to let is two listings.
  private var id: String { "\(listing.id)-\(listing.isLease ? "rent" : "sale")" }

  private var name: String {
    let name = text(FeedText.withoutMarkup(listing.title), 150) ?? ""
    return FeedText.isShouted(name) ? FeedText.sentenceCase(name) : name
  }

  private var availability: String {
    if listing.facts.status == nil { return listing.isLease ? "for_rent" : "for_sale" }
    return listing.isLease ? "off_market" : "sale_pending"
  }

  private var listingType: String? {
    // Only the row can say that its owner offers it; a table of an agency is an agency's.
    listing.isLease ? "for_rent_by_agent" : "for_sale_by_agent"
  }

  private var type: String? {
    isMarketplace ? listing.type?.type.marketplace : listing.type?.type.meta
  }

  private var baths: String? {
    guard let baths = listing.facts.bathrooms, baths > 0 else { return nil }
    return baths == baths.rounded() ? String(Int(baths)) : String(baths)
  }

  private var size: Int? { listing.facts.kind == .land ? listing.plot : listing.area }

  private func figure(_ number: Int?) -> String? { number.map(String.init) }

  private func text(_ text: String?, _ limit: Int) -> String? {
    text.map { FeedText.withoutFormula(FeedText.cut(FeedText.plain($0), to: limit)) }
      .flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension MetaTable {
  /// What the files tell of a listing, worked out once for both.
  struct Fields {
    /// Up to the pictures; ``tail`` follows them.
    fileprivate let head: [Field]
    fileprivate let address: [Field]
    fileprivate let position: [Field]
    fileprivate let neighbourhood: String?
    fileprivate let images: [String]
    fileprivate let tail: [Field]
  }

  var fields: Fields {
    Fields(
      head: head, address: address, position: position, neighbourhood: neighbourhood,
      images: images, tail: tail)
  }
}

extension MetaTable.Fields {
  func csv(to writer: inout CSVWriter) {
    for field in head { writer.append(field.value ?? "") }
    for field in address { writer.append(field.value ?? "") }
    for field in position { writer.append(field.value ?? "") }
    writer.append(neighbourhood ?? "")
    for index in 0..<MetaTable.imagesMax {
      writer.append(index < images.count ? images[index] : "")
    }
    for field in tail { writer.append(field.value ?? "") }
    writer.endRow()
  }

  func xml(to writer: inout XMLWriter) {
    writer.begin("listing")
    for field in head { writer.element(field.name, ifPresent: field.value) }
    writer.markup("<address format=\"simple\">\n")
    for field in address {
      guard let value = field.value else { continue }
      writer.markup("<component name=\"")
      writer.markup(field.name)
      writer.markup("\">")
      writer.text(value)
      writer.end("component")
    }
    writer.end("address")
    for field in position { writer.element(field.name, ifPresent: field.value) }
    writer.element("neighborhood", ifPresent: neighbourhood)
    for image in images {
      writer.begin("image")
      writer.element("url", image)
      writer.end("image")
    }
    for field in tail { writer.element(field.name, ifPresent: field.value) }
    writer.end("listing")
  }
}
