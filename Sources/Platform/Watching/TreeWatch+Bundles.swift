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
      if error.errno == .noSuchFile, let status = look(at: relative) {
        // Something in it was renamed or removed under our hands.
        return settling.postpone(
          key, FileStamp(status), settle: settle(completeness(relative), node.mode),
          at: clock.now())
      }
      settling.forget(key)
      if error.errno != .noSuchFile { note(error, at: relative) }
      return
    }
    // As of a single file: it is left, and a name that is taken away makes no event.
    if survey.stamp.hasSecondName { lookInAWhile(key) }
    if reported.contains(relative, survey.stamp) { return settling.forget(key) }
    let rule = completeness(relative)
    let now = clock.now()
    let verdict = settling.examine(
      key, survey.stamp, settle: settle(rule, node.mode),
      settleUnknown: settleUnknown(rule, node.mode), age: age(of: survey.stamp, node.mode), at: now
    ) { writer(in: survey, relative, node.mode) }
    guard case .settled(let quiet, let firstSeen) = verdict else { return }
    if let lack = survey.lack {
      return tell(lack, key, relative, survey.stamp, quiet, at: now, firstSeen: firstSeen)
    }
    tree[id]?.toldLack = nil
    report(key, relative, .bundle, .quiet(quiet), survey.stamp, at: now, firstSeen: firstSeen)
  }

  /// Reports once what a bundle lacks; from then on it is not waited for, until it has changed.
  private func tell(
    _ lack: Lack, _ key: Key, _ relative: Path, _ stamp: FileStamp, _ quiet: Duration,
    at now: MonotonicTime, firstSeen: MonotonicTime
  ) {
    if tree[key.directory]?.toldLack == lack {
      // The unfinished file has grown: that is no news, and its end will be an event.
      return reported.insert(relative, stamp)
    }
    report(
      key, relative, .incomplete(lack), .quiet(quiet), stamp, at: now, firstSeen: firstSeen)
    if reported.contains(relative, stamp) { tree[key.directory]?.toldLack = lack }
  }

  /// Who writes in a bundle that is not whole anyway does not matter.
  private func writer(
    in survey: BundleSurvey, _ relative: Path, _ mode: DirectoryMode
  ) -> Settling<Key>.Writer {
    if !mode.isLocal { return .unknown }
    if survey.lack != nil { return .none }
    var answer = Settling<Key>.Writer.none
    for file in survey.files {
      switch writer(of: relative / file, mode) {
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
  /// whatever happens in it moves one of them. It has a second name when one of its files has one,
  /// perhaps elsewhere.
  private(set) var stamp: FileStamp
  /// The plain files, relative to the bundle.
  private(set) var files: [Path] = []
  /// The first of the unfinished files by its path.
  private var unfinished: Path?
  private var isEmpty = true

  /// What keeps it from being whole, however quiet it is.
  var lack: Lack? {
    if let unfinished { return .end(of: unfinished) }
    if files.isEmpty { return isEmpty ? .everything : .files }
    return nil
  }

  /// - Throws: ``Files/FileError``; `noSuchFile` also when something in it went meanwhile.
  init(of bundle: Path) throws(FileError) {
    stamp = FileStamp(try FileStatus.of(bundle))
    stamp.size = 0
    var rest = [Path(bytes: [])]
    while let directory = rest.popLast() {
      for entry in try Directory.entries(of: bundle / directory) {
        let relative = directory.appending(entry.name)
        // One that was listed and is gone may have another name by now: without it, the bundle
        // would look whole.
        let status = try FileStatus.of(bundle / relative)
        isEmpty = isEmpty && status.kind == .directory
        stamp.modified = max(stamp.modified, status.modified)
        stamp.changed = max(stamp.changed, status.changed)
        if status.kind == .directory { rest.append(relative) }
        if status.kind == .file {
          stamp.hasSecondName = stamp.hasSecondName || status.linkCount > 1
          count(relative, entry.name, bytes: status.size)
        }
      }
    }
  }

  private mutating func count(_ relative: Path, _ name: [UInt8], bytes: Int) {
    // Files with holes may be as large as a number can be, and there may be two.
    stamp.size &+= bytes
    switch IgnoredNames.reason(for: name) {
    case nil: files.append(relative)
    case .unfinished: unfinished = unfinished.map { min($0, relative) } ?? relative
    case .hidden, .clutter: break
    }
  }
}
