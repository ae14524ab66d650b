import Analysis
import Foundation

/// An estimate from a handful of listings: the middle of what those of its kind ask for a square
/// metre, in its own place as far as that has any.
///
/// Without an area: of those with as many bedrooms; of short lets that tell neither, of all.
struct FewListings {
  private let members: [MarketMember]

  /// With fewer other listings than this there is no estimate.
  static let othersMin = 3
  /// So many listings of the place are as much evidence as all others together.
  private static let othersTrust = 3.0
  /// How far prices of a square metre usually scatter in one place and in several, and how many
  /// listings that counts for: a handful that agrees does so by chance.
  private static let usualScatter = 0.25
  private static let usualScatterOfPlaces = 0.4
  private static let usualTrust = 5.0
  /// The same for accusing somebody of a price: then all that is usual anywhere has to be allowed
  /// for, and the scatter of places where other places had to do.
  private static let allowedScatter = 0.5
  private static let allowedTrust = 10.0
  private static let placesScatter = 0.5
  // Of a normal distribution.
  private static let eighty = 1.2816
  private static let ninety = 1.6449

  init(_ members: [MarketMember]) { self.members = members }

  /// - Parameter row: the listing's own, which is left out.
  func appraisal(
    _ traits: Traits, of listing: Listing, row: Int?, places: PlaceIndex
  ) -> Appraisal? {
    let ofKind = members.indices.filter { $0 != row && members[$0].kind == listing.kind }
      .map { members[$0] }
    guard let (others, measure) = basis(ofKind, traits, listing) else { return nil }
    let values = others.map { log($0.amount / (measure($0.traits) ?? 1)) }
    guard let whole = Quantiles.median(values) else { return nil }
    // The wider place speaks only where the place itself has too few.
    let inside = others.indices.filter { Self.isInside(others[$0].traits, traits) }
    let isInside = inside.count >= Self.othersMin
    let near = isInside ? inside : others.indices.filter { Self.share(others[$0].traits, traits) }
    let isNear = near.count >= Self.othersMin
    let local = Quantiles.median(near.map { values[$0] }) ?? whole
    let weight = Double(near.count) / (Double(near.count) + Self.othersTrust)
    let value = isNear ? whole + weight * (local - whole) : whole
    let compared = isNear ? near.map { others[$0] } : others
    let own = Quantiles.scale(values.map { $0 - value })
    let spread = Self.scatter(
      own, of: compared.count, usual: isNear ? Self.usualScatter : Self.usualScatterOfPlaces,
      trust: Self.usualTrust)
    let allowed = Self.scatter(
      own, of: compared.count, usual: Self.allowedScatter, trust: Self.allowedTrust)
    let elsewhere = isNear ? 0 : Self.placesScatter
    let total = value + log(measure(traits) ?? 1)
    return Appraisal(
      amount: exp(total), low: exp(total - Self.ninety * spread),
      high: exp(total + Self.ninety * spread), lowEighty: exp(total - Self.eighty * spread),
      highEighty: exp(total + Self.eighty * spread),
      scale: (allowed * allowed + elsewhere * elsewhere).squareRoot(), confidence: .low,
      outlook: nil,
      comparables: compared.map { comparable($0, of: compared.count, traits, measure) },
      comparedWith: ComparisonWords.of(
        listing, bedrooms: measure(traits) == nil ? listing.bedrooms : nil,
        place: isNear ? Array(places.shared(by: listing.places).dropFirst(isInside ? 0 : 1)) : [],
        traits: traits))
  }

  /// The scatter drawn to what is usual, and that of the middle itself, whose variance is π/2
  /// times that of a mean.
  private static func scatter(
    _ own: Double, of count: Int, usual: Double, trust: Double
  ) -> Double {
    let count = Double(count)
    let variance = (count * own * own + trust * usual * usual) / (count + trust)
    return (variance * (1 + .pi / 2 / count)).squareRoot()
  }

  private typealias Measure = (Traits) -> Double?

  /// Who is compared, and by what their prices are divided.
  private func basis(
    _ others: [MarketMember], _ traits: Traits, _ listing: Listing
  ) -> ([MarketMember], Measure)? {
    if listing.price?.isPerArea == true, traits[.area] == nil {
      return others.count >= Self.othersMin ? (others, { _ in nil }) : nil
    }
    if traits[.area] != nil {
      let sized = others.filter { $0.traits[.area] != nil }
      return sized.count >= Self.othersMin ? (sized, { $0[.area] }) : nil
    }
    for figure in [Traits.Figure.bedrooms, .rooms] {
      guard let count = traits[figure], count > 0 else { continue }
      let alike = others.filter { $0.traits[figure] == count }
      return alike.count >= Self.othersMin ? (alike, { _ in nil }) : nil
    }
    guard listing.deal == .shortLet, others.count >= Self.othersMin else { return nil }
    return (others, { _ in nil })
  }

  /// Whether the first lies in the narrowest place of the second that others share.
  private static func isInside(_ first: Traits, _ second: Traits) -> Bool {
    second.place.map { $0 == first.place || $0 == first.widerPlace } ?? false
  }

  private static func share(_ first: Traits, _ second: Traits) -> Bool {
    guard let place = second.place else { return false }
    return first.place == place || first.widerPlace == place
      || (second.widerPlace != nil && first.widerPlace == second.widerPlace)
  }

  private func comparable(
    _ member: MarketMember, of count: Int, _ traits: Traits, _ measure: Measure
  ) -> ComparableListing {
    let price = Amounts.minorUnits(member.amount)
    var adjusted = price
    var adjustments: [ComparableListing.Adjustment] = []
    if let theirs = measure(member.traits), let ours = measure(traits), theirs != ours {
      adjusted = Amounts.minorUnits(member.amount * ours / theirs)
      adjustments = [
        .init(
          words: "area \(Int(theirs.rounded())) → \(Int(ours.rounded()))",
          minorUnits: adjusted - price)
      ]
    }
    return ComparableListing(
      key: member.key, title: member.title, isSold: member.traits.sold != nil,
      priceMinorUnits: price, adjustedMinorUnits: adjusted, kilometres: nil,
      percent: Int((100 / Double(count)).rounded()), adjustments: adjustments)
  }
}
