import Files

/// Decides when a file that grows is at rest, so that a last line without an end is its last.
///
/// Holds no clock and does no I/O, like ``Settling``. A file is quiet since the last change of its
/// inode, where the file system uses our clock, and else since it has been seen as it is now.
struct Resting<Key: Hashable & Sendable>: Sendable {
  private var seen: [Key: (stamp: FileStamp, since: MonotonicTime)] = [:]

  /// As long as a program takes between two halves of a line.
  static var quietMin: Duration { .seconds(5) }
  /// The same where the kernel does not say whether somebody has it open for writing: a file of
  /// another user, or on a network file system, whose clients see sizes and times late.
  static var quietMinUnknown: Duration { .seconds(60) }

  var count: Int { seen.count }

  /// Judges a file as it is now, and remembers it until it is forgotten.
  ///
  /// - Parameters:
  ///   - settle: how long it must be quiet at least, where a rule says so.
  ///   - age: time since the last change of the inode; nil where clocks cannot be compared.
  ///   - writer: asked only when the file would be at rest if nobody writes.
  mutating func isAtRest(
    _ key: Key, _ stamp: FileStamp, settle: Duration = .zero, age: Duration?,
    at now: MonotonicTime, writer: () -> Settling<Key>.Writer
  ) -> Bool {
    let earlier = seen[key].flatMap { $0.stamp == stamp ? $0.since : nil }
    let since = earlier ?? now
    seen[key] = (stamp, since)
    let quiet = max(now - since, age ?? .zero)
    if quiet < max(Self.quietMin, settle) { return false }
    switch writer() {
    case .none: return true
    case .open: return false
    case .unknown: return quiet >= Self.quietMinUnknown
    }
  }

  mutating func forget(_ key: Key) {
    if !seen.isEmpty { seen[key] = nil }
  }
}
