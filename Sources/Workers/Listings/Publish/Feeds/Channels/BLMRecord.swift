/// One line of a BLM file.
struct BLMRecord: Sendable {
  static let featuresMax = 10
  static let imagesMax = 20

  private let values: [(name: String, value: String)]

  init(_ listing: FeedListing, branch: String) {
    let facts = listing.facts
    let reference = "\(branch)_\(listing.reference)"
    let postcode = listing.place.postcode.flatMap(UKPostcode.init)
    let places = listing.facts.places.map(PlaceText.named)
    var values: [(String, String)] = [
      ("AGENT_REF", reference),
      ("ADDRESS_1", FeedText.cut(listing.place.street ?? places.first ?? "", to: 60)),
      ("ADDRESS_2", FeedText.cut(listing.place.neighbourhood ?? "", to: 60)),
      ("TOWN", FeedText.cut(listing.place.city ?? "", to: 60)),
      ("POSTCODE1", postcode?.outward ?? ""), ("POSTCODE2", postcode?.inward ?? ""),
      ("DISPLAY_ADDRESS", FeedText.cut(listing.place.whole ?? "", to: 120)),
    ]
    for index in 0..<Self.featuresMax {
      let feature = index < facts.features.count ? facts.features[index] : ""
      values.append(("FEATURE\(index + 1)", FeedText.cut(FeedText.plain(feature), to: 200)))
    }
    values += [
      ("SUMMARY", FeedText.cut(listing.summary, to: 300)),
      ("DESCRIPTION", FeedText.cut(listing.description, to: 32_000)),
      ("BRANCH_ID", branch), ("STATUS_ID", Self.status(facts.status)),
      ("BEDROOMS", listing.bedrooms.map(String.init) ?? ""),
      ("BATHROOMS", facts.bathrooms.map { String(Int($0)) } ?? ""),
      ("PRICE", listing.price.map { String($0.whole) } ?? ""),
      ("PRICE_QUALIFIER", Self.qualifier(facts.price)),
      ("PROP_SUB_ID", listing.type?.type.blm ?? ""),
      ("CREATE_DATE", facts.listed.map { "\($0) 00:00:00" } ?? ""),
      ("UPDATE_DATE", listing.changed.spaced), ("PUBLISHED_FLAG", "1"),
      ("TRANS_TYPE_ID", listing.isLease ? "2" : "1"),
      ("LET_TYPE_ID", listing.isLease ? "0" : ""),
      ("LET_FURN_ID", listing.isLease ? listing.furnishing?.blm ?? "3" : ""),
      ("LET_RENT_FREQUENCY", listing.isLease ? Self.frequency(of: listing) ?? "" : ""),
    ]
    let images = listing.photos.filter { $0.address != nil }
    for index in 0..<Self.imagesMax {
      let photo = index < images.count ? images[index] : nil
      values.append(("MEDIA_IMAGE_\(Self.two(index))", photo?.address ?? ""))
      values.append(("MEDIA_IMAGE_TEXT_\(Self.two(index))", photo?.caption ?? ""))
    }
    self.values = values.map { (name: $0.0, value: $0.1) }
  }

  /// In the order of the values.
  static let fieldNames: [String] = {
    let start = [
      "AGENT_REF", "ADDRESS_1", "ADDRESS_2", "TOWN", "POSTCODE1", "POSTCODE2", "DISPLAY_ADDRESS",
    ]
    let features = (1...featuresMax).map { "FEATURE\($0)" }
    let middle = [
      "SUMMARY", "DESCRIPTION", "BRANCH_ID", "STATUS_ID", "BEDROOMS", "BATHROOMS", "PRICE",
      "PRICE_QUALIFIER", "PROP_SUB_ID", "CREATE_DATE", "UPDATE_DATE", "PUBLISHED_FLAG",
      "TRANS_TYPE_ID", "LET_TYPE_ID", "LET_FURN_ID", "LET_RENT_FREQUENCY",
    ]
    let images = (0..<imagesMax).flatMap {
      ["MEDIA_IMAGE_\(two($0))", "MEDIA_IMAGE_TEXT_\(two($0))"]
    }
    return start + features + middle + images
  }()

  var line: [UInt8] {
    var line: [UInt8] = []
    line.reserveCapacity(2 << 10)
    for (_, value) in values {
      for byte in value.utf8 {
        switch byte {
        case UInt8(ascii: "^"), 0..<0x20: line.append(0x20)
        case UInt8(ascii: "~"): line.append(UInt8(ascii: "-"))
        default: line.append(byte)
        }
      }
      line.append(UInt8(ascii: "^"))
    }
    line.append(contentsOf: "~\r\n".utf8)
    return line
  }

  /// `STATUS_ID`
  private static func status(_ status: OfferStatus?) -> String {
    switch status {
    case .saleAgreed: "1"
    case .underOffer: "3"
    case .reserved: "4"
    case .letAgreed: "5"
    case .withdrawn, .sold, .let, nil: "0"
    }
  }

  /// `PRICE_QUALIFIER`; of a range the lower end goes out.
  private static func qualifier(_ price: Price?) -> String {
    switch price?.qualifier {
    case nil: price?.maximumMinorUnits == nil ? "0" : "7"
    case .guide: "2"
    case .fixed: "3"
    case .around: "5"
    case .from: "7"
    case .offersOver: "10"
    }
  }

  /// `LET_RENT_FREQUENCY`
  static func frequency(of listing: FeedListing) -> String? {
    switch listing.facts.price?.period {
    case .week: "0"
    case .month: "1"
    case .year: "3"
    case .day, .night, .once, nil: nil
    }
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
