import Files
import Pipeline

/// A listing's own photos beside a channel's files: `photos/<id>/01.jpg`, names that every system
/// takes. They are second names of the site's copies and take no room.
struct PhotoFolder {
  private let directory: Path
  private let published: Path

  /// - Parameters:
  ///   - channel: its directory, relative to the publication's target.
  ///   - published: what is visible of the business.
  init(of listing: FeedListing, in channel: Path, published: Path) {
    directory = channel / "photos" / Path(listing.id)
    self.published = published
  }

  func lay(_ photos: [FeedPhoto], with files: PublicationFiles) throws {
    for (position, file) in photos.compactMap(\.file).enumerated() {
      try files.add(
        directory / Path(Self.name(at: position)), of: Path("site/photos") / Path(file),
        orOf: published)
    }
  }

  /// Photos that lie there and do not belong to it any more, relative to the target.
  func stale(_ photos: [FeedPhoto]) throws -> [Path] {
    let visible = published / directory
    guard try FileStatus.ifPresent(visible)?.kind == .directory else { return [] }
    let names = Set(photos.compactMap(\.file).indices.map(Self.name))
    return try Directory.entries(of: visible).map { String(decoding: $0.name, as: UTF8.self) }
      .filter { !names.contains($0) && Self.isOurs($0) }
      .sorted().map { directory / Path($0) }
  }

  /// `01.jpg`, from 0.
  static func name(at position: Int) -> String {
    "\(position < 9 ? "0" : "")\(position + 1).jpg"
  }

  private static func isOurs(_ name: String) -> Bool {
    let stem = name.utf8.dropLast(4)
    return name.hasSuffix(".jpg") && !stem.isEmpty && stem.allSatisfy { (0x30...0x39).contains($0) }
  }
}
