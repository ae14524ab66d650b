import Storage

/// The photos and documents of a listing as pages show them, in their order.
struct ShownMedia: Sendable {
  private(set) var photos: [ShownPhoto] = []
  private(set) var documents: [ShownDocument] = []

  var isEmpty: Bool { photos.isEmpty && documents.isEmpty }

  private var fingerprints: Set<String> = []

  /// Equal files under several names, as they come with each month's archive, are shown once.
  ///
  /// - Parameter row: kind, the columns of a photo, bytes, fingerprint, its name, and those of its
  ///   listing.
  mutating func append(_ row: any Row) {
    let fingerprint = row.text(6)
    if !fingerprint.isEmpty, !fingerprints.insert(fingerprint).inserted { return }
    switch MediaKind(rawValue: row.text(0)) {
    case .document: documents.append(ShownDocument(row))
    case .photo, nil:
      let showsView = !PhotoWords.namesOnly(row.optionalText(8) ?? "", row.text(7))
      photos.append(
        ShownPhoto(row, from: 1, position: photos.count + 1, showsView: showsView))
    }
  }

  /// Mixes all that a page shows of them into a digest.
  func mix(into digest: inout ContentDigest) {
    for photo in photos { photo.mix(into: &digest) }
    for document in documents { document.mix(into: &digest) }
  }
}
