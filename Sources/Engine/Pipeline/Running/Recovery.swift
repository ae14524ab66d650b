import Files
package import Foundation
import Jobs
package import Storage
package import Telemetry

// What a start does before anything new is taken. The directories are the truth: rows are mended
// to match them. Recovery only puts things back to where the normal path goes on.

/// Brings directories and tables together after an end of the daemon, however it came.
package struct Recovery: Sendable {
  let workspace: Workspace
  let database: any Database
  let outbox: Outbox
  let now: @Sendable () -> Date
  /// Whether what was at work counts as a crash of its stage.
  private let countsCrashes: Bool
  /// Whether the machine went down: what was not synced may not be there.
  let isAfterMachineStop: Bool
  /// Workers that remember in tables of their own what they published.
  private let remembering: Set<String>
  private let routes: Routes
  let logger: Logger

  package init(
    workspace: Workspace, database: any Database, outbox: Outbox, workers: [any Worker],
    now: @escaping @Sendable () -> Date, logger: Logger, countsCrashes: Bool = true,
    isAfterMachineStop: Bool = false
  ) {
    self.countsCrashes = countsCrashes && !isAfterMachineStop
    self.isAfterMachineStop = isAfterMachineStop
    remembering = workers.remembering
    routes = Routes(workers)
    self.workspace = workspace
    self.database = database
    self.outbox = outbox
    self.now = now
    self.logger = logger
  }

  /// What was found, and the newest number in use.
  package struct Result: Sendable {
    package var lastNumber: Int
    package var adopted = 0
    package var underWay = 0
  }

  package func run() async throws -> Result {
    try putTwinsAside()
    var adopted = 0
    for id in try claimed() where try await adopt(id) { adopted += 1 }
    try await redoUnsynced()
    try await revealPublications()
    let time = now().timeIntervalSince1970
    let counts = countsCrashes
    try await database.write { try JobTable($0).rescue(at: time, countsCrash: counts) }
    try await rewind()
    let found = try found()
    let known = try await database.read { try ItemTable($0).unfinished() }
    try await mend(found: found, known: known)
    let done = try Self.ids(in: workspace.directory(.done))
    try await index(done)
    let last = try await database.read { try ItemTable($0).lastID() }
    let numbers = (done + found.keys + (try claimed())).map(\.number)
    let newest = max(last, numbers.max() ?? 0)
    let underWay = found.values.filter { $0.stage != nil }.count
    return Result(lastNumber: newest, adopted: adopted, underWay: underWay)
  }

  /// Removes what a daemon was unpacking when it was killed: it may be what fills the disk, and a
  /// start that waits for room would wait for ever.
  package static func removeHalfMadeParts(in workspace: Workspace, _ logger: Logger) throws {
    for id in try ids(in: workspace.directory(.ingest)) {
      do {
        try ItemDirectory.removeHalfMadeParts(in: workspace.directory(of: id, in: .ingest))
      } catch {
        logger.warning("half-made parts not removed", ["item": "\(id)", "reason": "\(error)"])
      }
    }
  }

  /// What is done stands in the index, but when that was lost, or an older copy of it was put in
  /// its place: then it is made again, so that the same content is known when it comes again.
  private func index(_ done: [ItemID]) async throws {
    let sorted = done.sorted { $0.number < $1.number }
    let done = try await database.read { try ItemTable($0).unknown(sorted) }
    // Those of one batch share a commit.
    for start in stride(from: 0, to: done.count, by: Self.indexBatch) {
      try await withThrowingTaskGroup { group in
        for id in done[start..<min(start + Self.indexBatch, done.count)] {
          group.addTask { try await mend(id, at: .done) }
        }
        try await group.waitForAll()
      }
    }
    if !done.isEmpty { logger.info("index made again", ["items": "\(done.count)"]) }
  }

  private static let indexBatch = 256

  /// Mends the rows of items that somebody moved by hand, or that a command moved.
  package func mendMoved() async throws {
    let known = try await database.read { try ItemTable($0).unfinished() }
    for place in [Workspace.Place.hold, .failed] {
      // One look at the directory, and not one at each of a hundred thousand that lie there.
      let there = Set(try Self.ids(in: workspace.directory(place)))
      for (id, known) in known where known == place.rawValue && !there.contains(id) {
        try await mendMoved(id)
      }
    }
    for id in try MovedMark.all(in: workspace) {
      try await mendMoved(id)
      try MovedMark.remove(id, in: workspace)
    }
  }

  /// Mends the rows of one item, wherever it was moved from.
  package func mendMoved(_ id: ItemID) async throws {
    // Rows follow their directories a moment later. Behind all that was written before, a
    // difference means that somebody moved it; while it is at work it means nothing.
    let workspace = workspace
    let moved = try await database.write { connection -> Workspace.Place? in
      if try JobTable(connection).isRunning(item: id.number) { return nil }
      let place = try workspace.place(of: id)
      return try ItemSummary.one(id, connection)?.place == place?.rawValue ? nil : place
    }
    if let moved { try await mend(id, at: moved) }
  }

  /// Items whose stages handed each other what they wrote in memory go back to the last stage that
  /// has its input on the disk.
  private func rewind() async throws {
    for stage in Stage.allCases.reversed() {
      let place = Workspace.Place(stage)
      for id in try Self.ids(in: workspace.directory(place)) {
        let from = workspace.directory(of: id, in: place)
        let back = try ItemDirectory.lastStageWithInput(upTo: stage, in: from)
        if back == stage { continue }
        try Renaming.move(from, to: workspace.directory(of: id, in: Workspace.Place(back)))
        try await database.write { connection in
          try ItemTable(connection).move(id, to: Workspace.Place(back))
          try JobTable(connection).move(item: id.number, to: back.rawValue)
        }
      }
    }
  }

  /// Claims that were not committed: `.new-<id>`.
  func claimed() throws -> [ItemID] {
    try Directory.entries(of: workspace.directory(.ingest)).compactMap { entry in
      let name = String(decoding: entry.name, as: UTF8.self)
      return name.hasPrefix(Claim.prefix) ? ItemID(String(name.dropFirst(Claim.prefix.count))) : nil
    }
  }

  /// A claim that got its file becomes an item; one that did not is removed.
  private func adopt(_ id: ItemID) async throws -> Bool {
    let directory = Claim.directory(of: id, in: workspace)
    let aside: Aside?
    do {
      aside = try Aside(leftBy: directory)
    } catch let error as Aside.Away {
      logger.warning("claim waits", ["item": "\(id)", "reason": "\(error)"])
      return false
    }
    if try isHalfCopied(directory) {
      try Directory.remove(directory)
      return false
    }
    let source = directory / "source"
    let names =
      try FileStatus.ifPresent(source) == nil ? [] : Directory.entries(of: source).map(\.name)
    if names.isEmpty {
      try aside?.putBack(id)
      try Directory.remove(directory)
      return false
    }
    let item: Item
    do {
      item = try await claimedItem(id, in: directory)
    } catch  where DiskRoom(workspace).trouble(behind: error) != nil {
      // The next start may read it.
      throw error
    } catch {
      // Where it lay, and so whose it is, nobody can say any more: a person looks at it.
      try Renaming.move(directory, to: workspace.directory(of: id, in: .failed))
      return false
    }
    if let error = try aside?.remove(in: directory) {
      logger.warning("copied file not removed from inbox", ["item": "\(id)", "reason": "\(error)"])
    }
    try Renaming.move(directory, to: workspace.directory(of: id, in: item.firstPlace))
    logger.info("claim adopted", ["item": "\(id)"])
    return true
  }

  /// What a claim is about: as its directory says, else as the journal does.
  private func claimedItem(_ id: ItemID, in directory: Path) async throws -> Item {
    do {
      return try Item.read(in: directory)
    } catch {
      let record = try await database.read { try UnsyncedTable($0).record(of: id) }
      guard let record else { throw error }
      try FileWriter.replace(directory / Item.fileName, with: record, isDurable: true)
      return try Item(json: record)
    }
  }

  /// New lines of a file that grows, of which not all were copied: the file is still there, and is
  /// read again from where they begin.
  private func isHalfCopied(_ directory: Path) throws -> Bool {
    guard try FileStatus.ifPresent(directory / Item.fileName) != nil else { return false }
    // What cannot be read is judged with what was dropped.
    guard let growth = (try? Item.read(in: directory))?.growth else { return false }
    let copies = SourceFile(name: "", path: directory / "source", size: 0, isBundle: true)
    guard let copy = try copies.files().first else { return true }
    return try Fingerprint(ofFile: copy.path).description != growth.content
  }

  /// Where the unfinished items lie.
  private func found() throws -> [ItemID: Workspace.Place] {
    var found: [ItemID: Workspace.Place] = [:]
    for place in Workspace.Place.allCases where place != .done {
      for id in try Self.ids(in: workspace.directory(place)) { found[id] = place }
    }
    return found
  }

  private func mend(found: [ItemID: Workspace.Place], known: [ItemID: String]) async throws {
    for (id, place) in found where known[id] != place.rawValue {
      try await mend(id, at: place)
    }
    for id in known.keys where found[id] == nil {
      if let place = try workspace.place(of: id) {
        try await mend(id, at: place)
      } else {
        try await forget(id, at: known[id] ?? "")
      }
    }
  }

  /// There is nothing left of an item: its content counts as never seen.
  func forget(
    _ id: ItemID, at place: String, _ reason: String = "its directory is gone: somebody removed it"
  ) async throws {
    let ending = ItemTable.Ending(
      place: .failed, outcome: ItemTable.lost, reason: reason, finished: now())
    try await database.write { connection in
      try JobTable(connection).close(item: id.number, as: .discarded)
      try ItemTable(connection).end(id, ending)
      try UnsyncedTable(connection).remove(id)
    }
    logger.error("item missing", ["item": "\(id)", "place": place, "reason": reason])
  }

  /// Nobody can say any more what is to be done with it: its directory is kept for a person.
  private func giveUp(_ id: ItemID, at place: Workspace.Place, _ error: any Error) async throws {
    let reason = "its \(Item.fileName) cannot be read: \(error)"
    if place != .failed {
      let from = workspace.directory(of: id, in: place)
      try Renaming.move(from, to: workspace.directory(of: id, in: .failed))
    }
    let ending = ItemTable.Ending(
      place: .failed, outcome: "failed", reason: reason, finished: now())
    let unknown = try unreadable(id)
    try await database.write { connection in
      let items = ItemTable(connection)
      if try !items.unknown([id]).isEmpty { try items.add(unknown, place: .failed) }
      try JobTable(connection).close(item: id.number, as: .discarded)
      try items.end(id, ending)
    }
    logger.error("item unreadable", ["item": "\(id)", "reason": reason])
  }

  /// What the index says of an item of which nothing but its source is known.
  private func unreadable(_ id: ItemID) throws -> Item {
    let source = workspace.directory(of: id, in: .failed) / ItemDirectory.source
    let isThere = try FileStatus.ifPresent(source) != nil
    let name = isThere ? try Directory.entries(of: source).first?.name ?? [] : []
    return Item(
      id: id, fingerprint: "", nameBytes: name, origin: "", isBundle: false, size: 0,
      received: now(), worker: "", route: "", business: "", rule: "", options: [:])
  }

  /// A machine that fails once is asked once more.
  private func read(in directory: Path) throws -> Item {
    do {
      return try Item.read(in: directory)
    } catch  where DiskRoom.isOfTheMachine(error) {
      return try Item.read(in: directory)
    }
  }

  private func mend(_ id: ItemID, at place: Workspace.Place) async throws {
    let directory = workspace.directory(of: id, in: place)
    let item: Item
    do {
      item = try read(in: directory)
    } catch  where DiskRoom(workspace).trouble(behind: error) != nil {
      // No other item would fare better: the next start may read it.
      throw error
    } catch {
      // It has gone on since.
      if try FileStatus.ifPresent(directory) == nil { return }
      return try await giveUp(id, at: place, error)
    }
    if try await wasForgotten(item, at: place) {
      return try await publishAgain(id)
    }
    if place == .ingest, !item.isReplayed, try await isSeenBefore(id) {
      // Known to be the same as an earlier one, and not put away yet.
      return try Renaming.move(directory, to: workspace.directory(of: id, in: .done))
    }
    let time = now()
    let written = try Self.lastWritten(directory) ?? time
    let repeated = try await database.write { connection -> ItemID? in
      // Another look at the same move was quicker: a second job would run the item twice.
      let known = try ItemSummary.one(id, connection)
      if known?.place == place.rawValue { return nil }
      if try JobTable(connection).isRunning(item: id.number) { return nil }
      if known == nil, place == .ingest, let first = try firstSeen(item, connection) {
        try ItemTable(connection).add(item, place: place)
        try ItemTable(connection).end(id, SeenBefore.ending(first: first, at: time))
        return first
      }
      // New lines whose taking was not written down: the place in their file goes with them.
      if let growth = item.growth, known == nil {
        try FollowTable(connection).restore(growth, at: place)
      }
      // One that no row tells of came to its rest when it was last written about.
      try add(item, at: place, time, ended: known == nil ? min(written, time) : time, connection)
      return nil
    }
    logger.info("item found", ["item": "\(id)", "place": place.rawValue])
    if let repeated { try SeenBefore.keep(item, first: repeated, from: directory, in: workspace) }
  }

  private func add(
    _ item: Item, at place: Workspace.Place, _ time: Date, ended: Date,
    _ connection: any Connection
  ) throws {
    try ItemTable(connection).add(item, place: place)
    let jobs = JobTable(connection)
    guard let stage = place.stage else {
      try jobs.close(item: item.id.number, as: place.jobState)
      return try ItemTable(connection).end(
        item.id,
        ItemTable.Ending(
          place: place, outcome: item.outcome(at: place), reason: item.reason(at: place),
          finished: ended, published: item.published, records: item.recordCount,
          rejects: item.rejectCount, held: item.held.values.reduce(0, +), runs: item.runs))
    }
    try UnsyncedTable(connection).add(item, from: stage)
    try jobs.add(
      item: item.id.number, stage: stage.rawValue, rule: item.rule, priority: 0,
      at: time.timeIntervalSince1970, isAlone: item.isRunForRecovery)
  }

  /// Nil where its `item.json` is gone.
  private static func lastWritten(_ directory: Path) throws(FileError) -> Date? {
    let status = try FileStatus.ifPresent(directory / Item.fileName)
    return status.map { Date(timeIntervalSince1970: Double($0.modified) / 1e9) }
  }

  /// A claim that was adopted had not been asked yet whether its content came before.
  private func firstSeen(_ item: Item, _ connection: any Connection) throws -> ItemID? {
    if item.isReplayed || item.isTakenAgain == true || item.growth != nil { return nil }
    return try ItemTable(connection).firstSeen(item, routes)
  }

  /// Whether it was published, and its worker's tables do not know: what decides a publication is
  /// written in one go with what the worker remembers of it.
  private func wasForgotten(_ item: Item, at place: Workspace.Place) async throws -> Bool {
    guard place == .done || place == .hold, item.published != nil,
      remembering.contains(item.worker)
    else { return false }
    return try await database.read { try !PublicationTable($0).knows(item.id) }
  }

  /// Runs it once more, alone: the same is published, and remembered, in the order of the numbers.
  private func publishAgain(_ id: ItemID) async throws {
    let signature = ItemActions.Signature(name: Item.Decision.recovery, time: now())
    let stage = try ItemActions(workspace, by: signature).replay(id, from: .ingest)
    try MovedMark.remove(id, in: workspace)
    logger.info(
      "item run again",
      ["item": "\(id)", "reason": "the database does not know what it published"])
    try await mend(id, at: Workspace.Place(stage))
  }

  private func isSeenBefore(_ id: ItemID) async throws -> Bool {
    try await database.read { try ItemSummary.one(id, $0)?.outcome == SeenBefore.outcome }
  }

  static func ids(in directory: Path) throws -> [ItemID] {
    try Directory.entries(of: directory).compactMap { entry in
      ItemID(String(decoding: entry.name, as: UTF8.self))
    }
  }
}
