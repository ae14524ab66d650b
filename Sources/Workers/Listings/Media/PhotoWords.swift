/// The words that stand for a photo: only what its name and its listing say.
enum PhotoWords {
  /// What a photo shows, where its name ends with it: `hh-101-front-2.jpg` shows the front.
  static func view(_ name: String) -> String? {
    let stem = stem(of: name)
    return views.first { stem.hasSuffix("-\($0.name)") }?.view
  }

  /// Whether a name has no word that its listing's own names have not: then it tells which listing
  /// it is of, and not what it shows, as `12-high-street.jpg`.
  static func namesOnly(_ listing: String, _ name: String) -> Bool {
    let own = Set(MediaName.folded(listing).split(separator: "-").map(String.init))
    return MediaName(name).words.allSatisfy(own.contains)
  }

  /// What a document is, where its name says it: `Floor plan`.
  static func document(_ name: String) -> String? {
    let stem = stem(of: name)
    return documents.first { stem.hasSuffix("-\($0.name)") }?.title
  }

  private static func stem(of name: String) -> String {
    let name = MediaName(name)
    return "-" + (name.withoutTails.last ?? name.stem)
  }

  /// Behind the headline of its listing.
  ///
  /// - Parameter position: from 1.
  static func alternative(
    _ headline: String, view: String?, position: Int, of count: Int
  ) -> String {
    let subject = view.map { "\(headline): \($0)" } ?? headline
    return count > 1 ? "\(subject), photo \(position) of \(count)" : "\(subject), photo"
  }

  private static let documents: [(name: String, title: String)] = [
    ("floor-plan", "Floor plan"), ("floorplan", "Floor plan"), ("site-plan", "Site plan"),
    ("plan", "Plan"), ("brochure", "Brochure"), ("particulars", "Particulars"),
    ("details", "Details"), ("survey", "Survey"), ("epc", "Energy certificate"),
    ("energy-certificate", "Energy certificate"), ("lease", "Lease"), ("price-list", "Price list"),
    ("pricelist", "Price list"), ("map", "Map"),
  ]

  // Longer names first where one ends with another.
  private static let views: [(name: String, view: String)] = [
    ("floor-plan", "floor plan"), ("floorplan", "floor plan"), ("living-room", "living room"),
    ("livingroom", "living room"), ("dining-room", "dining room"), ("front", "front"),
    ("rear", "rear"), ("back", "rear"), ("kitchen", "kitchen"), ("bathroom", "bathroom"),
    ("bath", "bathroom"), ("bedroom", "bedroom"), ("lounge", "lounge"), ("garden", "garden"),
    ("pool", "pool"), ("balcony", "balcony"), ("terrace", "terrace"), ("garage", "garage"),
    ("entrance", "entrance"), ("hall", "hall"), ("roof", "roof"), ("street", "street"),
    ("exterior", "exterior"), ("interior", "interior"), ("sea", "sea"),
    ("view", "view"),
  ]
}
