import Tables

/// What the site's search knows of each listing: a call of a function, so that the file can be read
/// from a disk as well, where pages may not fetch anything.
///
/// A listing is a list: address, headline, place, price as it is read or what stands in its place,
/// price in figures, deal,
/// kind, bedrooms, bathrooms, area as it is read, area in square metres, day, number, words to find
/// it by, its first photo with width and height, in what its price is asked (prices are compared
/// within one currency and one stretch of time alone), and the badge of one that is under offer.
struct SearchChannel: Channel {
  let name = "search"
  let directory = "site"
  let namesLeftOut = false
  let digest: Int

  static let file = "listings.js"

  let files = [
    ChannelFile(
      SearchChannel.file, head: Array("showListings([".utf8), separator: ",\n", foot: "]);\n",
      isThereEmpty: true)
  ]

  init(_ settings: ChannelSettings) { digest = SiteSettings.design }

  func posting(of listing: FeedListing) -> Posting {
    let facts = listing.facts
    var writer = JSONWriter(reservingCapacity: 512)
    writer.beginArray()
    writer.value(listing.slug)
    writer.value(listing.draft.headline)
    let place = PlaceText.short(facts.places) ?? ""
    writer.value(Self.says(listing.draft.headline, place) ? "" : place)
    writer.value(
      facts.price.map { PriceText($0).whole }
        ?? PriceView.words(isOnRequest: facts.isPriceOnRequest))
    writer.value((facts.price?.minorUnits ?? 0) / 100)
    writer.value(facts.deal?.ordinal ?? -1)
    writer.value(facts.kind.ordinal)
    writer.value(facts.kind == .land ? 0 : facts.bedrooms ?? 0)
    writer.value(facts.kind == .land ? "" : facts.bathrooms.map(Figures.short) ?? "")
    writer.value(Self.area(facts))
    writer.value(Int((facts.areaSquareMetres ?? facts.plotSquareMetres ?? 0).rounded()))
    writer.value(facts.listed ?? "")
    writer.value(listing.number)
    writer.value(Self.words(facts))
    writer.value(listing.smallPhoto?.name ?? "")
    writer.value(listing.smallPhoto?.width ?? 0)
    writer.value(listing.smallPhoto?.height ?? 0)
    writer.value(facts.price.map { PriceUnit($0).words } ?? "")
    writer.value(facts.status?.label ?? "")
    writer.endArray()
    return .parts([writer.takeBytes()])
  }

  /// Whether a text has another in it, byte by byte: both are made of the same row.
  private static func says(_ text: String, _ part: String) -> Bool {
    var (text, part) = (text, part)
    return text.withUTF8 { text in
      part.withUTF8 { part in
        guard let first = part.first else { return true }
        if part.count > text.count { return false }
        return (0...(text.count - part.count)).contains { start in
          text[start] == first && text[start..<(start + part.count)].elementsEqual(part)
        }
      }
    }
  }

  private static func area(_ facts: Listing) -> String {
    facts.areaShown?.short ?? facts.plotShown.map { $0.short + " plot" } ?? ""
  }

  /// Beside the headline: what somebody may look for.
  private static func words(_ facts: Listing) -> String {
    let texts =
      [facts.reference, facts.typeText].compactMap(\.self) + facts.places + facts.features
    return texts.joined(separator: " ")
  }
}
