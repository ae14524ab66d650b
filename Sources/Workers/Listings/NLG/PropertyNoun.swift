/// What a listing calls itself, in the words of a sentence: `detached duplex`, `plot of land`.
struct PropertyNoun: Equatable {
  let text: String
  /// Its last word, for later mentions: `duplex`, `plot`.
  let head: String

  /// Whether it holds several homes.
  var isBlock: Bool { head == "block" }

  private init(_ text: String) {
    self.text = text
    let words = text.split(separator: " of ")[0].split(separator: " ").map(String.init)
    // “The space has 218 m² of space” says nothing.
    self.head = words.last.map { $0 == "space" ? words[0] : $0 } ?? text
  }

  /// A known name that goes with the listing's kind: the longest in the row's type, else the first
  /// in its title (`2 bedroom flat in a block of flats` is a flat); else the kind's own name.
  static func of(_ listing: Listing) -> PropertyNoun {
    for (text, isTitle) in [(listing.typeText, false), (listing.title, true)] {
      guard let text else { continue }
      if let name = name(in: text, of: table[listing.kind] ?? [:], isTitle) {
        return PropertyNoun(name)
      }
      if listing.kind == .commercial, let name = name(in: text, of: forCars, isTitle) {
        return PropertyNoun(name)
      }
    }
    return PropertyNoun(plain(listing.kind))
  }

  private static func name(
    in text: String, of known: [String: Name], _ isFirst: Bool
  ) -> String? {
    let words = text.lowercased().split { !($0.isLetter || $0 == "'") }
    var best: Name?
    for first in words.indices {
      var written = ""
      for word in words[first...].prefix(wordsMax) {
        if !written.isEmpty { written += " " }
        written += word
        if let name = known[written], name.rank < best?.rank ?? .max { best = name }
      }
      if isFirst, best != nil { break }
    }
    return best?.name
  }

  /// A name as sentences write it; that of the least rank counts.
  private struct Name {
    let name: String
    let rank: Int
  }

  private static let wordsMax = 4

  private static func plain(_ kind: Listing.Kind) -> String {
    switch kind {
    case .house: "house"
    case .apartment: "apartment"
    case .land: "plot of land"
    case .commercial: "commercial property"
    case .room: "room"
    case .other: "property"
    }
  }

  // A table: names as rows write them, without hyphens, and as sentences do. Longer before shorter.
  private static let table = written.mapValues(names)

  /// What an office may have besides: it counts where nothing else is named.
  private static let forCars = names(
    "parking space, parking=parking space, garages=garage, garage")

  private static func names(_ written: String) -> [String: Name] {
    let entries = written.split(separator: ",").map { entry in
      let parts = entry.split(separator: "=").map {
        String($0.drop { $0.isWhitespace })
      }
      return (written: parts[0], name: parts.count > 1 ? parts[1] : parts[0])
    }.sorted { $0.written.count > $1.written.count }
    return Dictionary(
      entries.enumerated().map { ($1.written, Name(name: $1.name, rank: $0)) },
      uniquingKeysWith: { first, _ in first })
  }

  private static let written: [Listing.Kind: String] = [
    .house: """
    semi detached duplex=semi-detached duplex, detached duplex, terraced duplex, terrace duplex\
    =terraced duplex, duplex, semi detached triplex=semi-detached triplex, detached triplex, \
    triplex, semi detached bungalow=semi-detached bungalow, detached bungalow, \
    terraced bungalow, bungalow, semi detached house=semi-detached house, detached house, \
    semi detached villa=semi-detached villa, detached villa, villa, townhouse, town house\
    =townhouse, end of terrace house=end-of-terrace house, end terrace house\
    =end-of-terrace house, terraced house, terrace house=terraced house, terrace\
    =terraced house, semi detached=semi-detached house, detached=detached house, mansion, \
    cottage, country house, farmhouse, farm house=farmhouse, castle, chalet, barn conversion, \
    barn, manor house, lodge, link detached house=link-detached house, mews house, \
    block of flats, house, home
    """,
    .apartment: """
    block of flats, blocks of flats=block of flats, block of apartments, apartment block\
    =block of apartments, mini flat, maisonette, penthouse, \
    studio apartment, studio flat, studio, serviced apartment, self contain=self-contained flat, \
    self contained=self-contained flat, condominium, condo, duplex apartment, loft, \
    apartment, flat, bhk=flat, rental unit
    """,
    .land: """
    residential land=plot of residential land, commercial land=plot of commercial land, \
    industrial land=plot of industrial land, mixed use land=plot of mixed-use land, \
    agricultural land=plot of farmland, farmland=plot of farmland, farm=farm, \
    serviced land=plot of serviced land, land=plot of land, plot=plot of land
    """,
    .commercial: """
    office space=office space, offices=office space, office=office, warehouse, shopping mall, \
    shopping plaza, plaza=shopping plaza, shops=shop, shop, showroom, hotel, guest house\
    =guest house, filling station, factory, restaurant, event centre, hall, \
    commercial property, commercial building, pub
    """,
    .room: "private room, shared room, hotel room, ensuite room=en-suite room, room",
    .other: "houseboat, boat, property",
  ]
}
