/// Brings records into one shape: kind, deal, places, title and key.
///
/// One is used for a whole stream and keeps its memory.
struct Normaliser {
  private var lexer = Lexer()

  /// The longest description that may stand for a missing title, in bytes.
  private static let titleBytesMax = 60

  /// The key is that of the row alone; see ``ListingKeys`` for one that is unique in the file.
  mutating func listing(_ record: Record) -> Listing {
    let texts = record.texts
    let typeText = texts[.typeText]
    let ownText = texts[.ownText]
    let written = texts[.title] ?? Self.shortText(ownText)
    let titleTokens = tokens(written)
    let facts = TitleFacts(titleTokens)
    let places = Self.places(record)
    let bedrooms = record.bedrooms.map { Int($0) } ?? facts.bedrooms
    let kind = kind(typeText, titleTokens, ownText, isSleptIn: (bedrooms ?? 0) > 0)
    var listing = Listing(
      line: record.line, key: "", reference: texts[.reference],
      title: written.map(Spacing.single) ?? Self.title(typeText, kind, bedrooms, places),
      ownText: ownText, price: record.price, priceText: texts[.priceText],
      deal: deal(record, titleTokens, typeText), kind: kind, typeText: typeText, places: places,
      location: texts[.location] ?? (places.isEmpty ? nil : places.joined(separator: ", ")),
      bedrooms: bedrooms, bathrooms: record.bathrooms, toilets: record.toilets,
      parkingSpaces: record.parkingSpaces, areaSquareMetres: record.areaSquareMetres,
      areaText: texts[.areaText], plotSquareMetres: record.plotSquareMetres,
      yearBuilt: record.yearBuilt, furnishing: texts[.furnishing],
      features: Self.list(texts[.features]), latitude: record.latitude,
      longitude: record.longitude, listed: record.listed?.text, agent: texts[.agent],
      phone: texts[.phone], link: texts[.link], photos: Self.list(texts[.photos]),
      extra: Self.list(texts[.extra]),
      address: WrittenAddress(
        city: texts[.city] ?? texts[.town], region: texts[.region], postcode: texts[.postcode],
        country: texts[.country]),
      rooms: record.rooms.map { Int($0) }, condition: texts[.condition],
      status: record.status, plotText: texts[.plotText])
    if listing.areaSquareMetres == nil, listing.plotSquareMetres == nil {
      // Of land, one column has the size, whatever it is called.
      if facts.isOfGround, kind != .land {
        listing.plotSquareMetres = facts.squareMetres
      } else {
        listing.areaSquareMetres = facts.squareMetres
      }
    }
    return listing
  }

  private mutating func tokens(_ text: String?) -> [Token] {
    guard var text else { return [] }
    return text.withUTF8 { bytes in
      lexer.read(bytes.span)
      return lexer.tokens
    }
  }

  /// The owner's own word for it counts first, then the title, then the description. What has
  /// bedrooms is a home unless its type says otherwise, or its title begins with the word.
  private mutating func kind(
    _ typeText: String?, _ title: [Token], _ ownText: String?, isSleptIn: Bool
  ) -> Listing.Kind {
    KindWords.kind(tokens(typeText), mayBeForCars: true)
      ?? (isSleptIn ? KindWords.kind(heading: title) : nil)
      ?? KindWords.kind(title, mayBeForCars: !isSleptIn, isSleptIn: isSleptIn)
      ?? KindWords.kind(tokens(ownText), isSleptIn: isSleptIn) ?? .other
  }

  private mutating func deal(
    _ record: Record, _ title: [Token], _ typeText: String?
  ) -> Listing.Deal? {
    if let text = record.texts[.deal] {
      if let deal = Listing.Deal(rawValue: text) ?? DealWords.deal(named: text) { return deal }
    }
    switch record.price?.period {
    case .year, .month, .week: return .rent
    case .day, .night: return .shortLet
    case .once, nil: return DealWords.deal(inTitle: title) ?? DealWords.deal(tokens(typeText))
    }
  }

  /// How the places of a row are read.
  private struct Reading {
    /// The location from its other end than the column says.
    var isTurned = false
    var isNumbered = true
    var cutsLongDashes = true
  }

  /// The places as another file, or an earlier version of this program, would have read them.
  static func formerPlaces(_ record: Record) -> [[String]] {
    let texts = record.texts
    var readings = [Reading()]
    func add(_ change: (inout Reading) -> Void) {
      readings += readings.map { reading in
        var reading = reading
        change(&reading)
        return reading
      }
    }
    if Field.placeSlots.contains(where: { texts[$0].map(Places.hasLongDash) == true }) {
      add { $0.cutsLongDashes = false }
    }
    if texts[.location].map({ Places.parts($0).count > 1 }) == true { add { $0.isTurned = true } }
    if texts.has(.houseNumber) { add { $0.isNumbered = false } }
    return readings.dropFirst().map { places(record, $0) }
  }

  private static func places(_ record: Record, _ reading: Reading = Reading()) -> [String] {
    var places: [String] = []
    for slot in Field.placeSlots where slot != .postcode || places.isEmpty {
      guard var text = record.texts[slot] else { continue }
      if slot == .address, !reading.isNumbered, let number = record.texts[.houseNumber] {
        text.removeFirst(number.count + 1)
      }
      var parts = Places.parts(text, cutsLongDashes: reading.cutsLongDashes)
      if slot == .location, record.isWidestFirst != reading.isTurned { parts.reverse() }
      for part in parts where !places.contains(where: { isSame($0, part) }) { places.append(part) }
    }
    return places
  }

  /// Whether two places differ at most in the case of ASCII letters.
  private static func isSame(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count
      && zip(left.utf8, right.utf8).allSatisfy {
        $0 == $1 || ($0 ^ $1 == 0x20 && ($0 | 0x20) &- 0x61 < 26)
      }
  }

  private static func shortText(_ text: String?) -> String? {
    guard let text, text.utf8.count <= titleBytesMax else { return nil }
    return text
  }

  /// What a listing would be called that has no title.
  static func title(of listing: Listing) -> String {
    title(listing.typeText, listing.kind, listing.bedrooms, listing.places)
  }

  /// For a row without a title: what the other columns say, and nothing else.
  private static func title(
    _ typeText: String?, _ kind: Listing.Kind, _ bedrooms: Int?, _ places: [String]
  ) -> String {
    var title = typeText.map(Spacing.single) ?? kind.noun
    if let bedrooms, bedrooms > 0, typeText == nil || !(typeText ?? "").contains("\(bedrooms)") {
      title = "\(bedrooms)-bedroom \(uncapitalised(title))"
    }
    if let place = places.first { title += " in \(place)" }
    return title
  }

  /// `house` of `House`; `HDB apartment` stays.
  private static func uncapitalised(_ text: String) -> String {
    if text.first?.isASCII == true, text.dropFirst().first?.isUppercase == true { return text }
    return "\(text.prefix(1).lowercased())\(text.dropFirst())"
  }

  private static func list(_ text: String?) -> [String] {
    guard let text else { return [] }
    return text.utf8.split(separator: RecordTexts.listMark).compactMap { String($0) }
  }
}

extension Listing.Kind {
  /// `House`; `Property` for a kind that is not known.
  var noun: String {
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
