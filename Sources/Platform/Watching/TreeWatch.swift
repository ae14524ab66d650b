import Files
import Glibc

/// One watched tree, on the thread of a ``WatchLoop``; a ``Watcher`` is its face to the others.
///
/// It does what pure values decide: ``DirectoryTree`` knows where things are, ``Settling`` what is
/// whole, ``Resting`` what grows no more, ``ReportedFiles`` what was said already, ``ScanWork``
/// what is to be done next. For each directory, whatever led to it, the order is: watch, then list,
/// then merge with what is known. So a file made before the watch is listed, one made after it
/// raises an event, and one in between does both.
final class TreeWatch: WatchLoopClient {
  /// A file by its directory; the empty name is the directory itself, dropped as one item.
  struct Key: Hashable, Sendable {
    let directory: DirectoryID
    let name: [UInt8]
  }

  /// A file makes two events. `IN_OPEN`, `IN_MODIFY` and `IN_CLOSE_NOWRITE` would make more and
  /// fill the queue sooner, the first and the last of them by our own listing.
  static let mask = UInt32(
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_DELETE_SELF | IN_MOVE_SELF | IN_DONT_FOLLOW)

  private static let rootRetry = Duration.seconds(1)
  private static let slice = Duration.milliseconds(2)
  private static let dueMax = 512
  private static let closingWait = Duration.milliseconds(10)

  let root: Path
  let configuration: WatchConfiguration
  let completeness: @Sendable (Path) -> Completeness
  let clock: WatchClock
  let queue: SettledQueue
  let eventsAvailable: Bool
  unowned let state: WatchLoopState
  var id: WatchLoopState.ClientID?

  var tree = DirectoryTree()
  var settling = Settling<Key>()
  var resting = Resting<Key>()
  var reported = ReportedFiles()
  var work = ScanWork()
  var batch: [SettledFile] = []
  /// Directories with files that found no room in the queue.
  var deferred: Set<DirectoryID> = []
  /// The last file made and not yet known to be closed. The next event is mostly its closing, and
  /// then there is nothing to be done for the making; so that is put off a little.
  var lastCreated: (key: Key, seenAt: MonotonicTime)?
  /// Files that are looked at whether or not there is an event, and when: those that grow, and
  /// those that may not be read yet.
  var lookedAt: Set<Key> = []
  var nextLooks = DueQueue<Key>()
  var closings = Closings<Key>()
  var lastPath: (id: DirectoryID, path: Path)?

  var watchCount = 0
  var polledCount = 0
  var rescannedCount = 0
  /// Directories whose watch may have ended without a word, since events were lost.
  var doubted: Set<DirectoryID> = []
  /// The kernel gave no more watches; asked again at the next rescan.
  var limitReached = false
  var problems: [Path: String] = [:]
  private var events = 0
  private var recentEvents = RecentRate()
  private var overflows = 0
  var scans = 0
  private var wantsSweep = false
  private var nextPoll = MonotonicTime(nanoseconds: 0)
  private var nextRescan = MonotonicTime(nanoseconds: 0)
  private var nextRootTry = MonotonicTime(nanoseconds: 0)

  init(
    root: Path, configuration: WatchConfiguration,
    completeness: @escaping @Sendable (Path) -> Completeness, clock: WatchClock,
    queue: SettledQueue, state: WatchLoopState, eventsAvailable: Bool
  ) {
    self.root = root
    self.configuration = configuration
    self.completeness = completeness
    self.clock = clock
    self.queue = queue
    self.state = state
    self.eventsAvailable = eventsAvailable
  }

  func begin(as id: WatchLoopState.ClientID) {
    self.id = id
    nextPoll = clock.now() + configuration.pollingInterval
    nextRescan = clock.now() + configuration.rescanInterval
  }

  // MARK: Requests

  func rescan() { wantsSweep = true }

  func reportAgain() {
    reported = ReportedFiles()
    wantsSweep = true
  }

  func roomMade() {
    for id in deferred {
      work.add(tree[id]?.bundle == nil ? .list(id) : .survey(id))
    }
    deferred = []
  }

  func release(_ files: [SettledFile], looking next: Watcher.NextLook) {
    for file in files {
      reported.remove(file.relative, file.stamp, isMarked: file.marker != nil)
      guard let parent = directory(at: file.relative.parent) else { continue }
      tree[parent]?.listing = nil
      let bundle = tree.child(of: parent, named: file.relative.name).map {
        Key(directory: $0, name: [])
      }
      let key = bundle ?? Key(directory: parent, name: file.relative.name)
      switch next {
      case .usual: break
      case .whenQuiet: waitForQuiet(key, file)
      case .inAWhile: lookInAWhile(key)
      }
    }
  }

  private func directory(at relative: Path) -> DirectoryID? {
    relative.components.reduce(tree.root) { parent, name in
      parent.flatMap { tree.child(of: $0, named: name) }
    }
  }

  // MARK: Events

  func received(_ event: Inotify.Event, token: UInt64) {
    events += 1
    recentEvents.add(at: clock.now())
    let id = DirectoryID(token: token)
    guard let node = tree[id] else { return }
    if event.has(IN_IGNORED) {
      tree[id]?.watch = nil
      watchCount -= 1
      setBlind(true, id)
      return work.add(.check(id, force: false))
    }
    if event.has(IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT) { return check(id, force: false) }
    if event.name.isEmpty { return }
    if let bundle = node.bundle { touch(bundle) }
    if event.has(IN_ISDIR) {
      if event.has(IN_CREATE | IN_MOVED_TO) { enter(event.name, in: id, isNews: true) }
    } else if node.bundle == nil {
      fileEvent(event, in: id)
    }
  }

  private func fileEvent(_ event: Inotify.Event, in directory: DirectoryID) {
    let key = Key(directory: directory, name: event.name)
    let now = clock.now()
    if event.has(IN_CREATE) {
      examineLastCreated()
      lastCreated = (key, now)
    } else if event.has(IN_CLOSE_WRITE | IN_MOVED_TO) {
      if lastCreated?.key == key { lastCreated = nil }
      examine(key, evidence: event.has(IN_MOVED_TO) ? .movedIn : .closed, at: now)
    }
  }

  private func examineLastCreated() {
    guard let (key, seenAt) = lastCreated else { return }
    lastCreated = nil
    examine(key, evidence: nil, at: seenAt)
  }

  private var lastCreatedDue: MonotonicTime? {
    lastCreated.map { $0.seenAt + Self.closingWait }
  }

  func overflowed() {
    overflows += 1
    wantsSweep = true
    doubted = Set(tree.ids.filter { tree[$0]?.watch != nil })
  }

  func batchEnded() { flush() }

  // MARK: Time

  func turn() -> Duration? {
    let now = clock.now()
    startScans(at: now)
    if let due = lastCreatedDue, due <= now { examineLastCreated() }
    for _ in 0..<Self.dueMax {
      guard let key = settling.takeDue(at: now) else { break }
      look(at: key, at: now)
    }
    lookAtDue(at: now)
    for closing in closings.takeDue(at: WatchClock.system.now()) {
      examine(closing.key, evidence: closing.evidence, at: now, after: closing)
    }
    workASlice(from: now)
    flush()
    return delay(at: clock.now())
  }

  private func delay(at now: MonotonicTime) -> Duration? {
    if !work.isEmpty || wantsSweep { return .zero }
    var next = [settling.earliestDue, lastCreatedDue, nextLooks.first?.due].compactMap { $0 }
    if tree.root == nil { next.append(nextRootTry) }
    if polledCount > 0 || tree.root != nil { next.append(nextPoll) }
    if rescannedCount > 0 { next.append(nextRescan) }
    let closing = closings.earliestDue.map { $0 - WatchClock.system.now() }
    return ([closing].compactMap(\.self) + next.map { $0 - now }).min().map { max(.zero, $0) }
  }

  private func startScans(at now: MonotonicTime) {
    if tree.root == nil, now >= nextRootTry {
      nextRootTry = now + Self.rootRetry
      openRoot()
    }
    let isPollDue = now >= nextPoll
    if isPollDue {
      nextPoll = now + configuration.pollingInterval
      checkRoot()
    }
    // A tree that takes longer than the time between two scans is looked at all the same, again and
    // again from one end to the other.
    if work.isScanning { return }
    if wantsSweep || reported.needsSweep {
      wantsSweep = false
      reported.beginSweep()
      beginRescan(at: now)
      startScan(force: { _ in true }) { _ in true }
    } else if now >= nextRescan {
      beginRescan(at: now)
      startScan(force: \.isPolled) { $0.isRescanned || $0.isPolled }
    } else if isPollDue, polledCount > 0 {
      startScan(force: { _ in false }, of: \.isPolled)
    }
  }

  /// A sweep is more than a rescan, and in its place.
  private func beginRescan(at now: MonotonicTime) {
    nextRescan = now + configuration.rescanInterval
    limitReached = false
    problems = [:]
  }

  /// Something mounted over the root makes no event.
  private func checkRoot() {
    guard let id = tree.root, let node = tree[id] else { return }
    // What cannot be asked now is as good as another: the check says why.
    let status = (try? FileStatus.ifPresent(location(of: id))) ?? nil
    if status.map({ .init($0) == node.identity }) != true { work.add(.check(id, force: false)) }
  }

  private func startScan(
    force: (DirectoryTree.Node) -> Bool, of isMeant: (DirectoryTree.Node) -> Bool
  ) {
    scans += 1
    work.scan(
      tree.ids.compactMap { id in
        guard let node = tree[id], isMeant(node) else { return nil }
        return (id, force(node))
      })
  }

  private func workASlice(from start: MonotonicTime) {
    while let step = work.next() {
      switch step {
      case .discover(let id): list(id, directoriesOnly: true)
      case .check(let id, let force): check(id, force: force)
      case .list(let id): list(id, directoriesOnly: false)
      case .survey(let id): survey(id)
      }
      if clock.now() - start >= Self.slice { break }
    }
    if work.isEmpty { reported.endSweep() }
  }

  // MARK: Status

  var status: WatchStatus {
    var status = WatchStatus()
    status.isRunning = true
    status.isRootPresent = tree.root != nil
    status.isScanning = !work.isEmpty || wantsSweep || state.isBehind || closings.count > 0
    status.isDiscovering = work.isDiscovering || wantsSweep || state.isBehind
    status.undelivered = queue.count
    status.isAwaited = queue.isAwaited
    status.events = events
    var recent = recentEvents
    status.eventsPerSecond = recent.perSecond(at: clock.now())
    status.overflows = overflows
    status.scans = scans
    status.watches = watchCount
    status.pending = settling.count + closings.count + (lastCreated == nil ? 0 : 1)
    status.reported = reported.count
    status.problems = problems.map { "\($0): \($1)" }.sorted()
    describeDirectories(in: &status)
    return status
  }

  /// Those that have waited longest come first.
  var heldOpenFiles: [HeldOpenFile] {
    let now = clock.now()
    let longest = settling.heldOpen.sorted { $0.since < $1.since }.prefix(WatchStatus.pathsMax)
    return longest.compactMap { key, since in
      guard tree[key.directory] != nil else { return nil }
      let directory = path(of: key.directory)
      return HeldOpenFile(
        relative: key.name.isEmpty ? directory : directory.appending(key.name),
        waited: now - since)
    }
  }

  private func describeDirectories(in status: inout WatchStatus) {
    struct Kind: Hashable {
      let device: UInt64
      let mode: DirectoryMode

      init(_ node: DirectoryTree.Node) {
        device = node.identity.device
        mode = node.mode
      }
    }
    var areas: [Kind: WatchStatus.Area] = [:]
    var counts: [Kind: Int] = [:]
    for id in tree.ids {
      guard let node = tree[id] else { continue }
      status.directories += 1
      if node.isBlind {
        status.blindCount += 1
        if status.blind.count < WatchStatus.pathsMax { status.blind.append(tree.path(of: id)) }
      }
      let kind = Kind(node)
      counts[kind, default: 0] += 1
      // Only the topmost of an area can have its first path.
      if let parent = node.parent.flatMap({ tree[$0] }), Kind(parent) == kind { continue }
      let path = tree.path(of: id)
      areas[kind] = WatchStatus.Area(
        path: areas[kind].map { min($0.path, path) } ?? path, fileSystem: node.fileSystem.name,
        mode: node.mode.name, reason: node.mode.reason.rawValue, directories: 0)
    }
    for (kind, count) in counts { areas[kind]?.directories = count }
    status.areas = areas.values.sorted { $0.path < $1.path }
  }
}

extension DirectoryTree.Node {
  /// Scanned at every polling interval, by choice or for want of a watch.
  var isPolled: Bool { mode.isPolled || isBlind }

  var isRescanned: Bool { mode.isRescanned }
}
