import Analysis
import Foundation

// How soon a listing will be sold or let: a chance for each week, which hangs on how its price lies
// to the estimate, on its photos, its bedrooms, the season and its place. Until a market has seen
// outcomes this is a belief: half are gone after 45 days, and a price 10 % over makes a week a
// third less likely to be the last. Each outcome moves it.

/// What is known of the time that listings of a market take.
struct OutlookModel: Sendable {
  private let hazard: HazardModel
  /// How many sales and lettings stand behind it; 0: it is a belief.
  let outcomes: Int

  /// With fewer outcomes the belief is as good.
  private static let outcomesMin = 10
  private static let daysPerPeriod = 7.0
  private static let fastDays = 30.0
  private static let daysMax = 400.0

  /// Coefficients: deviation (logarithm), photos, bedrooms from three, season.
  private static let prior = HazardModel.Prior(
    intercept: -2.173, coefficients: [-4, 0, 0, 0])
  private static let photosMax = 15
  private static let photosUsual = 8.0
  private static let bedroomsUsual = 3.0

  /// A listing with the time that it has been offered.
  struct Exposure {
    var traits: Traits
    /// Logarithm of price by estimate.
    var deviation: Double
    var group: Int
    var days: Int
    var isGone: Bool
  }

  init(_ exposures: [Exposure], groupCount: Int) {
    let ends = exposures.count(where: \.isGone)
    if ends < Self.outcomesMin {
      hazard = HazardModel(prior: Self.prior, groupCount: groupCount)
      outcomes = 0
      return
    }
    let observations = exposures.map { exposure in
      HazardModel.Observation(
        features: Self.features(exposure.deviation, exposure.traits), group: exposure.group,
        periods: (Double(exposure.days) / Self.daysPerPeriod).rounded(.up),
        hasEnded: exposure.isGone)
    }
    hazard = HazardModel(observations, groupCount: groupCount, prior: Self.prior)
    outcomes = ends
  }

  /// As ``write(to:)`` laid it out.
  init(from reader: inout PackReader) {
    outcomes = reader.integer()
    hazard = HazardModel(from: &reader)
  }

  func write(to writer: inout PackWriter) {
    writer.put(outcomes)
    hazard.write(to: &writer)
  }

  private static func features(_ deviation: Double, _ traits: Traits) -> [Double] {
    let day = traits.listed.map { Double($0) / 365.2425 }
    // Highest in spring.
    let season = day.map { cos(2 * .pi * ($0 - 130 / 365.2425)) } ?? 0
    return [
      clamped(deviation), Double(min(traits.photos, photosMax)) - photosUsual,
      abs((traits[.bedrooms] ?? bedroomsUsual) - bedroomsUsual), season,
    ]
  }

  /// Beyond it, in natural logarithms, a price is too far off to make a difference any more.
  static let deviationMax = 1.0

  static func clamped(_ deviation: Double) -> Double {
    min(max(deviation, -deviationMax), deviationMax)
  }

  func outlook(deviation: Double, traits: Traits, group: Int) -> Outlook {
    let chance = hazard.chance(Self.features(deviation, traits), group: group)
    let days = min(Self.daysMax, Self.daysPerPeriod / max(chance, 1e-6))
    return Outlook(
      fastChance: HazardModel.chance(chance, within: Self.fastDays / Self.daysPerPeriod),
      expectedDays: Int(days.rounded()), outcomes: outcomes,
      sensitivity: hazard.coefficients[0])
  }
}

/// How soon a listing may be sold or let at its price.
struct Outlook: Sendable, Hashable {
  enum Speed: String, Sendable {
    case fast, usual, slow
  }

  /// Within 30 days.
  var fastChance: Double
  var expectedDays: Int
  /// Sales and lettings that it was learned from; 0: a belief.
  var outcomes: Int
  /// How the logit of a week's chance changes with the logarithm of the price.
  var sensitivity: Double

  static let fastMin = 0.6
  static let slowMax = 0.35

  var speed: Speed {
    fastChance >= Self.fastMin ? .fast : fastChance <= Self.slowMax ? .slow : .usual
  }
}
