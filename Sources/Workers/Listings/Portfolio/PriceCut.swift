import Foundation
import Pages

/// The price at which a slow listing would probably be gone within a month.
struct PriceCut {
  /// Minor units.
  let target: Int
  /// The share of the price that it costs.
  let gain: Double
  private let isCapped: Bool

  /// A cut of less is no cut.
  private static let shareMin = 0.01
  private static let weeks = 30.0 / 7
  private static let goal = logit(1 - pow(1 - Outlook.fastMin, 1 / weeks))

  /// - Returns: nil for a listing that sells fast enough, or that no price would sell so, and where
  ///   too little is known.
  init?(_ offer: OfferFacts) {
    guard let outlook = offer.outlook, let low = offer.low, outlook.sensitivity < 0,
      outlook.fastChance < Outlook.fastMin, let estimate = offer.estimate.map(Double.init),
      estimate > 0
    else { return nil }
    let now = Self.logit(1 - pow(1 - outlook.fastChance, 1 / Self.weeks))
    // From where the outlook sees the price, which of one far too dear is nearer than it is.
    let seen = OutlookModel.clamped(log(Double(offer.asked) / estimate))
    let goal = seen + (Self.goal - now) / outlook.sensitivity
    let wanted = estimate * exp(goal)
    // Below that the outlook knows no better chance.
    if goal < -OutlookModel.deviationMax, Double(low) <= wanted { return nil }
    // Nobody needs to go below what comparable listings fetch.
    isCapped = wanted < Double(low)
    target = Amounts.asked(max(wanted, Double(low)) / Double(MoneyParser.minorUnits))
    gain = Double(offer.asked - target) / Double(offer.asked)
    if gain < Self.shareMin { return nil }
  }

  func reason(for offer: OfferFacts) -> String {
    guard let outlook = offer.outlook else { return "" }
    let chance = Int((outlook.fastChance * 100).rounded())
    let basis =
      outlook.outcomes == 0
      ? "a belief" : Words.english.count(outlook.outcomes, "from 1 outcome", "from %1 outcomes")
    return "chance to be gone within 30 days \(chance) % (\(basis)); "
      + (isCapped
        ? "cut no further than the low end of comparable prices"
        : "at this price \(Int(Outlook.fastMin * 100)) %")
  }

  private static func logit(_ chance: Double) -> Double {
    let chance = min(max(chance, 1e-6), 1 - 1e-6)
    return log(chance / (1 - chance))
  }
}
