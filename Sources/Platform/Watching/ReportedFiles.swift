import Files

/// Which states of which files were reported, so that a scan does not report them again.
///
/// Holds eight bytes for each: a hash with a seed of this process, which a producer cannot aim at.
/// Two of a million states agree once in thirty million runs; the price would be a file that waits
/// for its next change. What has left the tree is forgotten by a sweep: a scan of the whole tree
/// between ``beginSweep()`` and ``endSweep()``, after which only what it met is kept.
struct ReportedFiles: Sendable {
  private var identities: Set<UInt64> = []
  private var met: Set<UInt64>?
  private var keptAtLastSweep = 0

  var count: Int { identities.count }

  var isSweeping: Bool { met != nil }

  /// There may be more gone files in it than present ones.
  var needsSweep: Bool { met == nil && identities.count > 2 * keptAtLastSweep + 65_536 }

  /// Whether this state was reported, with its marker or without one. Counts as a meeting of the
  /// sweep.
  mutating func contains(
    _ relative: Path, _ stamp: FileStamp, isMarked: Bool = false
  ) -> Bool {
    let identity = identity(relative, stamp, isMarked)
    guard identities.contains(identity) else { return false }
    met?.insert(identity)
    return true
  }

  mutating func insert(_ relative: Path, _ stamp: FileStamp, isMarked: Bool = false) {
    let identity = identity(relative, stamp, isMarked)
    identities.insert(identity)
    met?.insert(identity)
  }

  mutating func remove(_ relative: Path, _ stamp: FileStamp, isMarked: Bool = false) {
    let identity = identity(relative, stamp, isMarked)
    identities.remove(identity)
    met?.remove(identity)
  }

  /// Starts a sweep; one under way starts anew.
  mutating func beginSweep() { met = [] }

  mutating func endSweep() {
    guard let met else { return }
    identities = met
    keptAtLastSweep = met.count
    self.met = nil
  }

  private func identity(_ relative: Path, _ stamp: FileStamp, _ isMarked: Bool) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(relative)
    hasher.combine(stamp.device)
    hasher.combine(stamp.inode)
    hasher.combine(stamp.size)
    hasher.combine(stamp.changed)
    hasher.combine(stamp.hasSecondName)
    hasher.combine(isMarked)
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }
}
