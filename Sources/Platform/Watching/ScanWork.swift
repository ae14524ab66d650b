/// What a scan has yet to do, in the order in which it matters.
///
/// New directories come first, since each moment without a watch is one in which events are missed;
/// files come last, since they wait in the file system.
struct ScanWork: Sendable {
  enum Step: Sendable {
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

  var isEmpty: Bool {
    discoveries.isEmpty && checks.isEmpty && listings.isEmpty && surveys.isEmpty
  }

  /// Directories may be unknown yet, and unwatched.
  var isDiscovering: Bool { !discoveries.isEmpty }

  mutating func add(_ step: Step) {
    switch step {
    case .discover(let id): discoveries.append(id)
    case .check(let id, let force): checks.append((id, force))
    case .list(let id): listings.append(id)
    case .survey(let id): surveys.insert(id)
    }
  }

  mutating func next() -> Step? {
    if let id = discoveries.popLast() { return .discover(id) }
    if let check = checks.popLast() { return .check(check.id, force: check.force) }
    if let id = listings.popLast() { return .list(id) }
    if let id = surveys.popFirst() { return .survey(id) }
    return nil
  }

  mutating func removeAll() { self = ScanWork() }
}
