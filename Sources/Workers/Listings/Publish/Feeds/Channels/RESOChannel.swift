import Tables

/// Listings by the names of the RESO Data Dictionary 2.0, as one JSON document in the form of an
/// OData answer.
///
/// What the dictionary has no field for, the currency, is missing: it stands in the description.
struct RESOChannel: Channel {
  let name = "reso"
  let files = [
    ChannelFile(
      "reso.json", head: Array("{\"value\":[\n".utf8), separator: ",\n", foot: "\n]}\n")
  ]
  let digest: Int

  init(_ settings: ChannelSettings) { digest = settings.digest(of: 5) }

  func posting(of listing: FeedListing) -> Posting {
    let lacks = lacks(of: listing)
    guard lacks.isEmpty, let type = propertyType(of: listing) else { return .leftOut(lacks) }
    var writer = JSONWriter(reservingCapacity: 2 << 10)
    writer.beginObject()
    writer.member("ListingKey", listing.id)
    writer.member("ListingId", listing.reference)
    writer.member("StandardStatus", Self.status(listing.facts.status))
    writer.member("PropertyType", type)
    writer.member("PropertySubType", listing.type?.type.reso)
    Self.write(priceOf: listing, to: &writer)
    Self.write(placeOf: listing, to: &writer)
    Self.write(measuresOf: listing, to: &writer)
    writer.member("PublicRemarks", FeedText.cut(listing.description, to: 4000))
    writer.member("Furnished", listing.furnishing?.reso)
    let agent = listing.facts.agent.map { FeedText.cut(FeedText.plain($0), to: 150) }
    writer.member("ListAgentFullName", agent)
    writer.member("ListingURL", listing.address)
    writer.member("ModificationTimestamp", listing.changed.stamp)
    Self.write(mediaOf: listing, to: &writer)
    writer.endObject()
    var remarks = Posting.Remarks()
    if let word = listing.unknownType(listing.type?.type.reso) { remarks.unknownWords.append(word) }
    return .parts([writer.bytes], remarks)
  }

  private func lacks(of listing: FeedListing) -> [Lack] {
    var lacks: [Lack] = []
    if listing.facts.deal == nil { lacks.append(.deal) }
    // The dictionary has no currency, so that a price needs none.
    if let lack = listing.priceLack, lack != .currency { lacks.append(lack) }
    if listing.place.whole == nil {
      lacks.append(Lack("no place", fillIn: "column address or location"))
    }
    if listing.type == nil { lacks.append(.type(listing)) }
    return lacks
  }

  private func propertyType(of listing: FeedListing) -> String? {
    switch listing.type?.type.group {
    case .home: listing.isLease ? "Residential Lease" : "Residential"
    case .commercial: listing.isLease ? "Commercial Lease" : "Commercial Sale"
    case .land: listing.type?.type.reso == "Farm" ? "Farm" : "Land"
    case nil: nil
    }
  }
}

extension RESOChannel {
  /// `Pending` is said of what is not marketed any more.
  private static func status(_ status: OfferStatus?) -> String {
    switch status {
    case .underOffer, .reserved: "Active Under Contract"
    case .saleAgreed, .letAgreed: "Pending"
    case .withdrawn, .sold, .let, nil: "Active"
    }
  }

  private static func write(priceOf listing: FeedListing, to writer: inout JSONWriter) {
    guard let price = listing.facts.price else { return }
    writer.key("ListPrice")
    if price.minorUnits % 100 == 0 {
      writer.value(price.minorUnits / 100)
    } else {
      writer.value(price.amount)
    }
    if listing.isLease { writer.member("LeaseAmountFrequency", frequency(price.period)) }
  }

  private static func frequency(_ period: Price.Period) -> String? {
    switch period {
    case .once: nil
    case .year: "Annually"
    case .month: "Monthly"
    case .week: "Weekly"
    case .day, .night: "Daily"
    }
  }

  private static func write(placeOf listing: FeedListing, to writer: inout JSONWriter) {
    let place = listing.place
    writer.member("UnparsedAddress", place.whole.map { FeedText.cut(FeedText.plain($0), to: 255) })
    writer.member("City", place.city.map { FeedText.cut($0, to: 50) })
    let region = place.region?.uppercased() ?? ""
    let isCode = region.utf8.count == 2 && region.utf8.allSatisfy { (0x41...0x5a).contains($0) }
    writer.member("StateOrProvince", isCode ? region : nil)
    writer.member("PostalCode", place.postcode.map { FeedText.cut($0, to: 10) })
    writer.member("Country", place.country?.code)
    guard listing.coordinates != nil, let latitude = listing.facts.latitude,
      let longitude = listing.facts.longitude
    else { return }
    writer.key("Latitude")
    writer.value(rounded(latitude))
    writer.key("Longitude")
    writer.value(rounded(longitude))
  }

  /// To a tenth of a metre; the dictionary takes eight decimals at most.
  private static func rounded(_ degrees: Double) -> Double {
    (degrees * 1_000_000).rounded() / 1_000_000
  }

  private static func write(measuresOf listing: FeedListing, to writer: inout JSONWriter) {
    let facts = listing.facts
    writer.member("BedroomsTotal", facts.bedrooms)
    writer.member("BathroomsTotalInteger", facts.bathrooms.map { Int($0) })
    writer.member("LivingArea", listing.area)
    if listing.area != nil { writer.member("LivingAreaUnits", "Square Meters") }
    let squareFeet = listing.plot.map { Int((Double($0) / 0.09290304).rounded()) }
    writer.member("LotSizeSquareFeet", squareFeet)
    writer.member("YearBuilt", facts.yearBuilt)
    if let condition = listing.condition?.reso {
      writer.key("PropertyCondition")
      writer.beginArray()
      writer.value(condition)
      writer.endArray()
    }
  }

  private static func write(mediaOf listing: FeedListing, to writer: inout JSONWriter) {
    let photos = listing.photos.filter { $0.address != nil }
    writer.member("PhotosCount", min(photos.count, 99))
    if photos.isEmpty { return }
    writer.key("Media")
    writer.beginArray()
    for (index, photo) in photos.prefix(99).enumerated() {
      writer.beginObject()
      writer.member("MediaKey", "\(listing.id)-\(index + 1)")
      writer.member("MediaURL", photo.address)
      writer.member("Order", index)
      writer.member("MediaCategory", "Photo")
      writer.member("LongDescription", photo.caption)
      writer.endObject()
    }
    writer.endArray()
  }
}

extension JSONWriter {
  /// A member of an object, when there is a value.
  mutating func member(_ name: StaticString, _ text: String?) {
    guard let text else { return }
    key(name)
    value(text)
  }

  mutating func member(_ name: StaticString, _ number: Int?) {
    guard let number else { return }
    key(name)
    value(number)
  }
}
