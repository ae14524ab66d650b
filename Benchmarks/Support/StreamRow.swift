import Pipeline
import Tables

/// A row as one between two stages is: some numbers, some texts, some missing.
struct StreamRow: StageValue, Codable, Equatable {
  var line: Int
  var key: String
  var title: String
  var priceMinorUnits: Int?
  var currency: String?
  var bedrooms: Int?
  var areaSquareMetres: Double?
  var place: String
  var features: [String]
  var text: String

  static let fields = [
    "line", "key", "title", "priceMinorUnits", "currency", "bedrooms", "areaSquareMetres", "place",
    "features", "text",
  ]

  static func make(_ count: Int) -> [StreamRow] {
    var random = Random(seed: 3)
    let words = [
      "quiet", "bright", "garden,", "“as new”", "near\nthe park", "two lifts", "parking",
    ]
    return (1...count).map { number in
      StreamRow(
        line: number, key: "R\(number)", title: "Flat, no \(number)",
        priceMinorUnits: random.below(9) == 0 ? nil : 100 * (50_000 + random.below(900_000)),
        currency: "EUR", bedrooms: random.below(5) == 0 ? nil : random.below(6),
        areaSquareMetres: random.below(4) == 0 ? nil : Double(200 + random.below(2000)) / 10,
        place: "Mill Lane \(random.below(300)), Ashford", features: ["garden", "parking"],
        text: (0..<20).map { _ in random.pick(words) }.joined(separator: " "))
    }
  }

  func write(to row: inout RowWriter) {
    row.put(line)
    row.put(key)
    row.put(title)
    row.put(priceMinorUnits)
    row.put(currency)
    row.put(bedrooms)
    row.put(areaSquareMetres)
    row.put(place)
    row.put(features)
    row.put(text)
  }

  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.key("line")
    json.value(line)
    json.key("key")
    json.value(key)
    json.key("title")
    json.value(title)
    json.key("priceMinorUnits")
    if let priceMinorUnits { json.value(priceMinorUnits) } else { json.null() }
    json.key("currency")
    if let currency { json.value(currency) } else { json.null() }
    json.key("bedrooms")
    if let bedrooms { json.value(bedrooms) } else { json.null() }
    json.key("areaSquareMetres")
    if let areaSquareMetres { json.value(areaSquareMetres) } else { json.null() }
    json.key("place")
    json.value(place)
    json.key("features")
    json.beginArray()
    for feature in features { json.value(feature) }
    json.endArray()
    json.key("text")
    json.value(text)
    json.endObject()
    json.endLine()
  }
}

extension StreamRow {
  init(from row: inout RowReader) throws {
    line = try row.integer()
    key = try row.text()
    title = try row.text()
    priceMinorUnits = try row.optionalInteger()
    currency = try row.optionalText()
    bedrooms = try row.optionalInteger()
    areaSquareMetres = try row.optionalReal()
    place = try row.text()
    features = try row.list()
    text = try row.text()
  }
}
