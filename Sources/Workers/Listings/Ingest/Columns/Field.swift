/// What a column of a listing table may be.
enum Field: String, Sendable, CaseIterable {
  case reference, title, ownText
  case price, rent, currency, period, priceQualifier, deal, typeText
  case address, houseNumber, estate, neighbourhood, location, district, city, town, region
  case postcode, country
  case bedrooms, rooms, bathrooms, toilets, parkingSpaces, area, areaUnit, plot, yearBuilt
  case furnishing, condition, features, flag
  case latitude, longitude, listed, status, published, agent, phone, link, photos
  /// Its presence says that the table lists short lets, priced by the night.
  case minimumNights
  /// Known, and nothing that a page may tell: an amount besides the price, notes of the agent.
  case carried
  /// Numbers its own rows, or is another system's mark.
  case ignored

  /// Whether more than one column may be read as this field.
  var mayRepeat: Bool {
    [.features, .flag, .photos, .ignored, .carried, .typeText, .status, .published].contains(self)
  }

  /// Whether a key is made of it. Of such columns the first one counts, whichever name is the
  /// better: else a table whose listings are known by it would be one of other listings.
  var isOfKey: Bool { isFigure || isPlace || Self.ofKeys.contains(self) }

  private static let ofKeys: Set<Field> = [.reference, .link, .title, .typeText, .agent]

  /// What is paid for the home.
  var isPrice: Bool { self == .price || self == .rent }

  /// Says what is offered or where it lies. A listing table has two of these, or one and a price.
  var isTelling: Bool { isFigure || isPlace || self == .title || self == .typeText }

  /// A figure that tells a property from whatever else has a name and a place.
  var isFigure: Bool { [.bedrooms, .rooms, .bathrooms, .area, .plot].contains(self) }

  var isPlace: Bool { slot.map(Self.placeSlots.contains) ?? false }

  /// Places from the narrowest to the widest.
  static let placeSlots: [RecordTexts.Slot] = [
    .address, .estate, .neighbourhood, .location, .district, .city, .town, .region, .postcode,
    .country,
  ]

  /// Where its text is kept, for the fields that are kept as written.
  var slot: RecordTexts.Slot? { Self.slots[self] }

  private static let slots: [Field: RecordTexts.Slot] = {
    var slots: [Field: RecordTexts.Slot] = [:]
    for slot in RecordTexts.Slot.allCases {
      if let field = Field(rawValue: "\(slot)") { slots[field] = slot }
    }
    return slots
  }()

  /// For people: `own text`, `parking spaces`.
  var words: String {
    switch self {
    case .ownText: "description"
    case .typeText: "type"
    case .parkingSpaces: "parking spaces"
    case .yearBuilt: "year built"
    case .areaUnit: "unit of areas"
    case .priceQualifier: "word beside the price"
    case .houseNumber: "house number"
    case .minimumNights: "minimum nights"
    case .listed: "date listed"
    case .published: "published or not"
    default: rawValue
    }
  }
}
