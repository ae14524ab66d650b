import Analysis
import Foundation

// Three ways to an estimate, by how many listings a market has besides the one that is judged:
//
//   fewer than 3   none: nobody could say
//   3 to 23        the middle of what similar ones ask for a square metre (FewListings)
//   more           the most similar ones, each adjusted by the worth of its differences (CrossFit)

/// The listings of one market, and what they say about a price.
struct Market: Sendable {
  let members: [MarketMember]
  private let schema: MarketSchema?
  private let fit: CrossFit?
  private let rowOfMark: [UInt64: Int32]
  /// Members by each place that they lie in.
  private let counts: [UInt64: Int]
  private let outlook: OutlookModel

  /// With fewer members a regression is no better than a median: measured on samples of 9 to 40
  /// sales in King County; docs/benchmarks.md has the figures.
  static let membersMin = 25
  /// How recent a price is that shows where prices are drifting.
  private static let driftDays = 45

  /// - Parameter today: the newest day that any listing or outcome tells of.
  init(_ members: [MarketMember], today: Int?) {
    self.members = members
    rowOfMark = Self.rows(members)
    counts = Self.counts(members)
    guard members.count >= Self.membersMin else {
      schema = nil
      fit = nil
      outlook = OutlookModel([], groupCount: 0)
      return
    }
    let schema = MarketSchema(members)
    var data = schema.observations
    for member in members {
      data.append(
        schema.subject(member.traits, isCurrent: false), target: log(member.amount))
    }
    let isNewest = schema.newest.map { newest in
      members.map { member in
        (member.traits.sold ?? member.traits.listed).map { newest - $0 <= Self.driftDays } ?? false
      }
    }
    let fit = CrossFit(data, marks: members.map(\.mark), isNewest: isNewest ?? [])
    outlook = OutlookModel(
      Self.exposures(members, fit, today: today), groupCount: schema.groupCount)
    self.fit = fit
    self.schema = schema
  }

  /// How long each was offered, and at what price beside that of others. What is off since a day
  /// that nobody told was offered nobody knows how long.
  private static func exposures(
    _ members: [MarketMember], _ fit: CrossFit?, today: Int?
  ) -> [OutlookModel.Exposure] {
    guard let fit, let today else { return [] }
    return members.indices.compactMap { row in
      let traits = members[row].traits
      guard let end = traits.sold ?? traits.withdrawn ?? (traits.isOff ? nil : today),
        let listed = traits.listed, end >= listed
      else { return nil }
      let expected = fit.ridge(ofRow: row).value(of: row, in: fit.data)
      return OutlookModel.Exposure(
        traits: traits, deviation: fit.data.targets[row] - expected,
        group: fit.data.group(of: row), days: end - listed, isGone: traits.sold != nil)
    }
  }

  /// How soon it may be gone at its price; nil without a price.
  func outlook(_ traits: Traits, asked: Double?, estimate: Double) -> Outlook? {
    guard let asked, asked > 0, estimate > 0 else { return nil }
    return outlook.outlook(
      deviation: log(asked / estimate), traits: traits,
      group: schema?.subject(traits, isCurrent: true).group ?? -1)
  }

  private static func rows(_ members: [MarketMember]) -> [UInt64: Int32] {
    Dictionary(
      members.enumerated().lazy.map { ($1.mark, Int32($0)) },
      uniquingKeysWith: { first, _ in first })
  }

  private static func counts(_ members: [MarketMember]) -> [UInt64: Int] {
    var counts: [UInt64: Int] = [:]
    for traits in members.lazy.map(\.traits) {
      for place in [traits.place, traits.widerPlace] {
        if let place { counts[place, default: 0] += 1 }
      }
    }
    return counts
  }

  /// How many members lie in a place.
  func count(in place: UInt64?) -> Int { place.flatMap { counts[$0] } ?? 0 }

  /// - Parameter words: of all listings, this one too.
  /// - Returns: nil when it cannot be compared.
  func appraisal(
    _ traits: Traits, of listing: Listing, words: MarketWords, places: PlaceIndex
  ) -> Appraisal? {
    let row = rowOfMark[MarketMember.mark(listing.key)].map { Int($0) }
    guard let schema, let fit else {
      var appraisal = FewListings(members).appraisal(
        traits, of: listing, row: row, places: places)
      if let amount = appraisal?.amount {
        appraisal?.outlook = outlook(
          traits, asked: MarketMember.amount(listing), estimate: amount)
      }
      return appraisal
    }
    if !Self.canBeCompared(traits, listing) { return nil }
    let isCurrent = traits.sold == nil
    let subject = schema.subject(traits, isCurrent: isCurrent)
    let found = row.map { fit.estimate(subject, ofRow: $0) } ?? fit.estimate(subject)
    guard let (estimate, calibration) = found else { return nil }
    let value = estimate.value + (isCurrent ? calibration.drift : 0)
    let explanation = Adjustments(
      schema: schema, ridge: fit.ridge(ofRow: row), words: words, subject: subject, traits: traits)
    let comparables = estimate.neighbours.map { neighbour in
      explanation.comparable(members[neighbour.row], neighbour, in: fit.data)
    }
    return Appraisal(
      amount: exp(value), low: exp(value - calibration.ninety * estimate.spread),
      high: exp(value + calibration.ninety * estimate.spread),
      lowEighty: exp(value - calibration.eighty * estimate.spread),
      highEighty: exp(value + calibration.eighty * estimate.spread),
      scale: calibration.eighty * estimate.spread / Self.eightyOfNormal,
      confidence: Self.confidence(estimate, half: calibration.ninety * estimate.spread),
      outlook: self.outlook(
        traits, asked: MarketMember.amount(listing), estimate: exp(value)),
      comparables: comparables,
      comparedWith: ComparisonWords.of(
        listing, compared: estimate.neighbours.map { members[$0.row] },
        kilometres: Self.farthest(comparables), places: places))
  }

  /// In kilometres; nil unless it is known how far each of them is.
  private static func farthest(_ comparables: [ComparableListing]) -> Double? {
    let known = comparables.compactMap(\.kilometres)
    return known.count == comparables.count ? known.max() : nil
  }

  /// Of a listing without size and rooms nobody can say what it is worth; a night is let without.
  private static func canBeCompared(_ traits: Traits, _ listing: Listing) -> Bool {
    traits[.area] != nil || (traits[.bedrooms] ?? traits[.rooms] ?? 0) > 0
      || listing.deal == .shortLet || listing.price?.isPerArea == true
  }

  /// 80 of 100 normal values lie within so many standard deviations.
  private static let eightyOfNormal = 1.2816

  // As measured on sales in King County; docs/benchmarks.md has the figures.
  private static let alikeDistance = 9.0
  private static let alikeMin = 10
  private static let closeSpread = 0.12
  private static let wideSpread = 0.22

  /// An interval that is told so wide belies neighbours of one mind, in natural logarithms: half as
  /// much again and twice as much, either way.
  private static let closeHalf = 0.405
  private static let wideHalf = 0.693

  /// - Parameter half: of the interval that is told.
  private static func confidence(
    _ estimate: NeighbourEstimate, half: Double
  ) -> Appraisal.Confidence {
    let alike = estimate.neighbours.count { $0.distance < alikeDistance }
    if alike >= alikeMin, estimate.spread < closeSpread, half < closeHalf { return .high }
    return estimate.spread < wideSpread && half < wideHalf ? .medium : .low
  }
}

// Kept
extension Market {
  /// As ``write(to:)`` laid it out.
  ///
  /// - Parameter isAskedOften: as ``CrossFit`` takes it.
  /// - Returns: nil when the bytes do not fit together.
  init?(from reader: inout PackReader, isAskedOften: Bool) {
    guard let members = MarketMember.list(from: &reader) else { return nil }
    self.members = members
    rowOfMark = Self.rows(members)
    counts = Self.counts(members)
    outlook = OutlookModel(from: &reader)
    if members.count < Self.membersMin {
      schema = nil
      fit = nil
      return
    }
    schema = MarketSchema(from: &reader)
    fit = CrossFit(from: &reader, isAskedOften: isAskedOften)
    guard let fit, let schema, fit.data.count == members.count,
      fit.data.width == schema.columns.count
    else { return nil }
  }

  func write(to writer: inout PackWriter) {
    MarketMember.write(members, to: &writer)
    outlook.write(to: &writer)
    schema?.write(to: &writer)
    fit?.write(to: &writer)
  }
}
