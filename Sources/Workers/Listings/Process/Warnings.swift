import NLG
import Pages

/// What is odd about a listing, as `code: message`.
enum Warnings {
  /// A bedroom and what belongs to it have at least and at most this floor, in square metres.
  private static let squareMetresPerBedroom = 7.0...1000.0
  private static let bathroomsPerBedroomMax = 3.0

  /// Whether a floor area can be right. `0.5 m²` is an acre, `929,030 m²` a slip of the unit. How
  /// large it may be is known only by the bedrooms of a home: a block counts those of one flat.
  static func isPlausible(area: Double, for listing: Listing) -> Bool {
    switch listing.kind {
    case .land: true
    case .commercial: area >= 1
    case .house, .apartment, .room, .other:
      isPlausible(area: area, bedrooms: listing.bedrooms ?? 0)
        || area >= squareMetresPerBedroom.lowerBound && PropertyNoun.of(listing).isBlock
    }
  }

  private static func isPlausible(area: Double, bedrooms: Int) -> Bool {
    bedrooms > 0
      ? squareMetresPerBedroom.contains(area / Double(bedrooms))
      : area >= squareMetresPerBedroom.lowerBound
  }

  /// Takes out a floor area that cannot be right, and what was made of it: no text, page or feed
  /// tells it. Its warning keeps the value.
  static func withholdImpossible(from plan: inout Plan) {
    guard let area = plan.listing.areaSquareMetres, !isPlausible(area: area, for: plan.listing)
    else { return }
    plan.listing.areaSquareMetres = nil
    plan.listing.areaText = nil
    plan.category = nil
    if plan.listing.price?.isPerArea != true { plan.pricePerSquareMetre = nil }
  }

  /// Whether its row told an area that ``withholdImpossible(from:)`` took out.
  static func withheldArea(from plan: Plan) -> Bool {
    plan.warnings.contains { $0.hasPrefix(impossibleArea) }
  }

  private static let impossibleArea = "area-impossible: "

  static func ofFacts(_ listing: Listing) -> [String] {
    var warnings: [String] = []
    let bedrooms = listing.bedrooms ?? 0
    if let area = listing.areaSquareMetres, !isPlausible(area: area, for: listing) {
      let written = listing.areaText.map { ", written “\($0)”," } ?? ""
      warnings.append(
        "\(impossibleArea)\(area) m²\(written) for \(listing.kind.noun.lowercased())"
          + (bedrooms > 0 ? " with \(Self.bedrooms(bedrooms))" : "")
          + "; no text or page tells it; check area and unit")
    }
    if let bathrooms = listing.bathrooms, bedrooms > 0,
      bathrooms > Double(bedrooms) * bathroomsPerBedroomMax
    {
      warnings.append("bathrooms-many: \(bathrooms) bathrooms for \(Self.bedrooms(bedrooms))")
    }
    return warnings + contradictions(listing)
  }

  private static func bedrooms(_ count: Int) -> String {
    Words.english.count(count, "1 bedroom", "%1 bedrooms")
  }

  /// Sizes of one thing that differ by more than this do not come from rounding.
  private static let sizeRatioMax = 1.1

  /// Where the title says something else than the columns, or one of these than another.
  private static func contradictions(_ listing: Listing) -> [String] {
    let tokens = Lexer.tokens(of: listing.title)
    let title = TitleFacts(tokens)
    var found: [String] = []
    if let written = title.bedrooms, let bedrooms = listing.bedrooms, bedrooms > 0,
      written != bedrooms
    {
      found.append(
        "title-bedrooms: the title says \(Self.bedrooms(written)), its column \(bedrooms)")
    }
    let sizes = [listing.areaSquareMetres, listing.plotSquareMetres].compactMap(\.self)
    if let written = title.squareMetres, written > 0, !sizes.isEmpty,
      !sizes.contains(where: { max($0, written) <= min($0, written) * sizeRatioMax })
    {
      found.append("title-size: the title says \(written) m², its columns \(sizes[0]) m²")
    }
    if let written = DealWords.deal(inTitle: tokens), let deal = listing.deal,
      (written == .sale) != (deal == .sale)
    {
      found.append("title-deal: the title says “\(written.words)”, its column “\(deal.words)”")
    }
    if listing.deal == .sale, let unit = listing.price?.period.unit {
      found.append(
        "deal-period: it is for sale, and its price is one per \(unit.rawValue); check which of "
          + "the two is right")
    }
    return found
  }
}

extension Listing.Deal {
  /// `for sale`.
  fileprivate var words: String {
    switch self {
    case .sale: "for sale"
    case .rent: "to let"
    case .shortLet: "for a short let"
    }
  }
}
