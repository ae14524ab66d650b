/// What is yet to be done for directories, in the order in which it matters.
///
/// New directories come first, since each moment without a watch is one in which events are missed.
/// Then come those of which something was heard, and their files. A scan comes last, however large
/// it is: what it looks at waits in the file system. There is one at a time, and it goes from its
/// first directory to its last, so that none waits for ever.
struct ScanWork: Sendable {
  enum Step: Sendable, Equatable {
    /// Watch the directories in a new one.
    case discover(DirectoryID)
    /// See whether a known directory is still there and has changed; if `force`, list it anyway.
    case check(DirectoryID, force: Bool)
    /// Look at the files of a directory.
    case list(DirectoryID)
    /// See whether a directory dropped as one item is whole.
    case survey(DirectoryID)
  }

  private var discoveries: [DirectoryID] = []
  private var checks: [(id: DirectoryID, force: Bool)] = []
  private var listings: [DirectoryID] = []
  private var surveys: Set<DirectoryID> = []
  private var scan: [(id: DirectoryID, force: Bool)] = []
  /// How much of the scan is done.
  private var scanned = 0

  var isEmpty: Bool {
    discoveries.isEmpty && checks.isEmpty && listings.isEmpty && surveys.isEmpty && !isScanning
  }

  /// Directories may be unknown yet, and unwatched.
  var isDiscovering: Bool { !discoveries.isEmpty }

  /// Directories of the last scan were not looked at yet.
  var isScanning: Bool { scanned < scan.count }

  mutating func add(_ step: Step) {
    switch step {
    case .discover(let id): discoveries.append(id)
    case .check(let id, let force): checks.append((id, force))
    case .list(let id): listings.append(id)
    case .survey(let id): surveys.insert(id)
    }
  }

  /// Checks these directories, in their order, when there is nothing else to do. The scan before
  /// must be over.
  mutating func scan(_ directories: [(id: DirectoryID, force: Bool)]) {
    precondition(!isScanning, "one scan begins when the other is over")
    scan = directories
    scanned = 0
  }

  mutating func next() -> Step? {
    if let id = discoveries.popLast() { return .discover(id) }
    if let check = checks.popLast() { return .check(check.id, force: check.force) }
    if let id = listings.popLast() { return .list(id) }
    if let id = surveys.popFirst() { return .survey(id) }
    if !isScanning { return nil }
    let check = scan[scanned]
    scanned += 1
    if !isScanning { scan([]) }
    return .check(check.id, force: check.force)
  }
}
