import Files
import Pages
import Pipeline
import Storage

// Where the copies of photos lie in the outbox:
//
//   photos/        every photo that was dropped, whether or not its listing is known
//   site/photos/   those that pages show
//
// So a photo nobody asked for is on no site, and one whose listing comes later needs no second
// drop. A copy's name has a mark of its content: whatever may be cached stays right.

/// Puts copies of photos where they belong, within one publication.
struct PhotoShelf {
  private let publication: PublicationWriter
  private let tables: any Database
  private let business: String

  private static let store = Path("photos")
  private static let site = Path("site/photos")

  /// - Parameter publication: aimed at the business's directory.
  init(_ publication: PublicationWriter, tables: any Database, business: String) {
    self.publication = publication
    self.tables = tables
    self.business = business
  }

  /// Forgets photos that never became visible, and those whose files somebody took away.
  func begin() async throws {
    let business = business
    let photos = try await tables.write { connection in
      let table = PhotoTable(connection, business: business)
      try table.removeUnsettled()
      return try table.all()
    }
    let lost = try photos.filter { photo in
      try photo.fileNames.contains { try !isVisible(Self.store / $0) && !isVisible(Self.site / $0) }
    }
    if lost.isEmpty { return }
    try await tables.write { connection in
      let table = PhotoTable(connection, business: business)
      for photo in lost { try table.remove(photo.name) }
    }
  }

  /// Takes photos in, each in the place of an earlier one of its name, and binds them all.
  ///
  /// - Parameter fingerprint: of the source they come from.
  func take(_ drafts: RecordReader<PhotoDraft>, fingerprint: String) async throws {
    var fresh: [String: [UInt8]] = [:]
    while let draft = try drafts.next() {
      let photo = Self.photo(draft, fingerprint)
      for copy in draft.plan.photo.copies {
        let name = copy.file.name(photo.base)
        fresh[name] = copy.bytes
        try publication.write(Self.store / name, copy.bytes)
      }
      try await put(photo)
    }
    try await bind(fresh: fresh)
  }

  private func put(_ photo: PhotoTable.Photo) async throws {
    let business = business
    let replaced = try await tables.write { connection in
      let table = PhotoTable(connection, business: business)
      let earlier = try table.all().filter { $0.name == photo.name && $0.base != photo.base }
      try table.put(photo)
      return earlier
    }
    for name in replaced.flatMap(\.fileNames) {
      try removeIfVisible(Self.store / name)
      try removeIfVisible(Self.site / name)
    }
  }

  private static func photo(_ draft: PhotoDraft, _ fingerprint: String) -> PhotoTable.Photo {
    let photo = draft.plan.photo
    let mark = KeyLetters("\(photo.name)|\(fingerprint)").prefix(9)
    return PhotoTable.Photo(
      name: photo.name, base: "\(Pages.slug(PhotoName(photo.name).stem))-\(mark)",
      files: photo.copies.map(\.file), view: draft.view)
  }

  /// Binds photos to listings; those that pages show get onto the site, and others off it.
  ///
  /// - Parameter fresh: of photos that this publication itself brings, by the names of their files.
  func bind(fresh: [String: [UInt8]] = [:]) async throws {
    let business = business
    let photos = try await tables.write { connection in
      try PhotoTable(connection, business: business).bind()
    }
    for photo in photos {
      for name in photo.fileNames {
        if photo.number == nil {
          try removeIfVisible(Self.site / name)
        } else if let bytes = fresh[name] {
          try publication.write(Self.site / name, bytes)
        } else if try !isVisible(Self.site / name) {
          let stored = publication.published / Self.store / name
          try publication.write(
            Self.site / name, FileReader.contents(of: stored, limit: Self.copyBytesMax))
        }
      }
    }
    publication.onDecide { try PhotoTable($0, business: business).settle() }
  }

  private func isVisible(_ path: Path) throws -> Bool {
    try FileStatus.ifPresent(publication.published / path) != nil
  }

  private func removeIfVisible(_ path: Path) throws {
    if try isVisible(path) { try publication.remove(path) }
  }

  /// More than any copy has; the program that makes them stops there.
  private static let copyBytesMax = 64 << 20
}
