import Testing

@testable import Listings

@Suite struct `The text of an estimate` {
  @Test(arguments: [
    // How far a price is off, and what is said of it.
    (0.0, "It asks just that. "), (0.05, "It asks 5 % more"), (-0.3, "It asks 30 % less"),
    (99.0, "It asks 9900 % more"), (100.5, "It asks more than 100 times as much: far over. "),
    (4000.0, "It asks more than 100 times as much: far over. "),
  ])
  func `says no figure that is only a limit`(_ deviation: Double, _ words: String) throws {
    var plan = Plan(listing: .sample(price: 100), comparables: 9, warnings: [])
    plan.estimateMinorUnits = 10_000
    plan.lowMinorUnits = 9_000
    plan.highMinorUnits = 11_000
    plan.confidence = .high
    plan.deviation = deviation
    plan.band = deviation > 0.25 ? .farOver : deviation < -0.25 ? .farUnder : .fair
    #expect(try #require(AppraisalText.of(plan)).contains(words))
  }

  @Test(arguments: [(true, "₦51,000 per m²"), (false, "₦51,000")])
  func `and of an advertisement say in what it is`(_ isPerArea: Bool, _ amount: String) throws {
    var plan = Plan(listing: .sample(price: 52_000), comparables: 9, warnings: [])
    plan.listing.price?.isPerArea = isPerArea
    plan.estimateMinorUnits = 51_000_00
    plan.lowMinorUnits = 40_000_00
    plan.highMinorUnits = 60_000_00
    plan.confidence = .high
    plan.band = .fair
    #expect(try #require(AppraisalText.of(plan)).contains("suggest \(amount); 9 of 10"))
    #expect(DescriptionFacts(plan).facts.text(.estimate) == amount)
    plan.listing.price?.period = .month
    #expect(DescriptionFacts(plan).facts.text(.estimate) == "\(amount) per month")
  }
}
