import Storage

/// Photos that look alike, by their difference hashes: copies within a business, and the same photo
/// in the hands of several, which honest listings seldom have.
struct PhotoHashes {
  private let connection: any Connection

  init(_ connection: any Connection) { self.connection = connection }

  struct Alike: Equatable, Sendable {
    let business: String
    /// Where the photo lay below the business's folder.
    let name: String
    /// The listing it belongs to.
    let number: Int?
    /// Bits of 64 that differ.
    let distance: Int
  }

  /// Scaling, recoding and a change of brightness alter fewer bits; other photos of the same room
  /// more.
  static let distanceMax = 6

  /// The photos that look like one with this hash, the likest first. A photo of one colour, whose
  /// hash is 0, looks like none.
  ///
  /// It looks at every photo, some ten million a second.
  ///
  /// - Parameter business: nil for those of all businesses: not to be shown to any of them.
  func alike(to hash: UInt64, of business: String? = nil) throws -> [Alike] {
    if hash == 0 { return [] }
    let condition = business == nil ? "" : "and business = $1"
    var found: [Alike] = []
    try connection.forEach(
      """
      select hash, business, name, number from listings_media
      where kind = 'photo' and hash <> 0 \(condition) order by business, name
      """, business.map { [.text($0)] } ?? []
    ) { row in
      let distance = (UInt64(bitPattern: Int64(row.integer(0))) ^ hash).nonzeroBitCount
      if distance > Self.distanceMax { return }
      found.append(
        Alike(
          business: row.text(1), name: row.text(2), number: row.optionalInteger(3),
          distance: distance))
    }
    return found.sorted {
      ($0.distance, $0.business, $0.name) < ($1.distance, $1.business, $1.name)
    }
  }
}
