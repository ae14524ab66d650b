import Storage

/// How the listings of a business are described in its catalogue, so that a listing that comes
/// again keeps its wording.
struct KnownVariants: Sendable {
  private var numbers: [UInt64: Int] = [:]

  /// Knows none.
  init() {}

  /// - Parameter keys: of the listings that will be asked for.
  init(_ connection: any Connection, business: String, keys: [String]) throws {
    for key in keys {
      let variant = try connection.first(
        "select variant from listings_catalogue where business = $1 and key = $2",
        [.text(business), .text(key)]
      ) { $0.text(0) }
      if let variant { insert(key: key, variant: variant) }
    }
  }

  mutating func insert(key: String, variant: String) {
    guard let variant = Variant(variant) else { return }
    numbers[Self.hash(key, variant.style, variant.length, variant.version)] = variant.number
  }

  /// The number of the try that was taken, if style, length and grammar were the same.
  func number(key: String, style: String, length: String, version: String) -> Int? {
    numbers[Self.hash(key, style, length, version)]
  }

  private static func hash(_ parts: String...) -> UInt64 {
    var hash = ContentHash()
    for part in parts { hash.append(part) }
    return hash.value
  }
}
