/// A listing whose price speaks for others.
struct MarketMember: Sendable {
  let key: String
  let title: String
  /// Whole units of the currency, for the whole; for a square metre in a market of such prices.
  let amount: Double
  let kind: Listing.Kind
  var traits: Traits
  /// Chance, from the key alone: who is in the sample and in which fold does not hang on a price.
  let mark: UInt64

  /// - Returns: nil for a listing without a price.
  init?(_ listing: Listing, key: String, traits: Traits) {
    guard let amount = Self.amount(listing) else { return nil }
    self.key = key
    title = String(listing.title.prefix(Self.titleMax))
    self.amount = amount
    kind = listing.kind
    self.traits = traits
    mark = Self.mark(key)
  }

  init(key: String, title: String, amount: Double, kind: Listing.Kind, traits: Traits) {
    self.key = key
    self.title = title
    self.amount = amount
    self.kind = kind
    self.traits = traits
    mark = Self.mark(key)
  }

  /// Characters.
  private static let titleMax = 60

  /// What is asked for the whole; for a square metre where no size is known.
  static func amount(_ listing: Listing) -> Double? {
    guard let price = listing.price, price.minorUnits > 0 else { return nil }
    return price.amount * measure(listing)
  }

  /// What the price has to be multiplied by to be one for the whole.
  static func measure(_ listing: Listing) -> Double {
    listing.price?.isPerArea == true ? ListingSize.squareMetres(listing) ?? 1 : 1
  }

  /// Source of the constants: Steele, Lea, Flood, “Fast Splittable Pseudorandom Number Generators”,
  /// doi:10.1145/2714064.2660195.
  static func mark(_ key: String) -> UInt64 {
    var hash = ContentHash()
    hash.append(key)
    var mark = hash.value
    mark = (mark ^ (mark >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mark = (mark ^ (mark >> 27)) &* 0x94d0_49bb_1331_11eb
    return mark ^ (mark >> 31)
  }
}
