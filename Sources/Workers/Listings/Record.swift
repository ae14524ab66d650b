import Pipeline

/// One row of a listing table as ingest read it: figures as numbers, the rest as written.
///
/// What could not be read is missing here and stands among the rejects.
struct Record: StageValue {
  /// 1-based line of the source.
  var line = 0
  var price: Price?
  var bedrooms: Double?
  var bathrooms: Double?
  var toilets: Int?
  var parkingSpaces: Int?
  var areaSquareMetres: Double?
  var plotSquareMetres: Double?
  var yearBuilt: Int?
  var latitude: Double?
  var longitude: Double?
  var listed: Day?
  /// Its places begin with the widest.
  var isWidestFirst = false
  /// Of all kinds. How many are bedrooms nobody can tell from it.
  var rooms: Double?
  /// Nil: on offer, as far as the row says.
  var status: OfferStatus?
  var texts = RecordTexts()

  init() {}

  /// Empty again, for the next row; keeps its memory.
  mutating func removeAll() {
    line = 0
    price = nil
    bedrooms = nil
    bathrooms = nil
    toilets = nil
    parkingSpaces = nil
    areaSquareMetres = nil
    plotSquareMetres = nil
    yearBuilt = nil
    latitude = nil
    longitude = nil
    listed = nil
    isWidestFirst = false
    rooms = nil
    status = nil
    texts.removeAll()
  }
}

extension Record {
  /// A hash of all that the row says, wherever in its file it stands.
  var contents: ContentHash {
    var hash = ContentHash()
    figures.forEach { hash.append($0) }
    hash.append(price?.minorUnits)
    hash.append(price?.maximumMinorUnits)
    hash.append(price?.currency)
    hash.append(price?.period.rawValue)
    hash.append(price?.qualifier?.rawValue)
    hash.append(price.map { $0.isPerArea ? 1 : 0 } as Int?)
    hash.append(price?.tax?.rawValue)
    hash.append(listed?.text)
    hash.append(status?.rawValue)
    texts.mix(into: &hash)
    return hash
  }

  /// What it counts and measures of the home, and where that is.
  var figures: [Double?] {
    [
      bedrooms, bathrooms, toilets.map(Double.init), parkingSpaces.map(Double.init),
      areaSquareMetres, plotSquareMetres, yearBuilt.map(Double.init), latitude, longitude, rooms,
    ]
  }

  static let fields =
    [
      "line", "priceMinorUnits", "priceMaximumMinorUnits", "currency", "period", "isPerArea",
      "priceQualifier",
      "bedrooms", "bathrooms", "toilets", "parkingSpaces", "areaSquareMetres",
      "plotSquareMetres", "yearBuilt", "latitude", "longitude", "listed",
      "isWidestFirst", "rooms", "status",
    ] + RecordTexts.Slot.allCases.map { "\($0)" }

  func write(to row: inout RowWriter) {
    row.put(line)
    Price.write(price, to: &row)
    row.put(bedrooms)
    row.put(bathrooms)
    row.put(toilets)
    row.put(parkingSpaces)
    row.put(areaSquareMetres)
    row.put(plotSquareMetres)
    row.put(yearBuilt)
    row.put(latitude)
    row.put(longitude)
    if let digits = listed?.digits {
      digits.span.withUnsafeBytes { row.put(bytes: $0) }
    } else {
      row.putMissing()
    }
    row.put(isWidestFirst)
    row.put(rooms)
    row.put(status?.rawValue)
    texts.write(to: &row)
  }

  init(from row: inout RowReader) throws {
    line = try row.integer()
    price = try Price.read(from: &row)
    bedrooms = try row.optionalReal()
    bathrooms = try row.optionalReal()
    toilets = try row.optionalInteger()
    parkingSpaces = try row.optionalInteger()
    areaSquareMetres = try row.optionalReal()
    plotSquareMetres = try row.optionalReal()
    yearBuilt = try row.optionalInteger()
    latitude = try row.optionalReal()
    longitude = try row.optionalReal()
    listed = try row.optionalText().flatMap(Day.init)
    isWidestFirst = try row.flag()
    rooms = try row.optionalReal()
    status = try row.optionalText().flatMap(OfferStatus.init)
    for slot in RecordTexts.Slot.allCases { texts.set(slot, try row.optionalText()) }
  }
}
