/// Judges listings, each by itself, by what was learned of all of them.
struct Assessor: Sendable {
  let appraiser: Appraiser
  let positions: PositionIndex
  let judge: FraudJudge
  let precision: AddressPrecision

  /// A listing under its key.
  struct Candidate: Sendable {
    let listing: Listing
    let record: Record
    /// Lines of other offers of the same thing.
    let otherOffers: Set<Int>
  }

  /// - Returns: the plan, and whether the precision of addresses leaves something out as a whole.
  func assessed(_ candidate: Candidate) -> (plan: Plan, isLeftOut: Bool) {
    var plan = appraiser.plan(for: candidate.listing)
    if let warning = positions.warning(of: candidate.listing) { plan.warnings.append(warning) }
    judge.judge(&plan, price: PriceSignal(plan), besides: candidate.otherOffers)
    Warnings.withholdImpossible(from: &plan)
    let isLeftOut = precision.leavesOut(of: plan.listing)
    precision.apply(to: &plan, of: candidate.record)
    return (plan, isLeftOut)
  }
}
