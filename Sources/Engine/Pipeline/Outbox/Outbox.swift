package import Files
package import Storage
import Synchronization
package import Telemetry

// How results become visible: whole or not at all, once.
//
//   build    a tree beside, `outbox/.building/<item>`, files equal to published ones left out
//   sync     everything built is durable
//   decide   one commit: this publication, and what must be so if it is visible
//   reveal   mode replace: one rename or exchange of directories
//            mode update: one rename for each changed file, in the order of their names; the first
//            publication of a target is one rename of the directory
//   confirm  the names are durable; what is left of the building goes; commit: published. Nobody
//            waits for it: it goes along with the next publication, or comes some seconds later
//
// Until the names are durable what a disk may have forgotten of a move still lies in the building,
// and a tree that was exchanged too: revealing again puts it where it belongs.
//
// A crash before the decision leaves a tree that nobody refers to: it is deleted and built again.
// A crash behind it is mended by revealing again, which does only what is not done yet.
// The order build < sync < decide < reveal may not be bent.

/// Makes publications visible.
package final class Outbox: Sendable {
  private let workspace: Workspace
  private let database: any Database
  private let sync: FileSync
  private let leftovers: Leftovers
  private let locks = KeyedLock()
  private let unconfirmed = Mutex(Unconfirmed())
  /// Decided, and not all visible: something was in the way.
  private let unrevealed = Mutex<[Publication]>([])

  /// What is visible, and not confirmed yet.
  private struct Unconfirmed {
    var waiting: [Publication] = []
    /// Their names are being made durable, and what is left of their buildings goes.
    var settling: [Publication] = []
  }

  package init(
    workspace: Workspace, database: any Database, sync: FileSync, logger: Logger = .silent
  ) {
    self.workspace = workspace
    self.database = database
    self.sync = sync
    leftovers = Leftovers(workspace, logger)
  }

  package static let migrations = PublicationTable.migrations + FollowTable.migrations

  /// A writer for the publication of an item. End it with ``publish(_:of:)`` or ``discard(_:)``.
  ///
  /// - Throws: ``DecidedError`` while an earlier publication of the item, or one that it would
  ///   stand above, cannot be made visible.
  package func begin(_ item: Item) async throws -> PublicationWriter {
    let isLeft =
      unrevealed.withLock { $0.contains { $0.item == item.id } }
      || unconfirmed.withLock { $0.waiting.contains { $0.item == item.id } }
    if item.published != nil || isLeft { try await complete(item.id) }
    let business = Path(item.worker) / BusinessDirectory.name(of: item.business)
    let name = TargetName.of(item)
    // Behind one that cannot be seen nothing can: it is not built for nothing.
    try await revealEarlier { $0.target == business || $0.target == business / name }
    try await settled { $0.item == item.id }
    let building = workspace.building / item.id.description
    if try !Directory.makeNew(building) {
      try leftovers.remove(building)
      try Directory.make(building)
    }
    let writer = PublicationWriter(
      building: building, outbox: workspace.outbox, business: business, target: name,
      locks: locks)
    let (id, target) = (item.id, writer.target)
    let newer = try await database.read { try PublicationTable($0).newer(than: id, at: target) }
    if let newer { writer.giveWay(to: newer, as: id) }
    return writer
  }

  /// Makes what was written visible, at the writer's target.
  package func publish(_ writer: PublicationWriter, of item: Item) async throws {
    await writer.lockTarget()
    do {
      try await reveal(writer, of: item)
      await writer.unlockTarget()
    } catch {
      await writer.unlockTarget()
      throw error
    }
  }

  /// An item that was published before is built where it was built then: a start that found its
  /// old decision beside the half of a new tree would reveal that. So the old one is ended first.
  private func complete(_ id: ItemID) async throws {
    try await revealEarlier { $0.item == id }
    try await settled { $0.item == id }
    try await settle(taking: { $0.item == id }) { pending in
      try await self.makeDurable(self.names(of: pending))
    }
    // Behind every confirmation that is still on its way.
    try await database.write { try PublicationTable($0).published(id) }
  }

  /// As ``revealLeft(where:)``, while nobody else is at work at their targets.
  private func revealEarlier(where isMeant: (Publication) -> Bool) async throws {
    let targets = unrevealed.withLock { Set($0.filter(isMeant).map(\.target)) }
    for target in targets.sorted() {
      await locks.acquire(target.description)
      let result = Result { try revealLeft { isMeant($0) && $0.target == target } }
      await locks.release(target.description)
      try result.get()
    }
  }

  /// Reveals what was decided and could not be, in the order of the decisions.
  private func revealLeft(where isMeant: (Publication) -> Bool) throws {
    for publication in unrevealed.withLock({ $0.filter(isMeant) }) {
      do {
        try Self.reveal(publication, in: workspace)
      } catch {
        throw DecidedError(item: publication.item, underlying: error)
      }
      unrevealed.withLock { $0.removeAll { $0.item == publication.item } }
      unconfirmed.withLock { $0.waiting.append(publication) }
    }
  }

  /// Waits while others confirm these. What they have left would be revealed above what is newer,
  /// or be taken for what is built next.
  private func settled(where isMeant: (Publication) -> Bool) async throws {
    while unconfirmed.withLock({ $0.settling.contains(where: isMeant) }) {
      try await ContinuousClock().sleep(for: .milliseconds(2))
    }
  }

  /// Takes what waits for its confirmation, and confirms it when `body` has made it durable; else
  /// it waits on.
  private func settle(
    taking isMeant: (Publication) -> Bool = { _ in true },
    _ body: ([Publication]) async throws -> Void
  ) async throws {
    let pending = unconfirmed.withLock { all in
      let pending = all.waiting.filter(isMeant)
      all.waiting.removeAll(where: isMeant)
      all.settling += pending
      return pending
    }
    func end(_ left: [Publication]) {
      unconfirmed.withLock { all in
        all.settling.removeAll { one in pending.contains { $0.item == one.item } }
        all.waiting = left + all.waiting
      }
    }
    do {
      try await body(pending)
      for publication in pending { try leftovers.remove(building(publication)) }
    } catch {
      end(pending)
      throw error
    }
    confirm(pending)
    end([])
  }

  /// Gives up what was written.
  package func discard(_ writer: PublicationWriter) async throws {
    do {
      try leftovers.remove(writer.building)
    } catch {
      await writer.unlockTarget()
      throw error
    }
    await writer.unlockTarget()
  }

  private func reveal(_ writer: PublicationWriter, of item: Item) async throws {
    // What was decided before stands below it.
    try revealLeft { $0.target == writer.target }
    let tree = PublicationTree(writer)
    try tree.checkTarget()
    let change = try tree.leaveOutUnchanged()
    let isChanged = change.isAny
    // What is equal is not revealed: after a crash, what is left of the building is not either.
    let revealed = isChanged ? writer.building : workspace.outbox / writer.target
    let publication = Publication(
      item: item.id, target: writer.target, mode: writer.mode,
      inode: try FileStatus.of(revealed).inode, removals: writer.removals,
      change: change)
    let effects = writer.effects
    // Where it will stand is on the disk before it stands there.
    try Directory.make((workspace.outbox / publication.target).parent)
    var (built, trees) = isChanged ? writer.files.made : ([], [])
    if isChanged { built.append(workspace.building) }
    try await settle { [built] pending in
      try await self.makeDurable(
        built + self.names(of: pending) + self.above(publication) + self.claim(of: item.id),
        trees: trees)
    }
    try await settled { $0.target == publication.target }
    try await database.write { connection in
      try PublicationTable(connection).decide(publication)
      for effect in effects { try effect(connection) }
    }
    unrevealed.withLock { $0.append(publication) }
    try revealLeft { $0.item == publication.item }
  }

  /// What says that the item's file was taken out of the inbox: else it could be taken once more,
  /// after what was made of it is visible.
  private func claim(of id: ItemID) throws -> [Path] {
    guard let place = try workspace.place(of: id) else { return [] }
    let directory = workspace.directory(of: id, in: place)
    return [directory / ItemDirectory.source, workspace.directory(.ingest)]
  }

  /// The names of these are durable.
  private func confirm(_ publications: [Publication]) {
    if publications.isEmpty { return }
    database.enqueue { connection in
      for publication in publications {
        try PublicationTable(connection).published(publication.item)
      }
    }
  }

  /// Confirms what is visible and not confirmed yet; from time to time, and at the end.
  package func settle() async throws {
    try await settle { try await self.makeDurable(self.names(of: $0)) }
  }

  /// In which the names stand that publications have changed, and the names of these, up to the
  /// outbox.
  private func names(of publications: [Publication]) throws -> [Path] {
    var directories: Set<Path> = []
    for publication in publications {
      directories.formUnion(above(publication))
      if publication.mode == .replace { continue }
      let target = workspace.outbox / publication.target
      // What is left of the building are the directories that were there already.
      try Self.addDirectories(building(publication), as: target, to: &directories)
      for path in publication.removals {
        directories.formUnion(Self.parents(of: target / path, upTo: target))
      }
    }
    return directories.sorted()
  }

  /// Makes these durable, as far as they can be opened: where somebody has put a link in the place
  /// of a directory, or taken the right to look, no name of ours can be, and no other publication
  /// waits for it.
  private func makeDurable(_ paths: [Path], trees: [Path] = []) async throws {
    do {
      try await sync.sync(paths, trees: trees)
    } catch let error as FileError where error.operation == .open && !error.errno.isOfTheMachine {
      try await sync.sync(paths.compactMap(openable), trees: trees)
    }
  }

  private func openable(_ path: Path) throws -> Path? {
    // The outbox itself may be a link to a larger disk.
    let path = path == workspace.outbox ? try RealPath.of(path) : path
    let kind = try FileStatus.ifPresent(path)?.kind
    return (kind == .file || kind == .directory) && !FileAccess.isRefused(path) ? path : nil
  }

  private func above(_ publication: Publication) -> [Path] {
    Self.parents(of: workspace.outbox / publication.target, upTo: workspace.outbox)
  }

  private static func parents(of path: Path, upTo top: Path) -> [Path] {
    var parents = [path.parent]
    while let last = parents.last, last != top { parents.append(last.parent) }
    return parents
  }

  private static func addDirectories(
    _ built: Path, as visible: Path, to directories: inout Set<Path>
  ) throws {
    if try FileStatus.ifPresent(built) == nil { return }
    directories.insert(visible)
    for entry in try Directory.entries(of: built) where entry.kind == .directory {
      try addDirectories(
        built.appending(entry.name), as: visible.appending(entry.name), to: &directories)
    }
  }

  private func building(_ publication: Publication) -> Path {
    workspace.building / publication.item.description
  }

  /// Reveals what was decided before the last end of the daemon, and deletes what was not.
  /// Their items are at publish still, which finds everything published, and ends them.
  ///
  /// - Returns: what cannot be visible yet, and why. That is tried again when its item runs, and
  ///   before anything else is published there.
  /// - Throws: what no other publication would survive either.
  func recover() async throws -> [(Publication, any Error)] {
    var settled: [Publication] = []
    var left: [(Publication, any Error)] = []
    for publication in try await database.read({ try PublicationTable($0).decided() }) {
      do {
        try Self.reveal(publication, in: workspace)
        settled.append(publication)
      } catch  where DiskRoom(workspace).trouble(behind: error) == nil {
        left.append((publication, error))
      }
    }
    unrevealed.withLock { $0 = left.map(\.0) }
    if !settled.isEmpty { try await makeDurable(names(of: settled)) }
    let kept = Set(left.map { Array($0.0.item.description.utf8) })
    for entry in try Directory.entries(of: workspace.building) where !kept.contains(entry.name) {
      try leftovers.remove(workspace.building.appending(entry.name))
    }
    if settled.isEmpty { return left }
    try await database.write { [settled] connection in
      for publication in settled { try PublicationTable(connection).published(publication.item) }
    }
    return left
  }

  /// Does what is not done yet of a decided publication, and leaves what is left of the building.
  /// One of which there is nothing, neither built nor visible, is made again.
  private static func reveal(_ publication: Publication, in workspace: Workspace) throws {
    let building = workspace.building / publication.item.description
    let target = workspace.outbox / publication.target
    let built = try FileStatus.ifPresent(building)
    guard let existing = try FileStatus.ifPresent(target) else {
      if built != nil {
        try Directory.make(target.parent)
        try Renaming.move(building, to: target)
      }
      return
    }
    if built == nil || existing.inode == publication.inode { return }
    switch publication.mode {
    case .replace:
      try Renaming.exchange(building, target)
    case .update:
      try moveFiles(from: building, to: target)
      for path in publication.removals { try remove(target / path, upTo: target) }
    }
  }

  /// Moves each file to its place, directory by directory, in the order of names. A file gives way
  /// to a directory of its name, and the other way round.
  private static func moveFiles(from source: Path, to target: Path) throws {
    let entries = try Directory.entries(of: source)
    for entry in entries.sorted(by: { $0.name.lexicographicallyPrecedes($1.name) }) {
      let from = source.appending(entry.name)
      let to = target.appending(entry.name)
      let visible = try FileStatus.ifPresent(to)?.kind
      if entry.kind == .directory, visible == .directory {
        try moveFiles(from: from, to: to)
        continue
      }
      if visible == .directory || entry.kind == .directory { try Directory.remove(to) }
      try Renaming.move(from, to: to)
    }
  }

  /// Removes a file, and the directories above it that it leaves empty. Done a second time it does
  /// what a crash has left to do; what somebody has taken away meanwhile is no fault.
  private static func remove(_ path: Path, upTo top: Path) throws {
    try Directory.remove(path)
    var parent = path.parent
    while parent != top {
      if let status = try FileStatus.ifPresent(parent) {
        guard status.kind == .directory, try Directory.entries(of: parent).isEmpty else { return }
        try Directory.remove(parent)
      }
      parent = parent.parent
    }
  }
}
