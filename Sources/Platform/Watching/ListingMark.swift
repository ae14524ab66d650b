/// Tells whether a directory may hold names that its last listing did not show.
///
/// A change of its names changes a directory's times, but those are coarse: a name made right after
/// a listing may leave the same time as one made right before. So a listing proves something only
/// when the times had been seen unchanged for longer than any file system's grain; git calls the
/// others racy. Times of a network file system are compared with each other only, not with our
/// clock.
struct ListingMark: Equatable, Sendable {
  /// The coarsest times are those of FAT, two seconds; the rest is allowance.
  static let grain = Duration.seconds(3)

  private let modified: Int64
  private let changed: Int64
  private let firstSeen: MonotonicTime
  private let isConclusive: Bool

  /// - Parameters:
  ///   - modified: as it was right before the listing began, like `changed`.
  ///   - earlier: the mark of the listing before.
  ///   - age: time since `changed`; nil where the file system has a clock of its own.
  init(
    modified: Int64, changed: Int64, after earlier: ListingMark?, age: Duration?,
    at now: MonotonicTime
  ) {
    let isSame = earlier?.modified == modified && earlier?.changed == changed
    self.modified = modified
    self.changed = changed
    firstSeen = isSame ? earlier?.firstSeen ?? now : now
    isConclusive = max(now - firstSeen, age ?? .zero) >= ListingMark.grain
  }

  /// Whether the directory need not be listed again, having these times now.
  func covers(modified: Int64, changed: Int64) -> Bool {
    isConclusive && modified == self.modified && changed == self.changed
  }
}
