/// What a listing is, in numbers: all that an estimate may rest on. Its price is not among them.
struct Traits: Sendable {
  enum Figure: Int, CaseIterable, Sendable {
    case area, plot, bedrooms, bathrooms, toilets, parking, yearBuilt
    /// Of all kinds, where nobody says how many are bedrooms.
    case rooms
  }

  /// By ``Figure``; not a number where nothing is known.
  var figures: [Float]
  /// By the number of the column; shorter where the last ones are missing.
  var further: [Float] = []
  /// One bit for each feature.
  var features: UInt64 = 0
  var type: Int?
  /// The narrowest place that others share, and the next wider one.
  var place: UInt64?
  var widerPlace: UInt64?
  var latitude: Double?
  var longitude: Double?
  /// How many are named.
  var photos = 0
  /// Days since 1970 of the listing, and of the sale or letting.
  var listed: Int?
  var sold: Int?
  /// Taken off without either.
  var withdrawn: Int?
  /// Not on offer, whether or not it is known since when. Only who learns asks; it is not kept.
  var isOff = false

  /// All but what it says in words of its own.
  init(_ listing: Listing, places: PlaceIndex) {
    figures = [Float](repeating: .nan, count: Figure.allCases.count)
    set(.area, ListingSize.squareMetres(listing))
    set(.plot, listing.kind == .land ? nil : listing.plotSquareMetres)
    set(.bedrooms, listing.bedrooms.map(Double.init))
    set(.rooms, listing.bedrooms == nil ? listing.rooms.map(Double.init) : nil)
    set(.bathrooms, listing.bathrooms)
    set(.toilets, listing.toilets.map(Double.init))
    set(.parking, listing.parkingSpaces.map(Double.init))
    set(.yearBuilt, listing.yearBuilt.map(Double.init))
    let shared = places.shared(by: listing.places)
    place = shared.first?.hash
    widerPlace = shared.count > 1 ? shared[1].hash : nil
    if let latitude = listing.latitude, let longitude = listing.longitude {
      self.latitude = latitude
      self.longitude = longitude
    }
    photos = listing.photoCount ?? listing.photos.count
    listed = listing.listed.flatMap { Day($0) }?.number
  }

  /// - Parameter words: of all listings; those that are new to it are added.
  mutating func add(_ texts: TraitTexts, words: inout MarketWords) {
    type = words.type(texts.type)
    for feature in texts.features {
      if let number = words.feature(feature) { features |= 1 << UInt64(number) }
    }
    for figure in texts.figures {
      guard let column = words.figure(figure.name) else { continue }
      while further.count <= column { further.append(.nan) }
      further[column] = figure.value
    }
  }

  /// Nothing but figures, by ``Figure``.
  init(figures: [Float]) { self.figures = figures }

  subscript(figure: Figure) -> Double? {
    let value = figures[figure.rawValue]
    return value.isNaN ? nil : Double(value)
  }

  private mutating func set(_ figure: Figure, _ value: Double?) {
    figures[figure.rawValue] = value.map { Float($0) } ?? .nan
  }
}
