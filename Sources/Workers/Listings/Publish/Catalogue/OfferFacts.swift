import Analysis

/// The figures of a listing's offer, and of what was said of it last: all that a portfolio weighs
/// and the plan of a site asks.
///
/// Kept as ``width`` integers, because very many are read for one portfolio.
struct OfferFacts: Sendable, Equatable {
  var kind = Listing.Kind.other
  var deal: Listing.Deal?
  var period = Price.Period.once
  /// At most eight letters.
  var currency: String?
  /// Minor units; 0 for a listing that no portfolio can add up.
  var asked = 0
  var estimate: Int?
  var low: Int?
  var high: Int?
  var confidence: Appraisal.Confidence?
  var band: Plan.Band?
  var hasWarnings = false
  /// Whether somebody's offer is taken: nobody is told to do anything about it.
  var isAgreed = false
  /// Days since 1970.
  var listed: Int?
  var outlook: Outlook?
  /// ``PriceUnit/mark`` of its price; 0 for none.
  var unit = 0
  /// Of a dwelling, where they are known.
  var bedrooms: Int?
  /// Millionths of a degree.
  var latitude: Int?
  var longitude: Int?

  static let width = 20
  /// Raised when a number is added or means something else.
  static let layout = 3

  init(_ draft: Draft) {
    let (plan, listing) = (draft.plan, draft.plan.listing)
    unit = listing.price.map { Int(PriceUnit($0).mark) } ?? 0
    bedrooms = [.house, .apartment, .other].contains(listing.kind) ? listing.bedrooms : nil
    latitude = listing.latitude.flatMap { Int(exactly: ($0 * 1_000_000).rounded()) }
    longitude = listing.longitude.flatMap { Int(exactly: ($0 * 1_000_000).rounded()) }
    guard let price = listing.price, price.minorUnits > 0, !price.isPerArea else { return }
    kind = listing.kind
    deal = listing.deal
    period = price.period
    currency = price.currency
    asked = price.minorUnits
    estimate = plan.estimateMinorUnits
    low = plan.lowMinorUnits
    high = plan.highMinorUnits
    confidence = plan.confidence
    band = plan.band
    hasWarnings = !plan.warnings.isEmpty
    isAgreed = listing.status != nil
    listed = listing.listed.flatMap { Day($0) }?.number
    outlook = plan.outlook
  }

  var numbers: [Int] {
    [
      kind.ordinal, deal?.ordinal ?? -1, period.ordinal, Self.number(currency ?? ""), asked,
      estimate ?? Self.missing, low ?? Self.missing, high ?? Self.missing,
      confidence?.ordinal ?? -1, band?.ordinal ?? -1, (hasWarnings ? 1 : 0) + (isAgreed ? 2 : 0),
      listed ?? Self.missing,
      Self.number(outlook?.fastChance ?? .nan), outlook?.expectedDays ?? 0, outlook?.outcomes ?? 0,
      Self.number(outlook?.sensitivity ?? .nan), unit, bedrooms ?? Self.missing,
      latitude ?? Self.missing, longitude ?? Self.missing,
    ]
  }

  /// - Parameter numbers: ``width`` of them.
  init(_ numbers: ArraySlice<Int>) {
    let first = numbers.startIndex
    func integer(_ index: Int) -> Int { numbers[first + index] }
    func optional(_ index: Int) -> Int? {
      integer(index) == Self.missing ? nil : integer(index)
    }
    func real(_ index: Int) -> Double {
      Double(bitPattern: UInt64(bitPattern: Int64(integer(index))))
    }
    unit = integer(16)
    bedrooms = optional(17)
    latitude = optional(18)
    longitude = optional(19)
    asked = integer(4)
    if asked == 0 { return }
    kind = Listing.Kind(ordinal: integer(0)) ?? .other
    deal = Listing.Deal(ordinal: integer(1))
    period = Price.Period(ordinal: integer(2)) ?? .once
    currency = Self.text(integer(3))
    estimate = optional(5)
    low = optional(6)
    high = optional(7)
    confidence = Appraisal.Confidence(ordinal: integer(8))
    band = Plan.Band(ordinal: integer(9))
    hasWarnings = integer(10) & 1 != 0
    isAgreed = integer(10) & 2 != 0
    listed = optional(11)
    if !real(12).isNaN {
      outlook = Outlook(
        fastChance: real(12), expectedDays: integer(13), outcomes: integer(14),
        sensitivity: real(15))
    }
  }

  private static let missing = Int.min

  private static func number(_ real: Double) -> Int { Int(Int64(bitPattern: real.bitPattern)) }

  /// Up to eight bytes of a text, the first one lowest.
  private static func number(_ text: String) -> Int {
    var number: UInt64 = 0
    for (place, byte) in text.utf8.prefix(8).enumerated() {
      number |= UInt64(byte) << UInt64(place * 8)
    }
    return Int(Int64(bitPattern: number))
  }

  private static func text(_ number: Int) -> String? {
    if number == 0 { return nil }
    let bits = UInt64(bitPattern: Int64(number))
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: bits >> UInt64($0 * 8)) }
    return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}

// As the catalogue keeps it
extension OfferFacts {
  var bytes: [UInt8] {
    var writer = PackWriter()
    writer.put(Self.layout)
    writer.put(numbers)
    return writer.bytes
  }

  /// - Returns: nil for bytes of another version.
  init?(bytes: [UInt8]) {
    var reader = PackReader(bytes)
    let layout = reader.integer()
    let numbers = reader.list(of: Int.self)
    guard layout == Self.layout, reader.isWhole, numbers.count == Self.width else { return nil }
    self.init(numbers[...])
  }
}
