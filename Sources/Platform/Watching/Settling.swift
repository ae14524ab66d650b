import Files

/// Decides when a file that nobody vouched for is whole: when it has been quiet for long enough.
///
/// Holds no clock and does no I/O: the watcher feeds it, and so do the tests. Each file is judged
/// by itself, so that a steady stream of others cannot hold it back.
///
/// Quiet counts from the moment since which size and times have been seen unchanged. Where the
/// times of files can be compared with our clock (a local file system), it counts from the last
/// change of the inode, which a writer cannot fake as it can `mtime`; but only if the kernel also
/// says that nobody has the file open for writing, since a slow writer changes nothing for a while
/// either.
struct Settling<Key: Hashable & Sendable>: Sendable {
  typealias Writer = FileAccess.Writer

  enum Verdict: Equatable, Sendable {
    case settled(quiet: Duration, firstSeen: MonotonicTime)
    case waiting
  }

  private struct Candidate: Sendable {
    let firstSeen: MonotonicTime
    var stamp: FileStamp
    var unchangedSince: MonotonicTime
    var due: MonotonicTime
    /// It was quiet for long enough, and somebody had it open for writing.
    var isHeldOpen: Bool
    /// Its closing was heard, and its size has been the same since.
    var isVouchedFor: Bool
  }

  /// A file held open, or that could not be judged, is asked about again no sooner than this,
  /// however short its settle time.
  private static var openRetry: Duration { .milliseconds(100) }

  /// Who writes a file may be known by then: it could not be asked for want of a descriptor.
  private static var unknownRetry: Duration { .seconds(5) }

  private var candidates: [Key: Candidate] = [:]
  // May hold what is no longer true; an entry counts when it agrees with its candidate.
  private var queue = DueQueue<Key>()

  var count: Int { candidates.count }

  /// When the next candidate must be examined; perhaps too early, never too late.
  var earliestDue: MonotonicTime? { queue.first?.due }

  func firstSeen(_ key: Key) -> MonotonicTime? { candidates[key]?.firstSeen }

  /// What is quiet and would be settled if nobody had it open for writing, with the moment since
  /// which it has been known; in no order.
  var heldOpen: [(key: Key, since: MonotonicTime)] {
    candidates.compactMap { $1.isHeldOpen ? ($0, $1.firstSeen) : nil }
  }

  /// Judges a file as it is now, and remembers it until it has settled.
  ///
  /// - Parameters:
  ///   - settleUnknown: how long it must be quiet where it could be known who writes, and is not:
  ///     for another user's file. Nil: no longer than any.
  ///   - age: time since the last change of the inode; nil where clocks cannot be compared.
  ///   - writer: asked only when the file would be settled if nobody writes.
  mutating func examine(
    _ key: Key, _ stamp: FileStamp, settle: Duration, settleUnknown: Duration? = nil,
    age: Duration?, at now: MonotonicTime, writer: () -> Writer
  ) -> Verdict {
    let firstSeen = candidates[key]?.firstSeen ?? now
    let unchangedSince = unchangedSince(key, stamp, at: now)
    let observed = now - unchangedSince
    let quiet = max(observed, age ?? .zero)
    let isVouchedFor =
      candidates[key].map { $0.isVouchedFor && $0.stamp.size == stamp.size } ?? false
    var wait = settle - quiet
    var isHeldOpen = false
    if wait <= .zero {
      switch writer() {
      case .none:
        candidates[key] = nil
        return .settled(quiet: quiet, firstSeen: firstSeen)
      case .unknown:
        let settleUnknown = isVouchedFor ? settle : settleUnknown ?? settle
        wait = max(settle - observed, settleUnknown - quiet)
        if wait <= .zero {
          candidates[key] = nil
          return .settled(quiet: observed, firstSeen: firstSeen)
        }
        wait = min(wait, max(settle, Self.unknownRetry))
      case .open:
        wait = max(settle, Self.openRetry)
        isHeldOpen = true
      }
    }
    remember(
      key,
      Candidate(
        firstSeen: firstSeen, stamp: stamp, unchangedSince: unchangedSince, due: now + wait,
        isHeldOpen: isHeldOpen, isVouchedFor: isVouchedFor))
    return .waiting
  }

  /// It changed while it was looked at: its quiet time starts again, and it is looked at behind
  /// that.
  ///
  /// - Parameter isVouchedFor: its closing was heard, and its size is what it was: who sets its
  ///   time behind that writes no more.
  mutating func postpone(
    _ key: Key, _ stamp: FileStamp, settle: Duration, isVouchedFor: Bool = false,
    at now: MonotonicTime
  ) {
    remember(
      key,
      Candidate(
        firstSeen: candidates[key]?.firstSeen ?? now, stamp: stamp, unchangedSince: now,
        due: now + max(settle, Self.openRetry), isHeldOpen: false, isVouchedFor: isVouchedFor))
  }

  private mutating func remember(_ key: Key, _ candidate: Candidate) {
    if candidates[key]?.due != candidate.due { queue.insert(key, due: candidate.due) }
    candidates[key] = candidate
  }

  /// Something happened to the file, or below the directory: its quiet time starts again.
  ///
  /// It stays due when it was; the examination then finds that it is too early.
  mutating func touch(_ key: Key, at now: MonotonicTime) {
    candidates[key]?.unchangedSince = now
  }

  mutating func forget(_ key: Key) { candidates[key] = nil }

  mutating func forgetAll() {
    candidates = [:]
    queue = DueQueue()
  }

  /// Takes a candidate whose time has come; it is to be examined or forgotten.
  mutating func takeDue(at now: MonotonicTime) -> Key? {
    while let (due, key) = queue.first, due <= now {
      _ = queue.removeFirst()
      if candidates[key]?.due == due { return key }
    }
    return nil
  }

  private func unchangedSince(
    _ key: Key, _ stamp: FileStamp, at now: MonotonicTime
  ) -> MonotonicTime {
    guard let candidate = candidates[key], candidate.stamp == stamp else { return now }
    return candidate.unchangedSince
  }
}
