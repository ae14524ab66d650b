/// What a template can ask of a listing.
enum FeedValue: String, Sendable, CaseIterable {
  case id, reference, url, title, summary, description
  case type, deal, status, price, currency, period
  case priceQualifier = "price_qualifier"
  case street, neighbourhood, city, region, postcode, country
  case countryCode = "country_code"
  case latitude, longitude, bedrooms, bathrooms, toilets, area, plot
  case yearBuilt = "year_built"
  case furnishing, features, agent, phone, listed, changed
  /// The address of the first photo, and of all.
  case photo, photos

  /// None where it is not known; several only of features and photos.
  func texts(of listing: FeedListing) -> [String] {
    switch self {
    case .features: listing.facts.features.map(FeedText.plain)
    case .photos: listing.photos.compactMap(\.address)
    default: text(of: listing).map { [FeedText.plain($0)] } ?? []
    }
  }

  private func text(of listing: FeedListing) -> String? {
    switch self {
    case .id: listing.id
    case .reference: listing.reference
    case .url: listing.address
    case .title: listing.title
    case .summary: listing.summary
    case .description: listing.description
    case .type: listing.type?.type.name
    case .deal: listing.facts.deal.map { $0 == .shortLet ? "short let" : $0.rawValue }
    case .status: listing.facts.status?.label
    case .price: listing.price?.amount
    case .priceQualifier: listing.facts.price?.qualifier?.words
    case .currency: listing.price?.currency
    case .period: listing.facts.price.flatMap { $0.period == .once ? nil : $0.period.rawValue }
    case .street: listing.place.street
    case .neighbourhood: listing.place.neighbourhood
    case .city: listing.place.city
    case .region: listing.place.region
    case .postcode: listing.place.postcode
    case .country: listing.place.country?.name
    case .countryCode: listing.place.country?.code
    case .photo: listing.photos.lazy.compactMap(\.address).first
    case .agent: listing.facts.agent
    case .phone: listing.phone
    case .listed: listing.facts.listed
    case .changed: listing.changed.stamp
    case .features, .photos: nil
    default: figure(of: listing)
    }
  }

  private func figure(of listing: FeedListing) -> String? {
    switch self {
    case .latitude: listing.coordinates?.latitude
    case .longitude: listing.coordinates?.longitude
    case .bedrooms: listing.facts.bedrooms.map(String.init)
    case .bathrooms:
      listing.facts.bathrooms.map { $0 == $0.rounded() ? String(Int($0)) : String($0) }
    case .toilets: listing.facts.toilets.map(String.init)
    case .area: listing.area.map(String.init)
    case .plot: listing.plot.map(String.init)
    case .yearBuilt: listing.facts.yearBuilt.map(String.init)
    case .furnishing: listing.furnishing?.meta
    default: nil
    }
  }
}
