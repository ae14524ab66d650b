import Images
import Pages

/// A listing with all that any channel asks of it, worked out once and shared by the channels.
final class FeedListing: Sendable {
  /// Thirteen letters and figures made of the listing's key: the same for ever, whatever else of it
  /// changes, and whichever table it comes in.
  let id: String
  /// What its owner calls it, where that is short and plain; else ``id``. No other listing's.
  let reference: String
  /// The folder of its page.
  let slug: String
  /// Where its page will be found, if the rule says where the site will.
  let address: String?
  let title: String
  let summary: String
  let description: String
  let draft: Draft
  let facts: Listing
  let place: FeedAddress
  /// Where its telephone number is dialled when that names no country: the business's, else the
  /// home's.
  let callCountry: Country?
  let type: PropertyTypes.Match?
  let photos: [FeedPhoto]
  let furnishing: Furnishing?
  let condition: Condition?
  /// When what it says last changed.
  let changed: Moment
  /// In the catalogue.
  let number: Int
  /// The first photo in its smallest size, as a browser of any age takes it.
  let smallPhoto: (name: String, width: Int, height: Int)?

  convenience init(_ listing: CatalogueDraft, settings: ChannelSettings) {
    self.init(
      listing, settings: settings, photos: FeedPhoto.all(of: listing, settings: settings.site))
  }

  init(_ listing: CatalogueDraft, settings: ChannelSettings, photos: [FeedPhoto]) {
    self.photos = photos
    draft = listing.draft
    facts = Self.facts(of: draft.plan.listing)
    id = String(KeyLetters(facts.key).prefix(13))
    // One home for sale and to let has one reference and two keys.
    let isOneOffer = ListingKeys.thing(facts.key) == facts.reference
    let own = isOneOffer ? facts.key : facts.reference
    reference = own.flatMap { Self.isPlain($0) ? $0 : nil } ?? id
    slug = listing.slug
    address = settings.site.address(of: SitePath.listing(listing.slug))
    title = FeedText.plain(draft.headline)
    summary = FeedText.plain(draft.summary)
    description = FeedText.plain(draft.description)
    place = FeedAddress(facts, country: settings.country)
    callCountry = settings.country ?? place.country
    type = settings.types.match(facts)
    furnishing = facts.furnishing.flatMap(Furnishing.init)
    condition = facts.condition.flatMap(Condition.init)
    changed = Moment(secondsSince1970: listing.changed)
    number = listing.number
    smallPhoto = listing.photos.first.flatMap { photo in
      photo.files(.jpeg).last.map { ($0.name(photo.base), $0.width, $0.height) }
    }
  }

  /// Of land its size is that of the plot, in whichever column it stands, and rooms are nobody's.
  private static func facts(of listing: Listing) -> Listing {
    if listing.kind != .land { return listing }
    var facts = listing
    if facts.plotSquareMetres == nil {
      facts.plotSquareMetres = facts.areaSquareMetres
      facts.plotText = facts.areaText
    }
    (facts.areaSquareMetres, facts.areaText) = (nil, nil)
    (facts.bedrooms, facts.bathrooms, facts.toilets, facts.rooms) = (nil, nil, nil, nil)
    return facts
  }

  /// Letters, figures, hyphens and underscores; safe in file names of every system.
  private static func isPlain(_ text: String) -> Bool {
    (1...30).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x5f: true
        default: false
        }
      }
  }

  /// The first telephone number of the row, with its country where that is known.
  var phone: String? { telephone.flatMap { Contacts.phone($0.dialled) } }

  /// The same as the row has it, for readers in its own country.
  var localPhone: String? { telephone.flatMap { Contacts.phone($0.written) } }

  private var telephone: TelephoneNumber? {
    facts.phone.flatMap { TelephoneNumber.all(in: $0, country: callCountry).first }
  }

  /// Latitude and longitude, where both are known and not the point that means “unknown”.
  var coordinates: (latitude: String, longitude: String)? {
    guard let latitude = facts.latitude, let longitude = facts.longitude,
      latitude != 0, longitude != 0, abs(latitude) <= 90, abs(longitude) <= 180
    else { return nil }
    return (Self.decimal(latitude), Self.decimal(longitude))
  }

  /// With up to six decimals, a tenth of a metre, and never with an exponent.
  private static func decimal(_ number: Double) -> String {
    let millionths = Int((number.magnitude * 1_000_000).rounded())
    var (fraction, decimals) = (millionths % 1_000_000, 6)
    while decimals > 0, fraction % 10 == 0 { (fraction, decimals) = (fraction / 10, decimals - 1) }
    let whole = "\(number < 0 ? "-" : "")\(millionths / 1_000_000)"
    if decimals == 0 { return whole }
    let figures = String(fraction)
    return whole + "." + String(repeating: "0", count: decimals - figures.utf8.count) + figures
  }

  /// The price of the whole, in an own currency; nil for one by the square metre.
  var price: (amount: String, whole: Int, currency: String)? {
    guard let price = facts.price, !price.isPerArea, price.minorUnits > 0,
      let currency = price.currency
    else { return nil }
    return (
      ListingLinkedData.decimal(price.minorUnits),
      Int((Double(price.minorUnits) / 100).rounded()), currency
    )
  }

  var isLease: Bool { facts.deal == .rent || facts.deal == .shortLet }

  /// Bedrooms, none for what has none by its nature.
  var bedrooms: Int? { facts.bedrooms ?? (isHome ? nil : 0) }

  /// Bathrooms, as whole numbers: half of one is none.
  var bathrooms: Int? { facts.bathrooms.map { Int($0) } ?? (isHome ? nil : 0) }

  var isHome: Bool { type.map { $0.type.group == .home } ?? (facts.kind != .land) }

  /// Floor area, in whole square metres.
  var area: Int? { Self.whole(facts.areaShown) }
  var plot: Int? { Self.whole(facts.plotShown) }

  /// Nil also for a range: no feed has room for one.
  private static func whole(_ area: AreaText?) -> Int? {
    guard let area, !area.isLeast, area.squareMetres >= 1, area.squareMetres < 1e9 else {
      return nil
    }
    return Int(area.squareMetres.rounded())
  }

  /// Whether a feature is called one of these, in lower case: “no pool”, “pool table” and “garage
  /// nearby” are none.
  func hasFeature(_ names: Set<String>) -> Bool {
    facts.features.contains { names.contains(Spacing.single($0).lowercased()) }
  }
}

extension FeedListing {
  /// The row's own word for its type, when the channel gets none for it, or a broader one.
  ///
  /// - Parameter word: the channel's.
  func unknownType(_ word: String?) -> String? {
    guard let text = facts.typeText, word == nil || type?.isKnown == false else { return nil }
    return FeedText.cut(FeedText.plain(text), to: 60)
  }
}
