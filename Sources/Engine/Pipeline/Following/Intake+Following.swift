package import Files
import Foundation
import Jobs
import Rules
import Storage
import Telemetry

// How new lines of a growing file become an item, while the file stays where it is.
//
//   look      is it the file that was read before, and up to where (FollowDecision)
//   lines     whole ones only; what has no end yet waits, unless the file is at rest
//   copy      into stages/ingest/.new-<id>/source/, under its own name
//   sync      the copy is durable
//   settle    .new-<id> becomes <id>
//   commit    item, first job and the new offset, in one transaction
//
// A file that was emptied gives nothing; that what was read of it is past is written down alone.
//
// A crash before the commit leaves a copy in `.new-<id>` or `<id>`. One that is whole is adopted
// by the next start, and its offset with it; one that is not is thrown away, and its lines are
// read again. Both happen before anything is followed: no line is lost or read twice.

/// A followed file that changed.
package struct GrownFile: Sendable {
  package let relative: Path
  /// Nobody has it open for writing, and it did not change for a while.
  package let isAtRest: Bool

  package init(relative: Path, isAtRest: Bool) {
    self.relative = relative
    self.isAtRest = isAtRest
  }
}

/// What became of it.
package enum Following: Sendable, Equatable {
  /// Its new lines are an item. There may be more: it is to be looked at again.
  case taken(ItemID)
  /// There is nothing new.
  case nothing
  /// There is something that cannot be taken yet: it is to be looked at again.
  case later
  /// It is at rest, and the rule that takes it reads whole files: it is to be taken as one.
  case whole
  case left(String)
}

extension Intake {
  /// So long a file that begins as another does is waited for.
  private static let waitSeconds = 10.0

  /// Takes the new lines of a file.
  ///
  /// - Throws: what keeps any file from being taken (full disk, broken database).
  package func follow(_ grown: GrownFile) async throws -> Following {
    do {
      return try await take(grown)
    } catch let error as IntakeError where error.reason == .changed {
      return .later
    } catch {
      switch try Self.acceptance(of: error) {
      case .left(let reason): return .left(reason)
      case .later(let reason):
        logger.warning("file left for later", ["file": "\(grown.relative)", "reason": reason])
        return .later
      default: return .later
      }
    }
  }

  private func take(_ grown: GrownFile) async throws -> Following {
    let directory = grown.relative.parent.description
    let entries = try await database.read { try FollowTable($0).entries(in: directory) }
    let file = try FollowedFile(grown.relative, inbox: workspace.inbox)
    let candidate = Inspection.candidate(
      grown.relative, size: file.status.size,
      first: try file.prefix(count: Candidate.firstBytesMax))
    guard case .taken(let rule, let business) = rules.route(candidate) else {
      return .left("no rule takes it: `dropmill rules explain` says why")
    }
    guard rule.completeness.follows else {
      // Another rule might have followed it, and may yet: an empty one has shown nothing so far.
      if file.status.size == 0 { return .nothing }
      return grown.isAtRest ? .whole : .later
    }
    let decision = try decide(file, entries, grown)
    guard case .read(let from, let isNew) = decision else { return .later }
    var end = try file.endOfLines(from: from, to: file.status.size)
    if end == from, grown.isAtRest { end = file.status.size }
    if end == from {
      if isNew { try await endEmptied(file.status, entries) }
      return file.status.size > from ? .later : .nothing
    }
    let mark = try file.mark(at: end)
    var growth = Growth(
      device: Int(truncatingIfNeeded: file.status.device),
      inode: Int(truncatingIfNeeded: file.status.inode), path: grown.relative.description,
      directory: directory, from: from, mark: mark, isNew: isNew, content: "")
    if !grown.relative.bytes.elementsEqual(growth.path.utf8) {
      growth.rawPath = grown.relative.bytes
    }
    let gone = isNew ? try gone(entries, from: grown.relative.parent) : []
    let id = nextID()
    let place = try copy(file, from..<end, id, &growth, grown.relative, rule, business)
    try await makeDurable(place)
    return .taken(try await commit(growth, id, rule, forgetting: gone))
  }

  /// A file that was emptied, and has no new line yet: what was read of it is past from now on,
  /// so that the same words, written there once more, are known to be others.
  private func endEmptied(_ status: FileStatus, _ entries: [FollowTable.Entry]) async throws {
    let emptied = entries.filter {
      $0.isOf(status) && !$0.isPast && status.size < $0.mark.offset
    }
    guard let entry = emptied.first else { return }
    try await database.write { try FollowTable($0).end(entry) }
  }

  /// What need not be known any more: the oldest that are nowhere in the directory, nor anything of
  /// their name, where too many are known.
  private func gone(_ entries: [FollowTable.Entry], from directory: Path) throws
    -> [FollowTable.Entry]
  {
    let count = entries.count - FollowTable.rowsMax + 1
    if count <= 0 { return [] }
    let names = try Directory.entries(of: workspace.inbox / directory).map {
      directory.appending($0.name)
    }
    let inodes = Set(
      try names.compactMap { try FileStatus.ifPresent(workspace.inbox / $0) }.map {
        Int(truncatingIfNeeded: $0.inode)
      })
    let paths = Set(names.map(\.description))
    let gone = entries.filter {
      $0.isPast || !inodes.contains($0.inode) && !paths.contains($0.path)
    }
    return Array(gone.prefix(count))
  }

  private func decide(
    _ file: borrowing FollowedFile, _ entries: [FollowTable.Entry], _ grown: GrownFile
  ) throws -> FollowDecision {
    let device = Int(truncatingIfNeeded: file.status.device)
    let inode = Int(truncatingIfNeeded: file.status.inode)
    let known = entries.first { $0.isOf(file.status) && !$0.isPast }
    let own = try known.map { entry in
      (mark: entry.mark, isThere: try file.hasTail(of: entry.mark) && file.hasHead(of: entry.mark))
    }
    var others: [FollowDecision.Relative] = []
    var neighbours = FollowNeighbours(
      inbox: workspace.inbox, directory: grown.relative.parent)
    // It goes on where it was: nothing needs to be known of the others, which may be many.
    for entry in entries where own?.isThere != true && entry != known {
      // What it said before it was emptied under this name says nothing of what it says now.
      let hasItsName = entry.path == grown.relative.description
      if entry.isPast, hasItsName, entry.isOf(file.status) { continue }
      others.append(
        FollowDecision.Relative(
          mark: entry.mark, state: try state(of: entry, for: grown.relative, &neighbours),
          hasHead: try file.hasHead(of: entry.mark),
          hasTail: try file.hasTail(of: entry.mark)))
    }
    let key = "\(device) \(inode)"
    let since = waitingSince[key] ?? now()
    let isSettled = grown.isAtRest || now().timeIntervalSince(since) >= Self.waitSeconds
    let decision = FollowDecision(
      own: own, others: others, size: file.status.size, isSettled: isSettled)
    waitingSince[key] = decision == .wait ? since : nil
    return decision
  }

  private func state(
    of entry: FollowTable.Entry, for relative: Path, _ neighbours: inout FollowNeighbours
  ) throws -> FollowDecision.Relative.State {
    if entry.isPast { return .emptied }
    guard let place = try neighbours.place(of: entry) else {
      return entry.path == relative.description ? .replaced : .gone
    }
    // An end that cannot be read, or may not be for what the file is, is not the same.
    do {
      let file = try FollowedFile(place, inbox: workspace.inbox)
      return try file.hasTail(of: entry.mark) ? .intact : .emptied
    } catch  where error is FileError || error is IntakeError {
      return .emptied
    }
  }

  /// - Returns: what must be durable.
  private func copy(
    _ file: borrowing FollowedFile, _ range: Range<Int>, _ id: ItemID, _ growth: inout Growth,
    _ relative: Path, _ rule: Rule, _ business: String
  ) throws -> [Path] {
    let directory = Claim.directory(of: id, in: workspace)
    do {
      try Directory.make(directory / "source", mode: 0o700)
      let copy = directory / "copy"
      growth.content = try file.copy(range, to: copy, growth.mark).description
      let item = item(id, growth, range, relative, rule, business)
      try item.writeNew(in: directory)
      let source = (directory / "source").appending(relative.name)
      try Renaming.move(copy, to: source)
      return [
        source, directory / "source", directory / Item.fileName, directory,
        workspace.directory(.ingest),
      ]
    } catch {
      try Directory.remove(directory)
      throw error
    }
  }

  private func item(
    _ id: ItemID, _ growth: Growth, _ range: Range<Int>, _ relative: Path, _ rule: Rule,
    _ business: String
  ) -> Item {
    // The same words in another place of the log are other lines; in the same place, too, once it
    // was emptied. No line is taken twice, so that each taking is one of its own.
    let identity = "\(growth.content) \(growth.path) \(range.lowerBound) \(id)"
    var item = Item(
      id: id, fingerprint: Fingerprint(of: identity.utf8).description, nameBytes: relative.name,
      origin: relative.description, isBundle: false, size: range.count, received: now(),
      worker: rule.worker, route: rule.route, business: business, rule: rule.name,
      options: rule.options, programs: rule.programs, attemptsMax: rule.retry.attempts,
      backoffSeconds: rule.retry.backoff.map { $0.milliseconds / 1000 })
    item.growth = growth
    return item
  }

  private func commit(
    _ growth: Growth, _ id: ItemID, _ rule: Rule, forgetting gone: [FollowTable.Entry]
  ) async throws -> ItemID {
    let from = Claim.directory(of: id, in: workspace)
    let directory = workspace.directory(of: id, in: .ingest)
    try Renaming.move(from, to: directory)
    let item = try Item.read(in: directory)
    let time = now().timeIntervalSince1970
    try await database.write { connection in
      try ItemTable(connection).add(item, place: .ingest)
      try UnsyncedTable(connection).add(item, from: .ingest)
      try FollowTable(connection).advance(growth)
      try FollowTable(connection).forget(gone)
      try JobTable(connection).add(
        item: id.number, stage: Stage.ingest.rawValue, rule: item.rule, priority: rule.priority,
        at: time)
    }
    return id
  }
}
