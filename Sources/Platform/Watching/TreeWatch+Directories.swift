import Files
import Glibc

/// Directories: found, watched, listed, lost.
extension TreeWatch {
  /// Begins with the root, if it is there.
  func openRoot() {
    do throws(FileError) {
      guard let status = try FileStatus.ifPresent(rootLocation),
        status.kind == .directory
      else { return }
      let fileSystem = fileSystem(at: root)
      let id = tree.add(
        [], in: nil, identity: .init(status), fileSystem: fileSystem, mode: mode(on: fileSystem))
      scans += 1
      added(id)
    } catch {
      note(error, at: Path(bytes: []))
    }
  }

  /// Takes in a directory that was seen in another one.
  ///
  /// - Parameter isNews: from an event, so that what is known under the name may be another one.
  func enter(_ name: [UInt8], in parent: DirectoryID, isNews: Bool) {
    let known = tree.child(of: parent, named: name)
    if known != nil, !isNews { return }
    guard let parentNode = tree[parent], !IgnoredNames.contains(name) else { return }
    let relative = path(of: parent).appending(name)
    let rule = parentNode.bundle == nil ? completeness(relative) : Completeness(bundle: true)
    if rule.ignored { return }
    guard let status = look(at: relative), status.kind == .directory else { return }
    let identity = DirectoryTree.Identity(status)
    if let known {
      if tree[known]?.identity == identity { return }
      remove(known)
    }
    forgetOldPlace(of: identity)
    let isSameDevice = identity.device == parentNode.identity.device
    let fileSystem = isSameDevice ? parentNode.fileSystem : fileSystem(at: root / relative)
    let id = tree.add(
      name, in: parent, identity: identity, fileSystem: fileSystem,
      mode: isSameDevice ? parentNode.mode : mode(on: fileSystem), startsBundle: rule.bundle)
    tree[id]?.isFresh = isNews || parentNode.isFresh
    added(id)
  }

  /// Sees whether a directory is still where it was, and lists it if it may hold something new.
  func check(_ id: DirectoryID, force: Bool) {
    guard let node = tree[id] else { return }
    let relative = path(of: id)
    let status: FileStatus?
    do throws(FileError) {
      status = try FileStatus.ifPresent(location(of: id))
    } catch {
      return note(error, at: relative)
    }
    guard let status, status.kind == .directory, .init(status) == node.identity else {
      remove(id)
      if let parent = node.parent { enter(node.name, in: parent, isNews: true) } else { openRoot() }
      return
    }
    if force, let parent = node.parent, tree[parent]?.bundle == nil,
      completeness(relative).bundle != (node.bundle != nil)
    {
      // The rules have changed: it is one file from now on, or its files are each their own.
      remove(id)
      return enter(node.name, in: parent, isNews: true)
    }
    if force, doubted.remove(id) != nil { renewWatch(id) }
    if node.isBlind, !limitReached {
      watch(id)
      if tree[id]?.watch != nil { return work.add(.discover(id)) }
    }
    let covers = node.listing?.covers(modified: status.modified, changed: status.changed) ?? false
    if force || !covers { list(id, directoriesOnly: false) }
  }

  /// Lists a directory, takes in the new directories in it, and looks at its files.
  ///
  /// - Parameter directoriesOnly: the files are looked at in a later step.
  func list(_ id: DirectoryID, directoriesOnly: Bool) {
    guard let node = tree[id] else { return }
    let relative = path(of: id)
    let entries: [DirectoryEntry]
    let status: FileStatus
    do throws(FileError) {
      status = try FileStatus.of(location(of: id))
      entries = try Directory.entries(of: root / relative)
    } catch {
      // Gone between being seen and being listed; nothing else would tell.
      if error.errno == .noSuchFile { return work.add(.check(id, force: false)) }
      return note(error, at: relative)
    }
    var names: Set<[UInt8]> = []
    for entry in entries where entry.kind == .directory {
      names.insert(entry.name)
      enter(entry.name, in: id, isNews: false)
    }
    for child in tree.childIDs(of: id) {
      guard let name = tree[child]?.name, !names.contains(name) else { continue }
      work.add(.check(child, force: false))
    }
    if let bundle = node.bundle { work.add(.survey(bundle)) }
    if directoriesOnly, names.count < entries.count { return work.add(.list(id)) }
    let now = clock.now()
    tree[id]?.listing = ListingMark(
      modified: status.modified, changed: status.changed, after: node.listing,
      age: age(of: FileStamp(status), node.mode), at: now)
    tree[id]?.isFresh = false
    if node.bundle != nil { return }
    let isJustInTime = node.isFresh && node.watch != nil && node.mode.isLocal
    for entry in entries where entry.kind != .directory {
      let key = Key(directory: id, name: entry.name)
      examine(key, evidence: isJustInTime ? .unwritten : nil, at: now)
    }
  }

  /// Forgets a directory and all below it, and gives their watches back.
  func remove(_ id: DirectoryID) {
    for node in tree.remove(id) {
      if let watch = node.watch {
        state.unwatch(watch)
        watchCount -= 1
      }
      if node.isPolled { polledCount -= 1 }
      if node.isRescanned { rescannedCount -= 1 }
    }
    lastPath = nil
  }

  func setBlind(_ isBlind: Bool, _ id: DirectoryID) {
    guard let node = tree[id], node.isBlind != isBlind else { return }
    if node.isPolled { polledCount -= 1 }
    tree[id]?.isBlind = isBlind
    if tree[id]?.isPolled == true { polledCount += 1 }
  }

  /// The path from the root. Asked for again and again for the same directory, in a burst.
  func path(of id: DirectoryID) -> Path {
    if let lastPath, lastPath.id == id { return lastPath.path }
    let path = tree.path(of: id)
    lastPath = (id, path)
    return path
  }

  func note(_ error: some Error, at relative: Path) {
    if problems.count < WatchStatus.pathsMax { problems[relative] = "\(error)" }
  }

  private func added(_ id: DirectoryID) {
    guard let node = tree[id] else { return }
    if node.isPolled { polledCount += 1 }
    if node.isRescanned { rescannedCount += 1 }
    watch(id)
    work.add(.discover(id))
  }

  private func watch(_ id: DirectoryID) {
    guard let client = self.id, tree[id]?.mode.hasEvents == true else { return }
    if let max = configuration.watchesMax, watchCount >= max { limitReached = true }
    if limitReached { return setBlind(true, id) }
    let isRoot = id == tree.root
    let mask = isRoot ? Self.mask & ~UInt32(IN_DONT_FOLLOW) : Self.mask
    let result = state.watch(
      location(of: id), for: mask, client: client, token: id.token)
    switch result {
    case .watched(let watch):
      tree[id]?.watch = watch
      watchCount += 1
    case .limitReached: limitReached = true
    case .taken: break
    case .failed(let error): if error != .noSuchFile { note(error, at: path(of: id)) }
    }
    setBlind(tree[id]?.watch == nil, id)
  }

  /// Gives a directory a watch in place of one that may be dead: it was removed and made again with
  /// the number it had, and the events that told of that were lost. To be listed behind that.
  private func renewWatch(_ id: DirectoryID) {
    guard let old = tree[id]?.watch else { return }
    state.unwatch(old)
    tree[id]?.watch = nil
    watchCount -= 1
    // There is room for the one that was given back.
    let wasLimited = limitReached
    limitReached = false
    watch(id)
    limitReached = limitReached || wasLimited
  }

  /// A directory that turns up in a second place was renamed, unless it is still in the first: then
  /// it is mounted twice, and the second place can have no watch of its own.
  private func forgetOldPlace(of identity: DirectoryTree.Identity) {
    guard let old = tree.directory(identity) else { return }
    // An error says that the old place cannot be looked at: its scan will find out.
    let status = try? FileStatus.ifPresent(location(of: old))
    if let status, .init(status) == identity { return }
    remove(old)
  }

  /// Where a directory is looked at: the root through “.”, so that it may be a symbolic link.
  func location(of id: DirectoryID) -> Path {
    id == tree.root ? rootLocation : root / path(of: id)
  }

  private var rootLocation: Path { root / "." }

  private func mode(on fileSystem: FileSystemKind) -> DirectoryMode {
    .choose(configuration.mode, on: fileSystem, eventsAvailable: eventsAvailable)
  }

  private func fileSystem(at path: Path) -> FileSystemKind {
    do throws(Errno) {
      return try FileSystemKind.at(path)
    } catch {
      return FileSystemKind(name: "\(error)", reach: .mixed)
    }
  }
}

extension DirectoryTree.Identity {
  init(_ status: FileStatus) { self.init(device: status.device, inode: status.inode) }
}
