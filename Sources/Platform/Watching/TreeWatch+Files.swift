import Files
import Glibc

/// Files: looked at, judged, reported.
extension TreeWatch {
  /// Looks at a name and reports it if it is whole.
  ///
  /// - Parameters:
  ///   - evidence: what an event said of it; nil: only that there is, or may be, such a name.
  ///   - now: when that was heard.
  ///   - closing: what it was told of before, while somebody had it open.
  func examine(
    _ key: Key, evidence: Evidence?, at now: MonotonicTime,
    after closing: Closings<Key>.Closing? = nil
  ) {
    if IgnoredNames.contains(key.name) { return }
    guard let node = tree[key.directory] else { return forget(key) }
    let directory = path(of: key.directory)
    let relative = directory.appending(key.name)
    if let marked = nameMarked(by: key.name, in: directory) {
      settling.forget(key)
      return examine(Key(directory: key.directory, name: marked), evidence: nil, at: now)
    }
    let rule = completeness(relative)
    guard !rule.ignored, let status = look(at: relative) else { return forget(key) }
    if status.kind == .directory {
      forget(key)
      return enter(key.name, in: key.directory, isNews: true)
    }
    let stamp = FileStamp(status)
    let refusal = refusal(of: status, at: relative)
    // A right is given without an event, and a second name is taken away without one.
    if refusal == .unreadable || refusal == nil && stamp.hasSecondName { lookInAWhile(key) }
    let marker = marker(of: relative, rule)
    if rule.follows, refusal == nil {
      return follow(key, relative, stamp, rule, node.mode, marker, at: now)
    }
    resting.forget(key)
    if reported.contains(relative, stamp, isMarked: marker != nil) { return settling.forget(key) }
    if let refusal {
      return report(key, relative, .refused(refusal), .kind, stamp, at: now, marker: marker)
    }
    if let marker {
      // One that was left from an earlier file of the name says nothing of this one.
      if writer(of: relative, node.mode) == .open {
        _ = settling.examine(
          key, stamp, settle: settle(rule, node.mode), age: nil, at: now, writer: { .open })
        return
      }
      settling.forget(key)
      return report(key, relative, .file, .marker, stamp, at: now, marker: marker)
    }
    if rule.needsMarker { return settling.forget(key) }
    if let evidence {
      if isBorneOut(evidence, stamp, relative, node.mode) {
        closings.forget(key)
        return report(key, relative, .file, evidence, stamp, at: now)
      }
      let isHeard = evidence == .closed || evidence == .movedIn
      if isHeard, closings.wait(key, evidence, after: closing, at: WatchClock.system.now()) {
        return
      }
    }
    let verdict = settling.examine(
      key, stamp, settle: settle(rule, node.mode), settleUnknown: settleUnknown(rule, node.mode),
      age: age(of: stamp, node.mode), at: now
    ) { writer(of: relative, node.mode) }
    if case .settled(let quiet, let firstSeen) = verdict {
      report(key, relative, .file, .quiet(quiet), stamp, at: now, firstSeen: firstSeen)
    }
  }

  /// Reports a file that grows whenever it has changed. It is looked at again and again: each
  /// write of a busy log would be an event, of which we want one in a thousand.
  private func follow(
    _ key: Key, _ relative: Path, _ stamp: FileStamp, _ rule: Completeness, _ mode: DirectoryMode,
    _ marker: Path?, at now: MonotonicTime
  ) {
    lookAgain(key, at: now + max(settle(rule, mode), Self.followInterval))
    if reported.contains(relative, stamp, isMarked: marker != nil) { return forget(key) }
    let isAtRest = resting.isAtRest(
      key, stamp, settle: rule.settle ?? .zero, age: age(of: stamp, mode), at: now
    ) { writer(of: relative, mode) }
    report(key, relative, .file, .grown(isAtRest: isAtRest), stamp, at: now, marker: marker)
  }

  /// The whole path of the file that marks one as whole; nil where none is there.
  private func marker(of relative: Path, _ rule: Completeness) -> Path? {
    rule.markerSuffixes.lazy.map { Path(bytes: relative.bytes + $0.utf8) }
      .first { look(at: $0)?.kind == .file }.map { root / $0 }
  }

  /// Nothing of a name is to be remembered.
  private func forget(_ key: Key) {
    settling.forget(key)
    resting.forget(key)
  }

  /// Looks at a file at a time, whether or not there is an event.
  private func lookAgain(_ key: Key, at time: MonotonicTime) {
    if lookedAt.insert(key).inserted { nextLooks.insert(key, due: time) }
  }

  /// Looks at the files whose time has come.
  func lookAtDue(at now: MonotonicTime) {
    for _ in 0..<Self.looksMax {
      guard let next = nextLooks.first, next.due <= now, let key = nextLooks.removeFirst()
      else { return }
      lookedAt.remove(key)
      look(at: key, at: now)
    }
  }

  /// Looks at a file, or at a directory dropped as one, of which no event has told.
  func look(at key: Key, at now: MonotonicTime) {
    if key.name.isEmpty { survey(key.directory) } else { examine(key, evidence: nil, at: now) }
  }

  /// Looks at what changed under the hands of who took it once it does no more.
  func waitForQuiet(_ key: Key, _ file: SettledFile) {
    guard let node = tree[key.directory], let status = look(at: file.relative) else { return }
    let isHeard = file.evidence == .closed || file.evidence == .movedIn
    settling.postpone(
      key, FileStamp(status), settle: settle(completeness(file.relative), node.mode),
      isVouchedFor: isHeard && status.size == file.stamp.size, at: clock.now())
  }

  func lookInAWhile(_ key: Key) { lookAgain(key, at: clock.now() + Self.whileInterval) }

  /// How often it is seen whether a file may be taken by now.
  private static let whileInterval = Duration.seconds(5)
  /// A followed file is looked at no more often, however short its settle time.
  private static let followInterval = Duration.seconds(1)
  /// Looks in one turn.
  private static let looksMax = 512

  /// The status of a name; nil when it is gone or cannot be looked at.
  func look(at relative: Path) -> FileStatus? {
    do throws(FileError) {
      return try FileStatus.ifPresent(root / relative)
    } catch {
      note(error, at: relative)
      return nil
    }
  }

  func settle(_ rule: Completeness, _ mode: DirectoryMode) -> Duration {
    let configured = mode.isLocal ? configuration.settle : configuration.settleRemote
    return rule.isSettleLeast
      ? max(rule.settle ?? .zero, configured) : rule.settle ?? configured
  }

  /// Where a slow writer would be known if it were one of this user's; a rule that says how long a
  /// file must be quiet knows its producer.
  func settleUnknown(_ rule: Completeness, _ mode: DirectoryMode) -> Duration? {
    mode.isLocal && (rule.settle == nil || rule.isSettleLeast) ? configuration.settleUnknown : nil
  }

  /// Time since the inode last changed, where the file system uses our clock.
  func age(of stamp: FileStamp, _ mode: DirectoryMode) -> Duration? {
    mode.isLocal ? .nanoseconds(clock.wall() - stamp.changed) : nil
  }

  /// Whether somebody has a plain file open for writing. Other machines' writers are not known, and
  /// a network file system may refuse a lease for reasons of its own.
  func writer(of relative: Path, _ mode: DirectoryMode) -> Settling<Key>.Writer {
    mode.isLocal ? FileAccess.writer(of: root / relative) : .unknown
  }

  /// Whether a file is whole as far as an event says. Who closed it need not be who writes it:
  /// another program may have touched it. Of a file that nobody closed something must be there:
  /// between its making and its opening it would be empty.
  private func isBorneOut(
    _ evidence: Evidence, _ stamp: FileStamp, _ relative: Path, _ mode: DirectoryMode
  ) -> Bool {
    switch writer(of: relative, mode) {
    case .none: evidence != .unwritten || stamp.size > 0
    case .open: false
    case .unknown: evidence != .unwritten
    }
  }

  /// Hands a file over, or leaves it for later when the queue is full.
  func report(
    _ key: Key, _ relative: Path, _ kind: SettledFile.Kind, _ evidence: Evidence,
    _ stamp: FileStamp, at now: MonotonicTime, firstSeen: MonotonicTime? = nil, marker: Path? = nil
  ) {
    let seenAt = firstSeen ?? settling.firstSeen(key) ?? now
    settling.forget(key)
    guard queue.hasRoom(for: batch.count + 1) else {
      tree[key.directory]?.listing = nil
      deferred.insert(key.directory)
      return
    }
    reported.insert(relative, stamp, isMarked: marker != nil)
    batch.append(
      SettledFile(
        root: root, relative: relative, kind: kind, evidence: evidence, stamp: stamp,
        marker: marker, isLocal: tree[key.directory]?.mode.isLocal ?? false, seenAt: seenAt,
        settledAt: now))
    if batch.count >= configuration.batchMax { flush() }
  }

  func flush() {
    if batch.isEmpty { return }
    queue.append(batch)
    batch.removeAll(keepingCapacity: true)
  }

  /// The name of the file that this one marks as whole: `x.csv` for `x.csv.done`, if a rule of
  /// `x.csv` says so.
  private func nameMarked(by name: [UInt8], in directory: Path) -> [UInt8]? {
    for dot in name.indices.dropFirst() where name[dot] == UInt8(ascii: ".") {
      let marked = Array(name[..<dot])
      let suffixes = completeness(directory.appending(marked)).markerSuffixes
      if suffixes.contains(where: { name[dot...].elementsEqual($0.utf8) }) { return marked }
    }
    return nil
  }

  private func refusal(of status: FileStatus, at relative: Path) -> Refusal? {
    switch status.kind {
    case .file: break
    case .symbolicLink: return .symbolicLink
    case .fifo: return .fifo
    case .socket: return .socket
    case .device: return .device
    case .directory, .unknown: return .unknownKind
    }
    let everybodyReads: UInt32 = 0o444
    if status.mode & everybodyReads == everybodyReads { return nil }
    return FileAccess.isRefused(root / relative) ? .unreadable : nil
  }
}
