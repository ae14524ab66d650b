/// Rightmove’s bulk load mutation file, version 3, which Zoopla and many British sites read too.
///
/// One line of fields each with a `^` behind it and a `~` at the end; both signs, and line ends,
/// are taken out of the values. It is written in UTF-8 with the line ends of Windows. British sites
/// take prices in pounds, and whole postcodes.
///
/// Source: Rightmove, “BLM file format”, version 3.
struct BLMChannel: Channel {
  let name = "blm"
  let files: [ChannelFile]
  let digest: Int

  private let branch: String
  private let country: Country?

  init(_ settings: ChannelSettings, branch: String) {
    digest = settings.digest(of: 4)
    self.branch = branch
    country = settings.country
    let definition = BLMRecord.fieldNames.map { "\($0)^" }.joined()
    files = [
      ChannelFile(
        name: { Self.fileName(branch, after: $0, now: $1) }, foot: "#END#\r\n"
      ) { facts in
        // One length for every count, because the head is written before the listings are counted.
        let count = String(facts.listings)
        let padding = String(repeating: " ", count: max(0, 8 - count.utf8.count))
        return Array(
          """
          #HEADER#\r
          Version : 3\r
          EOF : '^'\r
          EOR : '~'\r
          Property Count : \(count)\(padding)\r
          Generated Date : \(facts.now.spaced)\r
          \r
          #DEFINITION#\r
          \(definition)~\r
          \r
          #DATA#\r

          """.utf8)
      }
    ]
  }

  func posting(of listing: FeedListing) -> Posting {
    let record = BLMRecord(listing, branch: branch)
    let lacks = lacks(of: listing)
    if !lacks.isEmpty { return .leftOut(lacks) }
    var remarks = Posting.Remarks()
    if let word = listing.unknownType(listing.type?.type.blm) { remarks.unknownWords.append(word) }
    return .parts([record.line], remarks)
  }

  private func lacks(of listing: FeedListing) -> [Lack] {
    var lacks: [Lack] = []
    func need(_ isThere: Bool, _ lack: Lack) { if !isThere { lacks.append(lack) } }
    need(listing.facts.deal != nil, .deal)
    if let lack = listing.priceLack { lacks.append(lack) }
    if let currency = listing.price?.currency, currency != "GBP" {
      lacks.append(.unsuited("its price is in \(currency)", takes: "prices in pounds"))
    }
    if listing.isLease, BLMRecord.frequency(of: listing) == nil, let price = listing.facts.price {
      lacks.append(
        price.period.words.map {
          .unsuited("its price is \($0)", takes: "sales, and rents per year, month or week")
        } ?? .period)
    }
    need(listing.place.city != nil, .city)
    need(listing.place.postcode.flatMap(UKPostcode.init) != nil, .postcode)
    need(listing.bedrooms.map { $0 < 100 } ?? false, .bedrooms)
    return lacks
  }

  /// `BRANCH_2026112101.BLM`; the second one of a day ends with 02.
  static func fileName(_ branch: String, after previous: String?, now: Moment) -> String {
    let start = "\(branch)_\(now.day.replacing("-", with: ""))"
    var number = 1
    if let previous, previous.hasPrefix(start) {
      number = (Int(previous.dropFirst(start.count).prefix(2)) ?? 0) % 99 + 1
    }
    return "\(start)\(number < 10 ? "0" : "")\(number).BLM"
  }
}
