import Files
import Pipeline
import Storage

/// An archive with a channel's feed and the own photos of its listings, for takers that want all in
/// one piece.
struct Delivery {
  /// Of the archive, in the channel's directory.
  let name: String
  let channel: any Channel
  let files: PublicationFiles
  /// What is visible of the business.
  let published: Path

  private var place: Path { Path(channel.directory) / Path(name) }

  /// - Parameters:
  ///   - feed: where the channel's first file lies now, and its name.
  ///   - photos: names in `site/photos/`.
  /// - Returns: what somebody should know; nil when all is in it.
  func write(feed: (path: Path, name: String), photos: [String]) throws -> Finding? {
    let photos = try photos.map { name in
      (name: name, path: try files.existing(Path("site/photos") / Path(name), orOf: published))
    }
    let size = try photos.reduce(0) { try $0 + FileStatus.of($1.path).size }
    if size > StoredArchive.bytesMax || photos.count > StoredArchive.entriesMax {
      return Finding(
        .warning, "channel-\(channel.name)",
        "\(channel.name): \(name) was not made, since its \(photos.count) photos have "
          + "\(size >> 20) MB; 2,048 MB are the most. The feed lies beside it; its photos are in "
          + "site/photos.")
    }
    var archive = StoredArchive(try files.makeFile(place))
    try archive.add(feed.path, named: feed.name)
    for photo in photos { try archive.add(photo.path, named: photo.name) }
    try archive.finish()
    let made = try files.existing(place, orOf: published)
    try files.write(
      Path(channel.directory) / Checksums.name(of: name), Checksums.line(of: made, named: name))
    return nil
  }

  /// The archive and its checksum, relative to the target.
  static func paths(_ name: String, of channel: String) -> [Path] {
    let directory = Path(ChannelList.directory(of: channel))
    return [directory / Path(name), directory / Checksums.name(of: name)]
  }
}
