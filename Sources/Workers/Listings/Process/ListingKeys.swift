/// Gives every listing of a file a key of its own.
struct ListingKeys {
  private var taken: [ContentHash: UInt32] = [:]

  /// Two flats of one block may agree in title, place and size and differ in price: the second one
  /// gets a `-2`.
  mutating func key(for identity: Identity) -> String {
    guard let facts = identity.facts else { return identity.key }
    let count = taken[facts, default: 0] + 1
    taken[facts] = count
    return count == 1 ? identity.key : "\(identity.key)-\(count)"
  }
}
