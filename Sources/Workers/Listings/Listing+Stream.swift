import Pipeline

extension Listing: StageValue {
  static let fields = [
    "line", "key", "reference", "title", "ownText", "priceMinorUnits", "priceMaximumMinorUnits",
    "currency", "period", "isPerArea", "priceQualifier", "priceText", "deal", "kind", "typeText",
    "places",
    "location", "bedrooms", "bathrooms", "toilets", "parkingSpaces", "areaSquareMetres", "areaText",
    "plotSquareMetres", "yearBuilt", "furnishing", "features", "latitude", "longitude", "listed",
    "agent", "phone", "link", "photos", "extra", "address",
    "rooms", "condition", "status", "plotText",
  ]

  func write(to row: inout RowWriter) {
    row.put(line)
    row.put(key)
    row.put(reference)
    row.put(title)
    row.put(ownText)
    Price.write(price, to: &row)
    row.put(priceText)
    row.put(deal?.rawValue)
    row.put(kind.rawValue)
    row.put(typeText)
    row.put(places)
    row.put(location)
    row.put(bedrooms)
    row.put(bathrooms)
    row.put(toilets)
    row.put(parkingSpaces)
    row.put(areaSquareMetres)
    row.put(areaText)
    row.put(plotSquareMetres)
    row.put(yearBuilt)
    row.put(furnishing)
    row.put(features)
    row.put(latitude)
    row.put(longitude)
    row.put(listed)
    row.put(agent)
    row.put(phone)
    row.put(link)
    row.put(photos)
    row.put(extra)
    row.put(address.list)
    row.put(rooms)
    row.put(condition)
    row.put(status?.rawValue)
    row.put(plotText)
  }

  init(from row: inout RowReader) throws {
    line = try row.integer()
    key = try row.text()
    reference = try row.optionalText()
    title = try row.text()
    ownText = try row.optionalText()
    price = try Price.read(from: &row)
    priceText = try row.optionalText()
    deal = try row.optionalText().flatMap(Deal.init)
    kind = Kind(rawValue: try row.text()) ?? .other
    typeText = try row.optionalText()
    places = try row.list()
    location = try row.optionalText()
    bedrooms = try row.optionalInteger()
    bathrooms = try row.optionalReal()
    toilets = try row.optionalInteger()
    parkingSpaces = try row.optionalInteger()
    areaSquareMetres = try row.optionalReal()
    areaText = try row.optionalText()
    plotSquareMetres = try row.optionalReal()
    yearBuilt = try row.optionalInteger()
    furnishing = try row.optionalText()
    features = try row.list()
    latitude = try row.optionalReal()
    longitude = try row.optionalReal()
    listed = try row.optionalText()
    agent = try row.optionalText()
    phone = try row.optionalText()
    link = try row.optionalText()
    photos = try row.list()
    extra = try row.list()
    address = WrittenAddress(list: try row.list())
    rooms = try row.optionalInteger()
    condition = try row.optionalText()
    status = try row.optionalText().flatMap(OfferStatus.init)
    plotText = try row.optionalText()
  }
}
