import Storage

/// How the listings of a business are described in its catalogue, so that a listing that comes
/// again keeps its wording.
struct KnownVariants: Sendable {
  private var numbers: [UInt64: Int] = [:]

  /// Knows none.
  init() {}

  init(_ connection: any Connection, business: String) throws {
    try connection.forEach(
      "select key, variant from listings_catalogue where business = $1", [.text(business)]
    ) { row in
      insert(key: row.text(0), variant: row.text(1))
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
