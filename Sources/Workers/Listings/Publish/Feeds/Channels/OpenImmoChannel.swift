import Tables

/// OpenImmo 1.2.7, the exchange format of German-speaking countries: a whole delivery, with the own
/// photos in an archive, and those of a row by their addresses.
///
/// The order of the elements is that of the schema, which may not be passed on; the text stays in
/// English, in which this worker writes.
///
/// Source: OpenImmo e. V., version 1.2.7.
struct OpenImmoChannel: Channel {
  let name = "openimmo"
  let delivery: String? = "openimmo.zip"
  let files: [ChannelFile]
  let digest: Int

  private let providerID: String
  private let contactName: String?
  private let contactMail: String

  init(_ settings: ChannelSettings, providerID: String, contactMail: String) {
    digest = settings.digest(of: 4)
    self.providerID = providerID
    contactName = settings.contactName
    self.contactMail = contactMail
    let firm = settings.site.name
    files = [
      ChannelFile(
        name: { _, _ in "openimmo.xml" }, foot: "</anbieter>\n</openimmo>\n"
      ) { facts in
        var head = XMLWriter()
        head.markup("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        head.begin("openimmo")
        head.markup("<uebertragung art=\"ONLINE\" umfang=\"VOLL\" modus=\"CHANGE\"")
        head.markup(" version=\"1.2.7\" sendersoftware=\"Dropmill\" senderversion=\"1\"")
        head.attribute("techn_email", contactMail)
        head.attribute("timestamp", facts.now.stamp)
        head.markup("/>\n")
        head.begin("anbieter")
        head.element("anbieternr", providerID)
        head.element("firma", firm)
        head.element("openimmo_anid", providerID)
        return head.bytes
      }
    ]
  }

  func posting(of listing: FeedListing) -> Posting {
    let lacks = lacks(of: listing)
    guard lacks.isEmpty, let type = listing.type?.type, let kind = type.openImmo else {
      return .leftOut(lacks)
    }
    var writer = XMLWriter(reservingCapacity: 2 << 10)
    writer.begin("immobilie")
    Self.write(kind, of: listing, isTrade: type.group == .commercial, to: &writer)
    Self.write(placeOf: listing, to: &writer)
    writer.begin("kontaktperson")
    writer.element("email_zentrale", contactMail)
    writer.element("tel_zentrale", ifPresent: listing.phone)
    writer.element("name", ifPresent: contact(of: listing))
    writer.end("kontaktperson")
    Self.write(priceOf: listing, to: &writer)
    Self.write(measuresOf: listing, isTrade: type.group == .commercial, to: &writer)
    Self.write(textsOf: listing, to: &writer)
    Self.write(imagesOf: listing, to: &writer)
    writer.begin("verwaltung_techn")
    writer.element("objektnr_intern", listing.id)
    writer.element("objektnr_extern", listing.reference)
    writer.markup("<aktion aktionart=\"CHANGE\"/>\n")
    writer.element("openimmo_obid", "\(providerID)-\(listing.id)")
    writer.element("kennung_ursprung", "Dropmill")
    writer.element("stand_vom", listing.changed.day)
    writer.end("verwaltung_techn")
    writer.end("immobilie")
    var remarks = Posting.Remarks()
    if let word = listing.unknownType(kind.element) { remarks.unknownWords.append(word) }
    return .parts([writer.bytes], remarks)
  }

  private func lacks(of listing: FeedListing) -> [Lack] {
    var lacks: [Lack] = []
    func need(_ isThere: Bool, _ lack: Lack) { if !isThere { lacks.append(lack) } }
    need(listing.facts.deal != nil, .deal)
    if let lack = listing.priceLack { lacks.append(lack) }
    if listing.isLease, let price = listing.facts.price, price.period != .month {
      lacks.append(
        price.period == .once
          ? .period : .unsuited("its rent is not for a month", takes: "rents for a month"))
    }
    need(listing.type?.type.openImmo != nil, .type(listing))
    need(listing.place.postcode != nil, .postcode)
    need(listing.place.city != nil, .city)
    need(contact(of: listing) != nil, .contact)
    return lacks
  }

  private func contact(of listing: FeedListing) -> String? {
    contactName ?? listing.facts.agent.map(FeedText.plain).flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension OpenImmoChannel {
  private static func write(
    _ kind: PropertyType.OpenImmo, of listing: FeedListing, isTrade: Bool,
    to writer: inout XMLWriter
  ) {
    writer.begin("objektkategorie")
    writer.markup(
      isTrade
        ? "<nutzungsart WOHNEN=\"false\" GEWERBE=\"true\" ANLAGE=\"false\" WAZ=\"false\"/>\n"
        : "<nutzungsart WOHNEN=\"true\" GEWERBE=\"false\" ANLAGE=\"false\" WAZ=\"false\"/>\n")
    writer.markup(
      listing.isLease
        ? "<vermarktungsart KAUF=\"false\" MIETE_PACHT=\"true\" "
        : "<vermarktungsart KAUF=\"true\" MIETE_PACHT=\"false\" ")
    writer.markup("ERBPACHT=\"false\" LEASING=\"false\"/>\n")
    writer.begin("objektart")
    writer.empty(named: kind.element, kind.attribute)
    writer.end("objektart")
    writer.end("objektkategorie")
  }

  private static func write(placeOf listing: FeedListing, to writer: inout XMLWriter) {
    let place = listing.place
    writer.begin("geo")
    writer.element("plz", ifPresent: place.postcode)
    writer.element("ort", ifPresent: place.city)
    if let coordinates = listing.coordinates {
      writer.markup("<geokoordinaten")
      writer.attribute("breitengrad", coordinates.latitude)
      writer.attribute("laengengrad", coordinates.longitude)
      writer.markup("/>\n")
    }
    writer.element("strasse", ifPresent: place.street)
    writer.element("bundesland", ifPresent: place.region)
    if let country = place.country {
      writer.markup("<land")
      writer.attribute("iso_land", country.longCode)
      writer.markup("/>\n")
    }
    writer.end("geo")
  }

  private static func write(priceOf listing: FeedListing, to writer: inout XMLWriter) {
    guard let price = listing.price else { return }
    writer.begin("preise")
    writer.element(listing.isLease ? "kaltmiete" : "kaufpreis", price.amount)
    writer.markup("<waehrung")
    writer.attribute("iso_waehrung", price.currency)
    writer.markup("/>\n")
    writer.end("preise")
  }

  private static func write(
    measuresOf listing: FeedListing, isTrade: Bool, to writer: inout XMLWriter
  ) {
    let facts = listing.facts
    writer.begin("flaechen")
    writer.element(isTrade ? "nutzflaeche" : "wohnflaeche", ifPresent: listing.area)
    writer.element("grundstuecksflaeche", ifPresent: listing.plot)
    writer.element("anzahl_schlafzimmer", ifPresent: facts.bedrooms)
    writer.element("anzahl_badezimmer", ifPresent: facts.bathrooms.map { Int($0) })
    writer.end("flaechen")
    let condition = listing.condition?.openImmo
    if facts.yearBuilt == nil, condition == nil, facts.status == nil { return }
    writer.begin("zustand_angaben")
    writer.element("baujahr", ifPresent: facts.yearBuilt)
    if let condition {
      writer.markup("<zustand")
      writer.attribute("zustand_art", condition)
      writer.markup("/>\n")
    }
    if facts.status?.isOffered == true { writer.markup("<verkaufstatus stand=\"RESERVIERT\"/>\n") }
    writer.end("zustand_angaben")
  }

  private static func write(textsOf listing: FeedListing, to writer: inout XMLWriter) {
    writer.begin("freitexte")
    writer.element("objekttitel", listing.title)
    writer.element("objektbeschreibung", listing.description)
    writer.end("freitexte")
  }

  /// Own photos are JPEG; of one at an address its ending says, or nothing does.
  private static func format(of photo: FeedPhoto) -> String {
    guard photo.file == nil, let address = photo.address else { return "image/jpeg" }
    let path = address.prefix { $0 != "?" && $0 != "#" }.lowercased()
    let formats = [
      ".png": "image/png", ".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif",
    ]
    return formats.first { path.hasSuffix($0.key) }?.value ?? "image/jpeg"
  }

  private static func write(imagesOf listing: FeedListing, to writer: inout XMLWriter) {
    let photos = listing.photos.filter { $0.address != nil || $0.file != nil }
    if photos.isEmpty { return }
    writer.begin("anhaenge")
    for (index, photo) in photos.enumerated() {
      writer.markup(
        photo.file == nil
          ? "<anhang location=\"REMOTE\" gruppe=\"" : "<anhang location=\"EXTERN\" gruppe=\"")
      writer.markup(index == 0 ? "TITELBILD" : "BILD")
      writer.markup("\">\n")
      writer.element("anhangtitel", ifPresent: photo.caption)
      writer.element("format", format(of: photo))
      writer.begin("daten")
      writer.element("pfad", ifPresent: photo.file ?? photo.address)
      writer.end("daten")
      writer.end("anhang")
    }
    writer.end("anhaenge")
  }
}
