import Files

/// Tables as people send them, made from a seed.
enum Samples {
  private static let kinds = ["Flat", "House", "Studio", "Villa", "Duplex", "Bungalow"]
  private static let towns = ["Ashford", "Brook", "Carrow", "Denholm", "Eastry", "Fenwick"]
  private static let words = [
    "quiet", "bright", "garden", "balcony", "renovated", "near the park", "two lifts", "parking",
    "sea view", "new roof", "large kitchen", "good schools",
  ]
  private static let header =
    "reference,title,property type,price,currency,bedrooms,bathrooms,area sqm,address,city,"
    + "date listed,agent,description\n"

  /// A table of listings: commas, doubled quotes and newlines in some of its cells.
  ///
  /// - Parameter words: of each description, about seven characters each.
  /// - Returns: its size in bytes.
  @discardableResult
  static func writeListings(
    _ path: Path, rows: Int, words: Int = 8, isComplete: Bool = false
  ) throws -> Int {
    var random = Random(seed: 20)
    var file = try FileWriter(path, bufferSize: 1 << 20)
    try file.write(isComplete ? moreNames + header : header)
    for number in 0..<rows {
      if isComplete { try file.write(more(number)) }
      try file.write(listing(number, words: words, &random))
    }
    try file.flush()
    return file.count
  }

  /// A table with one of these listings as it is in theirs, but for its price.
  static func writeChangedListing(
    _ path: Path, number: Int, words: Int, isComplete: Bool = false
  ) throws {
    var random = Random(seed: 20)
    for earlier in 0..<number { _ = listing(earlier, words: words, &random) }
    let changed = listing(number, words: words, price: 99_000, &random)
    let text = isComplete ? moreNames + header + more(number) + changed : header + changed
    try FileWriter.write(Array(text.utf8), to: path)
  }

  /// What feeds ask for beyond the other columns.
  private static let moreNames = "photos,region,postcode,latitude,longitude,phone,"

  private static func more(_ number: Int) -> String {
    let photos = (1...2).map { "https://img.example/\(number)-\($0).jpg" }.joined(separator: "; ")
    return """
      \(photos),West Yorkshire,LS\(1 + number % 9) \(number % 10)AB,\
      53.\(1000 + number % 977),-1.\(1000 + number % 1709),0113 496 0\(100 + number % 900),
      """
  }

  private static func listing(
    _ number: Int, words: Int, price: Int? = nil, _ random: inout Random
  ) -> String {
    let kind = random.pick(kinds)
    let day = 1 + random.below(28)
    let usual = 50_000 + random.below(900_000)
    let text = (0..<words).map { _ in random.pick(Self.words) }
    // A quarter of the texts has a line break, an eighth quotes.
    let separator = random.below(4) == 0 ? "\n" : ", "
    let quoted = random.below(8) == 0 ? "\"\"as new\"\", " : ""
    return """
      R\(100_000_000 + number),"\(kind), no \(number)",\(kind),\(price ?? usual),\
      EUR,\(1 + random.below(5)),\(1 + random.below(3)),\(20 + random.below(300)),\
      "\(1 + random.below(300)), Mill Lane",\(random.pick(towns)),\
      2025-03-\(day < 10 ? "0" : "")\(day),Agent \(random.below(90)) & Sons,\
      "\(quoted)\(text.joined(separator: separator))"\n
      """
  }

  /// A table of 100 rows and about 6 KB; no two of different numbers are the same.
  static func smallTable(_ number: Int) -> [UInt8] {
    smallRows + Array("\(number),\"Last, of \(number)\",Town,\(number),1,end\n".utf8)
  }

  private static let smallRows: [UInt8] = {
    var random = Random(seed: 7)
    var text = "id,title,city,price,beds,note\n"
    for row in 0..<99 {
      text += "\(row),\"Sunny \(random.pick(kinds)), no \(row)\",Town\(row % 50),"
      text += "\(100_000 + row * 37),\(row % 6),\"near \"\"park\"\", quiet\"\n"
    }
    return Array(text.utf8)
  }()
}
