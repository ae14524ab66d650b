import Tables

/// Meta's catalogue of home listings (Facebook, Instagram): one CSV and one XML file of the same
/// data.
struct MetaChannel: Channel {
  let name = "meta"
  let files: [ChannelFile]
  let digest: Int

  init(_ settings: ChannelSettings) {
    digest = settings.digest(of: 5)
    var head = CSVWriter()
    head.append(row: MetaTable.fieldNames)
    files = [
      ChannelFile("home-listings.csv", head: head.bytes),
      Self.xmlFile(settings, directory: "channels/meta"),
    ]
  }

  func posting(of listing: FeedListing) -> Posting {
    let table = MetaTable(listing: listing, isMarketplace: false)
    let lacks = table.lacks
    if !lacks.isEmpty { return .leftOut(lacks) }
    var csv = CSVWriter()
    var xml = XMLWriter(reservingCapacity: 2 << 10)
    let fields = table.fields
    fields.csv(to: &csv)
    fields.xml(to: &xml)
    var remarks = Posting.Remarks()
    if let word = listing.unknownType(listing.type?.type.meta) { remarks.unknownWords.append(word) }
    return .parts([csv.bytes, xml.bytes], remarks)
  }

  static func xmlFile(_ settings: ChannelSettings, directory: String) -> ChannelFile {
    var head = XMLWriter()
    head.markup("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    head.begin("listings")
    head.element("title", settings.site.name)
    if let address = settings.site.address {
      head.markup("<link rel=\"self\"")
      head.attribute("href", address)
      head.markup("/>\n")
    }
    return ChannelFile("home-listings.xml", head: head.bytes, foot: "</listings>\n")
  }
}

/// Meta's Marketplace: homes to let, with all that a tenant asks first. XML only.
struct MarketplaceChannel: Channel {
  let name = "marketplace"
  let files: [ChannelFile]
  let digest: Int

  /// Fewer are refused.
  private static let imagesMin = 2

  init(_ settings: ChannelSettings) {
    digest = settings.digest(of: 6)
    files = [MetaChannel.xmlFile(settings, directory: "channels/marketplace")]
  }

  func posting(of listing: FeedListing) -> Posting {
    let table = MetaTable(listing: listing, isMarketplace: true)
    let lacks = table.lacks + lacks(of: listing, images: table.images.count)
    if !lacks.isEmpty { return .leftOut(lacks) }
    var xml = XMLWriter(reservingCapacity: 2 << 10)
    table.fields.xml(to: &xml)
    return .parts([xml.bytes])
  }

  private func lacks(of listing: FeedListing, images: Int) -> [Lack] {
    var lacks: [Lack] = []
    func need(_ isThere: Bool, _ lack: Lack) { if !isThere { lacks.append(lack) } }
    if listing.facts.deal != .rent {
      lacks.append(.unsuited("not to let", takes: "homes to let"))
    }
    if let lack = listing.statusLack { lacks.append(lack) }
    need(listing.type?.type.marketplace != nil, .type(listing))
    need(listing.facts.bedrooms != nil, .bedrooms)
    need((listing.facts.bathrooms ?? 0) >= 1, .bathrooms)
    need((listing.facts.rooms ?? 0) >= 1, Lack("number of rooms not known", fillIn: "column rooms"))
    need(listing.area != nil, .area)
    if images == 1 {
      lacks.append(Lack("one photo, \(Self.imagesMin) at least", fillIn: "drop more photos"))
    }
    return lacks
  }
}
