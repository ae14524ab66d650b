import Analysis
import Foundation

/// Says in money what makes a comparable listing another one than the subject.
struct Adjustments {
  let schema: MarketSchema
  let ridge: RidgeModel
  let words: MarketWords
  let subject: Subject
  let traits: Traits

  /// Smaller ones than this share of the price are said together.
  private static let shareMin = 0.005
  private static let wordsMax = 6

  func comparable(
    _ member: MarketMember, _ neighbour: NeighbourEstimate.Neighbour, in data: Observations
  ) -> ComparableListing {
    let (effects, rest) = effects(
      member, neighbour.row, data, total: neighbour.adjusted - log(member.amount))
    // One after the other on the price, each rounded as it is shown, so that the sum is right.
    var adjustments: [ComparableListing.Adjustment] = []
    var sum = 0.0
    var before = Amounts.minorUnits(member.amount)
    for effect in effects + (rest == 0 ? [] : [(words: "all else", value: rest)]) {
      sum += effect.value
      let after = Amounts.minorUnits(member.amount * exp(sum))
      if after != before {
        adjustments.append(.init(words: effect.words, minorUnits: after - before))
      }
      before = after
    }
    return ComparableListing(
      key: member.key, title: member.title, isSold: member.traits.sold != nil,
      priceMinorUnits: Amounts.minorUnits(member.amount), adjustedMinorUnits: before,
      kilometres: schema.kilometres(traits, member.traits).map { ($0 * 100).rounded() / 100 },
      percent: Int((neighbour.weight * 100).rounded()), adjustments: adjustments)
  }

  /// The effects worth a word, the largest first, and what is left to the total.
  private func effects(
    _ member: MarketMember, _ row: Int, _ data: Observations, total: Double
  ) -> (effects: [(words: String, value: Double)], rest: Double) {
    var place =
      ridge.effect(ofGroup: subject.group) - ridge.effect(ofGroup: data.group(of: row))
    let theirs = data.features(of: row)
    var all: [(source: MarketSchema.Source?, value: Double)] = []
    var effect = 0.0
    for (index, column) in schema.columns.enumerated() {
      let gap = subject.features[index] - theirs[theirs.startIndex + index]
      let part = ridge.coefficients[index] * gap
      if case .widerPlace = column.source {
        place += part
        continue
      }
      effect += part
      // The columns of one source stand side by side.
      if index + 1 < schema.columns.count,
        Self.isSame(column.source, schema.columns[index + 1].source)
      {
        continue
      }
      if abs(effect) >= Self.shareMin { all.append((column.source, effect)) }
      effect = 0
    }
    if abs(place) >= Self.shareMin { all.append((nil, place)) }
    // The order of the columns decides between equal ones.
    let order = all.indices.sorted { (abs(all[$1].value), $0) < (abs(all[$0].value), $1) }
    let named = order.prefix(Self.wordsMax).map { index in
      (words: words(of: all[index].source, member), value: all[index].value)
    }
    return (named, total - named.reduce(0) { $0 + $1.value })
  }

  /// Whether two columns are one adjustment: all types are.
  private static func isSame(_ first: MarketSchema.Source, _ second: MarketSchema.Source) -> Bool {
    if case .type = first, case .type = second { return true }
    return first == second
  }

  /// - Parameter source: nil for the place.
  private func words(of source: MarketSchema.Source?, _ member: MarketMember) -> String {
    switch source {
    case nil: "place"
    case .figure(let figure):
      "\(figure.words) \(Self.step(member.traits[figure], traits[figure]))"
    case .further(let index):
      "\(words.figures[index]) "
        + Self.step(member.traits.further(index), traits.further(index))
    case .feature(let bit):
      traits.features >> UInt64(bit) & 1 == 1
        ? "with \(words.features[bit])" : "without \(words.features[bit])"
    case .type: "type \(type(of: member.traits)) → \(type(of: traits))"
    case .widerPlace: "place"
    case .time: "time"
    }
  }

  private func type(of traits: Traits) -> String {
    traits.type.map { words.types[$0] } ?? "unknown"
  }

  private static func step(_ theirs: Double?, _ ours: Double?) -> String {
    "\(number(theirs)) → \(number(ours))"
  }

  private static func number(_ value: Double?) -> String {
    guard let value else { return "unknown" }
    let rounded = (value * 10).rounded() / 10
    return Int(exactly: rounded).map { String($0) } ?? String(rounded)
  }
}

extension Traits {
  func further(_ index: Int) -> Double? {
    guard index < further.count, !further[index].isNaN else { return nil }
    return Double(further[index])
  }
}

extension Traits.Figure {
  var words: String {
    switch self {
    case .area: "area"
    case .plot: "plot"
    case .bedrooms: "bedrooms"
    case .bathrooms: "bathrooms"
    case .toilets: "toilets"
    case .parking: "parking spaces"
    case .yearBuilt: "year built"
    case .rooms: "rooms"
    }
  }
}
