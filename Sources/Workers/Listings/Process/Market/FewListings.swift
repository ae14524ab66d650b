import Analysis
import Foundation

/// An estimate from a handful of listings: the middle of what those of its kind ask for a square
/// metre, in its own place where that has enough.
///
/// That of a place is drawn to the middle of all places, by no more than it may be off by chance:
/// what agrees in its place says more than what is asked elsewhere.
///
/// Without an area: of those with as many bedrooms; of short lets that tell neither, of all.
struct FewListings {
  private let members: [MarketMember]

  /// With fewer other listings than this there is no estimate.
  static let othersMin = 3
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
    // Of figures in no currency nobody knows that they are in the same one elsewhere.
    let isAnywhere = listing.places.isEmpty && others.allSatisfy { $0.traits.place == nil }
    if !isNear, !isAnywhere, let price = listing.price, price.currency == nil { return nil }
    let compared = isNear ? near.map { others[$0] } : others
    let figures = Figures(isNear ? near.map { values[$0] } : values, isNear: isNear)
    let total = figures.middle(drawnTo: whole) + log(measure(traits) ?? 1)
    let spread = figures.spread
    return Appraisal(
      amount: exp(total), low: exp(total - Self.ninety * spread),
      high: exp(total + Self.ninety * spread), lowEighty: exp(total - Self.eighty * spread),
      highEighty: exp(total + Self.eighty * spread), scale: figures.allowed, confidence: .low,
      outlook: nil,
      comparables: compared.map { comparable($0, of: compared.count, traits, measure) },
      comparedWith: ComparisonWords.of(
        listing, bedrooms: measure(traits) == nil ? listing.bedrooms : nil,
        place: isNear ? Array(places.shared(by: listing.places).dropFirst(isInside ? 0 : 1)) : [],
        traits: traits))
  }

  /// Logarithms of what those that are compared ask.
  private struct Figures {
    private let own: Double
    private let count: Double
    private let middle: Double
    private let isNear: Bool

    /// - Parameter values: not empty.
    init(_ values: [Double], isNear: Bool) {
      own = Quantiles.scale(values)
      count = Double(values.count)
      middle = Quantiles.median(values) ?? 0
      self.isNear = isNear
    }

    /// Drawn by what a middle of so few may be off, against how far the other one lies: at most by
    /// half of that.
    func middle(drawnTo other: Double) -> Double {
      let gap = other - middle
      let chance = variance(usual: usual, trust: FewListings.usualTrust) * ofMiddle
      return gap == 0 ? middle : middle + gap * chance / (gap * gap + chance)
    }

    /// Standard deviation of the next price around the middle.
    var spread: Double { scatter(usual: usual, trust: FewListings.usualTrust) }

    /// The same for accusing somebody.
    var allowed: Double {
      let (own, elsewhere) = (
        scatter(usual: FewListings.allowedScatter, trust: FewListings.allowedTrust),
        isNear ? 0 : FewListings.placesScatter
      )
      return (own * own + elsewhere * elsewhere).squareRoot()
    }

    private var usual: Double {
      isNear ? FewListings.usualScatter : FewListings.usualScatterOfPlaces
    }

    /// The variance of a median is π/2 times that of a mean.
    private var ofMiddle: Double { .pi / 2 / count }

    private func scatter(usual: Double, trust: Double) -> Double {
      (variance(usual: usual, trust: trust) * (1 + ofMiddle)).squareRoot()
    }

    /// Drawn to what is usual.
    private func variance(usual: Double, trust: Double) -> Double {
      (count * own * own + trust * usual * usual) / (count + trust)
    }
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
