import Storage

/// Photos that look alike in the hands of different listings, by the difference hashes of those
/// that were dropped before.
struct PhotoIndex: Sendable {
  /// A photo that was dropped.
  private struct Photo: Hashable, Sendable {
    /// Of the listing that it shows, as ``MarkTable/hash(ofKey:)`` has it; 0 while it shows none.
    let listing: UInt64
    /// Of what it may be called in a row; 0 for a photo of another business.
    let name: UInt64
    let isOwn: Bool
  }

  private var photos = PrintIndex<Photo>(distanceMax: PhotoHashes.distanceMax, partCount: 8)
  private var hashesOfListing: [UInt64: [UInt64]] = [:]
  private var hashesOfName: [UInt64: [UInt64]] = [:]

  init() {}

  /// All photos of all businesses: whose photo another business shows is told to nobody.
  ///
  /// - Parameter business: that of the file.
  init(_ connection: any Connection, business: String) throws {
    try connection.forEach(
      """
      select m.hash, m.business, m.name, c.key from listings_media m
      left join listings_catalogue c on c.business = m.business and c.number = m.number
      where m.kind = 'photo' and m.hash <> 0 order by m.business, m.name
      """, []
    ) { row in
      insert(
        UInt64(bitPattern: Int64(row.integer(0))), name: row.text(2),
        key: row.optionalText(3), isOwn: row.text(1) == business)
    }
    photos.close()
  }

  private mutating func insert(_ hash: UInt64, name: String, key: String?, isOwn: Bool) {
    let photo = Photo(
      listing: key.map(MarkTable.hash(ofKey:)) ?? 0,
      name: isOwn ? Self.hash(ofName: name) : 0, isOwn: isOwn)
    photos.insert(PrintIndex.Entry(bits: hash, place: photo))
    guard isOwn else { return }
    if photo.listing != 0 { hashesOfListing[photo.listing, default: []].append(hash) }
    hashesOfName[photo.name, default: []].append(hash)
  }

  private static func hash(ofName name: String) -> UInt64 {
    let name = MediaName(name)
    var hash = ContentHash()
    hash.append(name.stem)
    // A counter or a view is a name in every folder.
    if name.isCommon, let folder = name.ownFolders.first { hash.append(folder) }
    return hash.value
  }

  /// A photo of a listing, or one that its row names, that looks like one of another listing.
  func evidence(for listing: Listing) -> FraudSignal.Evidence? {
    if photos.isEmpty { return nil }
    let own = MarkTable.hash(ofKey: listing.key)
    let names = Set(listing.photos.map(Self.hash(ofName:)))
    let hashes = (hashesOfListing[own] ?? []) + names.sorted().flatMap { hashesOfName[$0] ?? [] }
    for hash in hashes {
      let other = photos.others(near: hash) { photo in
        photo.isOwn
          ? photo.listing != 0 && photo.listing != own && !names.contains(photo.name) : true
      }
      guard let other else { continue }
      let whose =
        other.first.place.isOwn ? "a photo of another listing" : "a photo of another business"
      return FraudSignal.Evidence(
        signal: .photo, strength: 1, words: "one of its photos looks like \(whose)")
    }
    return nil
  }
}
