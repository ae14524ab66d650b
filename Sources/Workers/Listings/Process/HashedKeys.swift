import Storage

/// Which keys of the catalogue are hashes: by them a listing is found that an earlier file, or an
/// earlier version of this program, knew in another way.
struct HashedKeys: Sendable {
  /// Sorted.
  private var hashes: [UInt64] = []

  /// More rows or questions than these are answered by reading all keys.
  static let askedMax = 20_000

  init(_ hashes: [ContentHash] = []) { self.hashes = hashes.map(\.value).sorted() }

  /// - Parameter asked: which may be asked for; nil: any.
  init(_ connection: any Connection, business: String, among asked: Set<ContentHash>?) throws {
    if let asked {
      for hash in asked where try Self.isKey(hash, connection, business) {
        hashes.append(hash.value)
      }
    } else {
      try connection.forEach(
        "select key from listings_catalogue where business = $1 and key like $2",
        [.text(business), .text(Self.pattern)]
      ) { row in
        if let hash = ContentHash(text: row.text(0)) { hashes.append(hash.value) }
      }
    }
    hashes.sort()
  }

  /// Thirteen signs.
  private static let pattern = String(repeating: "_", count: ContentHash.letters)

  private static func isKey(
    _ hash: ContentHash, _ connection: any Connection, _ business: String
  ) throws -> Bool {
    try connection.first(
      "select 1 from listings_catalogue where business = $1 and key = $2",
      [.text(business), .text(hash.text)]
    ) { $0.integer(0) } != nil
  }

  var isEmpty: Bool { hashes.isEmpty }

  func contains(_ hash: ContentHash) -> Bool {
    let index = hashes.partitioningIndex { $0 >= hash.value }
    return index < hashes.endIndex && hashes[index] == hash.value
  }
}
