/// A place where listings are shown besides the business's own site, and the files it takes.
///
/// A channel is a function: of one listing it makes one part for each of its files, or says why it
/// makes none. The files are these parts one after the other, so that one changed listing costs one
/// part (``ChannelFiles``).
protocol Channel: Sendable {
  /// In rules and reports.
  var name: String { get }
  /// Where its files lie below the business's directory; empty for that directory itself.
  var directory: String { get }
  /// At most ``ChannelLayout/filesMax``, in the order of the parts.
  var files: [ChannelFile] { get }
  /// Whether listings that are left out are named in a file beside.
  var namesLeftOut: Bool { get }
  /// Whether own photos lie beside the files, in a folder for each listing.
  var hasPhotoFolders: Bool { get }
  /// Whether a listing is left out that says what an earlier one says: its taker wants none twice.
  var leavesOutRepeats: Bool { get }
  /// The name of an archive that holds the first file and the own photos of its listings.
  var delivery: String? { get }
  /// Of all that a part depends on besides its listing; raised when a format is changed.
  var digest: Int { get }

  /// What has to be the same for a listing's parts to stay.
  func digest(of version: ListingVersion) -> Int

  func posting(of listing: FeedListing) -> Posting
}

extension Channel {
  var directory: String { "channels/\(name)" }
  var namesLeftOut: Bool { true }
  var hasPhotoFolders: Bool { false }
  var leavesOutRepeats: Bool { false }
  var delivery: String? { nil }
  func digest(of version: ListingVersion) -> Int { version.shown }
}

/// What a channel has of one listing.
enum Posting: Sendable {
  /// One part for each file.
  case parts([[UInt8]], Remarks = Remarks())
  case leftOut([Lack])

  /// Bytes of all parts.
  var size: Int {
    guard case .parts(let parts, _) = self else { return 0 }
    return parts.reduce(0) { $0 + $1.count }
  }

  /// What somebody should know of a listing that is shown.
  struct Remarks: Sendable {
    /// What of it the channel has no word for.
    var unknownWords: [String] = []
    /// What was taken out of its texts.
    var removals: [String] = []
    /// Own photos to be laid beside the files: name of the folder, and the photos in their order.
    var photos: [FeedPhoto] = []
  }
}

/// A file of a channel: what stands before, between and behind the parts of its listings.
struct ChannelFile: Sendable {
  /// The name it gets now.
  ///
  /// - Parameter previous: the name it was last published under; formats that count their
  ///   deliveries in the name go on from it.
  let name: @Sendable (_ previous: String?, _ now: Moment) -> String
  let head: @Sendable (Facts) -> [UInt8]
  let separator: [UInt8]
  let foot: [UInt8]
  /// Whether there is a file even where no listing has a part. A feed without listings would have
  /// its taker delete all it has.
  var isThereEmpty = false

  /// What the head of a file may tell.
  struct Facts: Sendable {
    let listings: Int
    let now: Moment
  }

  init(
    name: @escaping @Sendable (_ previous: String?, _ now: Moment) -> String,
    separator: String = "", foot: String = "", head: @escaping @Sendable (Facts) -> [UInt8]
  ) {
    self.name = name
    self.head = head
    self.separator = Array(separator.utf8)
    self.foot = Array(foot.utf8)
  }

  init(
    _ name: String, head: [UInt8] = [], separator: String = "", foot: String = "",
    isThereEmpty: Bool = false
  ) {
    self.init(name: { _, _ in name }, separator: separator, foot: foot) { _ in head }
    self.isThereEmpty = isThereEmpty
  }
}
