import Analysis
import Storage

/// What the plan of a site and the portfolio have to know of the listings on offer among 256
/// neighbouring numbers, column by column.
struct CatalogueChunk {
  private(set) var numbers: [Int32] = []
  /// Of all that is shown of each, its photos too.
  private(set) var digests: [Int] = []
  /// Of all that exports tell of each.
  private(set) var told: [Int] = []
  /// Of the visible pages; 0 where there is none.
  private(set) var published: [Int] = []
  /// Minor units; 0 where there is none.
  private(set) var prices: [Int] = []
  /// As `20251017`; 0 where it is not known.
  private(set) var listedDays: [Int32] = []
  /// Days since 1970 on which what is shown of each last changed.
  private(set) var changedDays: [Int32] = []
  /// ``OfferFacts/unit`` of each.
  private(set) var units: [Int32] = []
  /// Bedrooms of each dwelling; 0 where they are not known.
  private(set) var bedrooms: [UInt8] = []
  /// Millionths of a degree; ``CataloguePosition/unknown`` where they are not known.
  private(set) var latitudes: [Int32] = []
  private(set) var longitudes: [Int32] = []
  /// Indices into ``placeTexts``.
  private(set) var places: [Int32] = []
  /// Bit 0: its card was made from other photos; above it deal and kind.
  private(set) var flags: [UInt8] = []
  /// Different ones in the order in which they first occur.
  private(set) var placeTexts: [String] = []
  /// ``OfferFacts`` of each.
  private(set) var offers: [Int] = []
  /// Days since 1970 on which each first came.
  private(set) var addedDays: [Int32] = []

  private var indexOfText: [String: Int32] = [:]

  /// How many numbers have their rows in one chunk, and their slots in one row of a channel.
  static let size = 256

  static func chunk(of number: Int) -> Int { number / size }

  static let columns = """
    number, digest, photos, published, deal, kind, places, listed_day, price, card_source, told,
    added, changed
    """

  init() {}

  /// - Parameter row: ``columns``.
  mutating func append(_ row: any Row, offer: OfferFacts) {
    let photos = row.optionalInteger(2)
    numbers.append(Int32(truncatingIfNeeded: row.integer(0)))
    digests.append(Self.digest(row.integer(1), photos: photos))
    published.append(row.integer(3))
    let deal = row.optionalText(4).flatMap(Listing.Deal.init)
    let kind = Listing.Kind(rawValue: row.text(5)) ?? .other
    let hasOldCard = row.integer(9) != Card.source(photos: photos)
    flags.append(
      (hasOldCard ? 1 : 0) | UInt8((deal?.ordinal ?? -1) + 1) << 1 | UInt8(kind.ordinal) << 4)
    places.append(index(of: row.text(6)))
    listedDays.append(Int32(truncatingIfNeeded: row.integer(7)))
    prices.append(row.integer(8))
    told.append(row.integer(10))
    addedDays.append(Int32(truncatingIfNeeded: row.integer(11) / 86_400))
    changedDays.append(Int32(truncatingIfNeeded: row.integer(12) / 86_400))
    units.append(Int32(truncatingIfNeeded: offer.unit))
    bedrooms.append(UInt8(clamping: offer.bedrooms ?? 0))
    latitudes.append(offer.latitude.map { Int32(clamping: $0) } ?? CataloguePosition.unknown)
    longitudes.append(offer.longitude.map { Int32(clamping: $0) } ?? CataloguePosition.unknown)
    offers += offer.numbers
  }

  private mutating func index(of text: String) -> Int32 {
    if let index = indexOfText[text] { return index }
    placeTexts.append(text)
    let index = Int32(placeTexts.count - 1)
    indexOfText[text] = index
    return index
  }

  private static func digest(_ listing: Int, photos: Int?) -> Int {
    guard let photos else { return listing }
    var digest = ContentDigest()
    digest.mix(listing)
    digest.mix(photos)
    return digest.value
  }

  var count: Int { numbers.count }

  func deal(of row: Int) -> Listing.Deal? { .init(ordinal: Int(flags[row] >> 1 & 7) - 1) }
  func kind(of row: Int) -> Listing.Kind { .init(ordinal: Int(flags[row] >> 4)) ?? .other }
  func hasOldCard(_ row: Int) -> Bool { flags[row] & 1 == 1 }

  func offer(of row: Int) -> OfferFacts {
    OfferFacts(offers[row * OfferFacts.width..<(row + 1) * OfferFacts.width])
  }

  /// A page was published.
  mutating func publish(_ number: Int, digest: Int) {
    if let row = numbers.firstIndex(of: Int32(truncatingIfNeeded: number)) {
      published[row] = digest
    }
  }
}

// Kept
extension CatalogueChunk {
  /// Raised when a column is added or means something else.
  private static let layout = 3

  /// Of all that the columns depend on besides the listings.
  static let version: Int = {
    var digest = ContentDigest()
    digest.mix(layout)
    digest.mix(SiteSettings.design)
    digest.mix(OfferFacts.layout)
    return digest.value
  }()

  /// What a plan needs.
  var planBytes: [UInt8] {
    var writer = PackWriter()
    writer.put(placeTexts)
    writer.put(numbers)
    for column in [digests, told, published, prices] { writer.put(column) }
    writer.put(listedDays)
    writer.put(changedDays)
    writer.put(places)
    writer.put(flags)
    for column in [units, latitudes, longitudes] { writer.put(column) }
    writer.put(bedrooms)
    return writer.bytes
  }

  /// What the portfolio needs besides.
  var offerBytes: [UInt8] {
    var writer = PackWriter()
    writer.put(addedDays)
    writer.put(offers)
    return writer.bytes
  }

  /// - Returns: nil for bytes that do not fit together.
  init?(plan: [UInt8], offers: [UInt8]? = nil) {
    var reader = PackReader(plan)
    placeTexts = reader.texts()
    numbers = reader.list(of: Int32.self)
    digests = reader.list(of: Int.self)
    told = reader.list(of: Int.self)
    published = reader.list(of: Int.self)
    prices = reader.list(of: Int.self)
    listedDays = reader.list(of: Int32.self)
    changedDays = reader.list(of: Int32.self)
    places = reader.list(of: Int32.self)
    flags = reader.list(of: UInt8.self)
    units = reader.list(of: Int32.self)
    latitudes = reader.list(of: Int32.self)
    longitudes = reader.list(of: Int32.self)
    bedrooms = reader.list(of: UInt8.self)
    let counts = [
      digests.count, told.count, published.count, prices.count, listedDays.count,
      changedDays.count, places.count, flags.count, units.count, latitudes.count, longitudes.count,
      bedrooms.count,
    ]
    guard reader.isWhole, counts.allSatisfy({ $0 == count }),
      places.allSatisfy({ placeTexts.indices.contains(Int($0)) })
    else { return nil }
    guard let offers else { return }
    reader = PackReader(offers)
    addedDays = reader.list(of: Int32.self)
    self.offers = reader.list(of: Int.self)
    guard reader.isWhole, addedDays.count == count,
      self.offers.count == count * OfferFacts.width
    else { return nil }
  }
}

extension CaseIterable where Self: Equatable, AllCases == [Self] {
  /// Its place among all cases.
  var ordinal: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  init?(ordinal: Int) {
    guard Self.allCases.indices.contains(ordinal) else { return nil }
    self = Self.allCases[ordinal]
  }
}
