import Tables

/// What one column holds, as the page about the table shows it.
///
/// It is made once, from the profile, and travels in the head of the stream as text.
struct ColumnSummary: Equatable {
  struct Count: Equatable {
    var text: String
    var count: Int
  }

  struct Spread: Equatable {
    var from: Double
    var to: Double
    var counts: [Int]
  }

  struct Odd: Equatable {
    var line: Int
    var value: String
  }

  private static let bars = 16
  private static let topValues = 5

  var name: String
  /// Nil when the column is empty.
  var kind: CellKind?
  var present: Int
  var missing: Int
  var distinct: Int
  var isDistinctExact: Bool
  var lengthMin: Int
  var lengthMax: Int
  var least: Double?
  var greatest: Double?
  var median: Double?
  var spread: Spread?
  var top: [Count]
  var oddCount: Int
  var odd: [Odd]
  /// Whether its numbers are numbers in JSON too.
  var isNumeric: Bool

  init(_ profile: ColumnProfile) {
    name = profile.name
    kind = profile.kind
    present = profile.present
    missing = profile.missing
    (distinct, isDistinctExact) = profile.distinct
    lengthMin = profile.lengthMin
    lengthMax = profile.lengthMax
    isNumeric = (kind == .integer || kind == .decimal) && profile.hasPlainNumbers
    // A few numbers among texts are no range, and codes have no middle.
    let isFigure = kind == .integer || kind == .decimal || kind == .money
    if isFigure && !profile.hasCodes {
      least = profile.least
      greatest = profile.greatest
      let (middle, histogram) = profile.spread(bars: Self.bars)
      median = middle
      spread = histogram.map { Spread(from: $0.from, to: $0.to, counts: $0.counts) }
    }
    top =
      spread == nil
      ? profile.topValues.prefix(Self.topValues).map { Count(text: $0.text, count: $0.count) } : []
    oddCount = profile.oddCount
    odd = profile.oddValues.map { Odd(line: $0.line, value: $0.value) }
  }
}
