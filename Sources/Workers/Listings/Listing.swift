import Pipeline

/// One property, normalised: what the row said, in one shape. Missing stays missing.
struct Listing: Hashable, Sendable {
  enum Deal: String, Sendable, CaseIterable {
    case sale, rent, shortLet
  }

  /// The broad kind, for comparison and for the page; the owner's word is ``typeText``.
  enum Kind: String, Sendable, CaseIterable {
    case house, apartment, land, commercial, room, other
  }

  /// 1-based line of the source.
  var line: Int
  /// What makes it the same listing in the next file: the row's own reference, else derived from
  /// title, location and size.
  var key: String
  /// The row's own reference, as written.
  var reference: String?
  var title: String
  /// The owner's own text, as written.
  var ownText: String?
  var price: Price?
  /// The price as written, when it says something that is no number (`POA`).
  var priceText: String?
  var deal: Deal?
  var kind: Kind
  var typeText: String?
  /// From the narrowest to the widest: `Allen Avenue`, `Ikeja`, `Lagos`.
  var places: [String]
  var location: String?
  var bedrooms: Int?
  var bathrooms: Double?
  var toilets: Int?
  var parkingSpaces: Int?
  /// Floor area in square metres; the lower end of a range.
  var areaSquareMetres: Double?
  /// The size as written, with its unit where cell, column or rule name one.
  var areaText: String?
  var plotSquareMetres: Double?
  var yearBuilt: Int?
  var furnishing: String?
  var features: [String]
  var latitude: Double?
  var longitude: Double?
  /// ISO date (`2025-10-17`) of the listing.
  var listed: String?
  var agent: String?
  var phone: String?
  /// http or https.
  var link: String?
  /// Names of photo files, as written in the row.
  var photos: [String]
  /// Columns that nothing above takes, `name=value`, for the cleaned table.
  var extra: [String]
  /// What of its address stood in columns of its own.
  var address = WrittenAddress()
  /// Rooms of all kinds, where a column gives them.
  var rooms: Int?
  /// As written.
  var condition: String?
  /// Nil: on offer, as far as the row says.
  var status: OfferStatus?
  /// The size of the plot, as ``areaText``.
  var plotText: String?
}

extension Listing {
  /// Whether its row says that the price is told to who asks. “TBA” and “auction” say something
  /// else, and are shown as they are; where nothing can be read, nobody said so.
  var isPriceOnRequest: Bool { price == nil && priceText.map(QualifierWords.asksToAsk) == true }

  /// How many photos there are in a table that counts them instead of naming them. A larger figure
  /// is the name of one.
  var photoCount: Int? {
    guard photos.count == 1, let count = Int(photos[0]), 0...Self.photoCountMax ~= count else {
      return nil
    }
    return count
  }

  private static let photoCountMax = 1000
}
