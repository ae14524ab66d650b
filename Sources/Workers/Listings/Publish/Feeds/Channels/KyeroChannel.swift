import Tables

/// Kyero’s import, version 3, which many portals of southern Europe read.
///
/// Source: field lists and limits of validators that consumers of the format publish. A text goes
/// in as English, in which this worker writes.
struct KyeroChannel: Channel {
  let name = "kyero"
  let files: [ChannelFile]
  let digest: Int

  static let imagesMax = 50

  init(_ settings: ChannelSettings) {
    digest = settings.digest(of: 3)
    var head = XMLWriter()
    head.markup("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    head.begin("root")
    head.begin("kyero")
    head.element("feed_version", 3)
    head.end("kyero")
    files = [ChannelFile("kyero.xml", head: head.bytes, foot: "</root>\n")]
  }

  func posting(of listing: FeedListing) -> Posting {
    let lacks = lacks(of: listing)
    guard lacks.isEmpty, let price = listing.price, let frequency = frequency(of: listing),
      let type = listing.type?.type.kyero
    else { return .leftOut(lacks) }
    var writer = XMLWriter(reservingCapacity: 2 << 10)
    writer.begin("property")
    writer.element("id", listing.id)
    writer.element("date", listing.changed.spaced)
    writer.element("ref", listing.reference)
    writer.element("price", price.whole)
    writer.element("currency", price.currency)
    writer.element("price_freq", frequency)
    writer.element("new_build", isNew(listing) ? 1 : 0)
    writer.element("type", type)
    writer.element("town", ifPresent: short(listing.place.city))
    writer.element("province", ifPresent: short(listing.place.region))
    writer.element("country", ifPresent: short(listing.place.country?.name))
    if let coordinates = listing.coordinates {
      writer.begin("location")
      writer.element("latitude", coordinates.latitude)
      writer.element("longitude", coordinates.longitude)
      writer.end("location")
    }
    writer.element("location_detail", ifPresent: short(listing.place.street))
    writer.element("beds", ifPresent: listing.bedrooms)
    writer.element("baths", ifPresent: listing.bathrooms)
    writer.element("pool", listing.hasFeature(Self.pools) ? 1 : 0)
    Self.write(areasOf: listing, to: &writer)
    Self.write(textsOf: listing, to: &writer)
    Self.write(imagesOf: listing, to: &writer)
    writer.end("property")
    var remarks = Posting.Remarks()
    if let word = listing.unknownType(type) { remarks.unknownWords.append(word) }
    return .parts([writer.bytes], remarks)
  }

  private func lacks(of listing: FeedListing) -> [Lack] {
    var lacks: [Lack] = []
    func need(_ isThere: Bool, _ lack: Lack) { if !isThere { lacks.append(lack) } }
    need(listing.facts.deal != nil, .deal)
    if let lack = listing.statusLack { lacks.append(lack) }
    if let lack = listing.priceLack { lacks.append(lack) }
    if listing.isLease, let price = listing.facts.price, frequency(of: listing) == nil {
      lacks.append(
        price.period.words.map { .unsuited("its price is \($0)", takes: takes) } ?? .period)
    }
    need(listing.type?.type.kyero != nil, .type(listing))
    need(listing.place.city != nil, .city)
    need(listing.place.region != nil, .region)
    need(listing.bedrooms != nil, .bedrooms)
    need(listing.bathrooms != nil, .bathrooms)
    need(listing.photos.contains { $0.address != nil }, .photo)
    return lacks
  }

  private var takes: String { "rents per month or week, of long lets per year, too" }

  private func frequency(of listing: FeedListing) -> String? {
    switch (listing.facts.deal, listing.facts.price?.period) {
    case (.sale, .once): "sale"
    case (.rent, .month), (.shortLet, .month): "month"
    case (.rent, .week), (.shortLet, .week): "week"
    case (.rent, .year): "year"
    default: nil
    }
  }

  private func isNew(_ listing: FeedListing) -> Bool {
    listing.condition?.jiji == "Newly-Built" || listing.hasFeature(["newly built", "new build"])
  }

  private static let pools: Set = [
    "pool", "swimming pool", "private pool", "shared pool", "communal pool", "heated pool",
    "indoor pool", "outdoor pool", "infinity pool", "private swimming pool",
    "shared swimming pool", "communal swimming pool", "heated swimming pool",
    "indoor swimming pool", "outdoor swimming pool",
  ]

  private func short(_ text: String?) -> String? {
    text.map { FeedText.cut(FeedText.plain($0), to: 50) }
  }
}

extension KyeroChannel {
  private static func write(areasOf listing: FeedListing, to writer: inout XMLWriter) {
    if listing.area == nil, listing.plot == nil { return }
    writer.begin("surface_area")
    writer.element("built", ifPresent: listing.area)
    writer.element("plot", ifPresent: listing.plot)
    writer.end("surface_area")
  }

  private static func write(textsOf listing: FeedListing, to writer: inout XMLWriter) {
    if let address = listing.address {
      writer.begin("url")
      writer.element("en", address)
      writer.end("url")
    }
    writer.begin("desc")
    writer.element("en", listing.description)
    writer.end("desc")
    if listing.facts.features.isEmpty { return }
    writer.begin("features")
    for feature in listing.facts.features { writer.element("feature", FeedText.plain(feature)) }
    writer.end("features")
  }

  private static func write(imagesOf listing: FeedListing, to writer: inout XMLWriter) {
    writer.begin("images")
    for (index, address) in listing.photos.compactMap(\.address).prefix(imagesMax).enumerated() {
      writer.markup("<image")
      writer.attribute("id", String(index + 1))
      writer.markup(">\n")
      writer.element("url", address)
      writer.end("image")
    }
    writer.end("images")
  }
}
