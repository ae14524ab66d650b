import Files

/// Directories dropped as one item.
extension TreeWatch {
  /// Something happened in a bundle: its quiet time starts again.
  func touch(_ bundle: DirectoryID) {
    let key = Key(directory: bundle, name: [])
    if settling.firstSeen(key) == nil {
      work.add(.survey(bundle))
    } else {
      settling.touch(key, at: clock.now())
    }
  }

  /// Looks at all of a bundle and reports it if it is whole.
  func survey(_ id: DirectoryID) {
    let key = Key(directory: id, name: [])
    guard let node = tree[id], node.bundle == id else { return settling.forget(key) }
    let relative = path(of: id)
    let survey: BundleSurvey
    do throws(FileError) {
      survey = try BundleSurvey(of: root / relative)
    } catch {
      settling.forget(key)
      if error.errno != .noSuchFile { note(error, at: relative) }
      return
    }
    if reported.contains(relative, survey.stamp) { return settling.forget(key) }
    let rule = completeness(relative)
    let now = clock.now()
    let verdict = settling.examine(
      key, survey.stamp, settle: settle(rule, node.mode), age: age(of: survey.stamp, node.mode),
      at: now
    ) { writer(in: survey, relative, node.mode) }
    if case .settled(let quiet, let firstSeen) = verdict {
      report(key, relative, .bundle, .quiet(quiet), survey.stamp, at: now, firstSeen: firstSeen)
    }
  }

  /// An unfinished file, or no file at all, says as surely as an open one that more is to come.
  private func writer(
    in survey: BundleSurvey, _ relative: Path, _ mode: DirectoryMode
  ) -> Settling<Key>.Writer {
    if survey.files.isEmpty || survey.hasUnfinished { return .open }
    if !mode.isLocal { return .unknown }
    var answer = Settling<Key>.Writer.none
    for file in survey.files {
      switch writer(of: relative / file) {
      case .open: return .open
      case .unknown: answer = .unknown
      case .none: continue
      }
    }
    return answer
  }
}

/// All that lies in a directory dropped as one item, at one moment.
struct BundleSurvey {
  /// Device and inode of the directory, bytes of all files, and the latest times of anything in it:
  /// whatever happens in it moves one of them.
  private(set) var stamp: FileStamp
  /// The plain files, relative to the bundle.
  private(set) var files: [Path] = []
  private(set) var hasUnfinished = false

  init(of bundle: Path) throws(FileError) {
    stamp = FileStamp(try FileStatus.of(bundle))
    stamp.size = 0
    var rest = [Path(bytes: [])]
    while let directory = rest.popLast() {
      for entry in try Directory.entries(of: bundle / directory) {
        let relative = directory.appending(entry.name)
        guard let status = try FileStatus.ifPresent(bundle / relative) else { continue }
        stamp.modified = max(stamp.modified, status.modified)
        stamp.changed = max(stamp.changed, status.changed)
        if status.kind == .directory { rest.append(relative) }
        if status.kind == .file { count(relative, entry.name, bytes: status.size) }
      }
    }
  }

  private mutating func count(_ relative: Path, _ name: [UInt8], bytes: Int) {
    stamp.size += bytes
    switch IgnoredNames.reason(for: name) {
    case nil: files.append(relative)
    case .unfinished: hasUnfinished = true
    case .hidden, .clutter: break
    }
  }
}
