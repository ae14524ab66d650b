import Executors
package import Files
package import Foundation
import Jobs
package import Rules
package import Storage
package import Telemetry

// How a file leaves the inbox.
//
//   inspect   open without following links, check, read once: fingerprint and what rules ask
//   route     the first rule that matches
//   prepare   stages/ingest/.new-<id>/ with item.json and an empty source/
//   sync      both, and the producer's bytes, are durable before we take the name
//   claim     rename(2) into source/: the one step after which the file is ours
//   verify    what we hold is what we read
//   settle    .new-<id> becomes <id>
//   commit    item and first job in one transaction for the whole batch
//
// A crash leaves the file in the inbox (scan again), in `.new-<id>` (adopted at the next start), or
// in a directory that no row knows (a row is made).

/// Takes whole files out of the inbox and makes items of them.
package actor Intake {
  let workspace: Workspace
  let database: any Database
  private let routes: Routes
  private let configuration: Configuration
  private let sync: FileSync
  let now: @Sendable () -> Date
  let logger: Logger
  /// What was taken and has not been run yet.
  let taken = TakenItems()
  private let executor: ThreadExecutor
  /// Once there was one.
  private var largeFiles: LargeFiles?
  private var nextNumber: Int
  /// Since when files that grow are waited for, by device and inode.
  var waitingSince: [String: Date] = [:]
  package private(set) var rules: RuleSet

  nonisolated package var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// - Parameter lastNumber: of the newest item there is.
  package init(
    workspace: Workspace, database: any Database, workers: [any Worker], rules: RuleSet,
    configuration: Configuration, lastNumber: Int, sync: FileSync,
    now: @escaping @Sendable () -> Date, logger: Logger
  ) {
    self.workspace = workspace
    self.database = database
    routes = Routes(workers)
    self.rules = rules
    self.configuration = configuration
    self.sync = sync
    self.now = now
    self.logger = logger
    nextNumber = lastNumber + 1
    executor = ThreadExecutor(name: "intake")
  }

  /// Returns when it is done with what it was asked before; large files take their time.
  package func answer() {}

  /// Grows while it is at work.
  nonisolated package var workTime: Duration { executor.workTime }

  /// Where a task best runs that hands it one arrival after the other.
  nonisolated package var thread: some TaskExecutor { executor }

  /// From now on files are routed by these rules.
  package func use(_ rules: RuleSet) { self.rules = rules }

  func nextID() -> ItemID {
    defer { nextNumber += 1 }
    return ItemID(nextNumber)
  }

  /// Returns when these are on the disk.
  func makeDurable(_ paths: [Path]) async throws { try await sync.sync(paths) }

  /// From now on the item is done anew as it is now.
  func remember(_ item: Item) async throws {
    try await database.write { try UnsyncedTable($0).add(item, from: .ingest) }
  }

  /// Gives a file its number that is read apart, since it is large. It is to be accepted alone,
  /// and others may be accepted meanwhile.
  package func reserve(_ arrival: Arrival) -> Arrival {
    arrival.reserved(Arrival.Reservation(id: nextID(), time: now()))
  }

  /// A claim, and the place of its arrival in the batch.
  private typealias Routed = (index: Int, claim: Claim)

  /// Takes a batch of arrivals.
  ///
  /// - Returns: what became of each, in the same order.
  /// - Throws: what keeps any file from being taken (full disk, broken database).
  package func accept(_ arrivals: [Arrival]) async throws -> [Acceptance] {
    var results = arrivals.map { _ in Acceptance.gone }
    var routed: [Routed] = []
    for (index, arrival) in arrivals.enumerated() {
      do {
        let inspection = try await inspect(arrival)
        switch rules.route(inspection.candidate) {
        case .unmatched:
          results[index] = .left("no rule takes it: `dropmill rules explain` says why")
        case .taken(let rule, let business):
          if let postponed = arrival.postponed(by: rule) {
            results[index] = postponed
            continue
          }
          routed.append((index, try makeClaim(arrival, inspection, rule, business)))
        }
      } catch {
        results[index] = try Self.acceptance(of: error)
      }
    }
    var paths: [Path] = []
    var prepared: [Routed] = []
    for route in routed {
      do {
        paths += try route.claim.prepare(in: workspace)
        prepared.append(route)
      } catch {
        results[route.index] = try Self.acceptance(of: error)
      }
    }
    let durable = try await makeDurable(prepared, paths, &results)
    let claims = try await take(durable, &results)
    // Where parts lay is removed before long, and with it what a disk would need to find them.
    let parts = claims.map(\.claim).filter { $0.arrival.part != nil }
    if !parts.isEmpty { try await sync.sync(parts.map { $0.sourceDirectory(in: workspace) }) }
    try await commit(claims.map(\.claim), claims.map(\.index), &results)
    return results
  }

  private func inspect(_ arrival: Arrival) async throws -> Inspection {
    if arrival.reservation != nil {
      return try await aside().inspect(
        arrival, inbox: workspace.inbox, rules: rules, configuration: configuration)
    }
    return try Inspection(
      arrival, inbox: workspace.inbox, rules: rules, configuration: configuration)
  }

  /// - Returns: the claims whose files are ours now.
  private func take(
    _ durable: [Routed], _ results: inout [Acceptance]
  ) async throws -> [Routed] {
    var taken: [Routed] = []
    for route in durable {
      do {
        let isLarge = route.claim.arrival.reservation != nil
        let left =
          try isLarge
          ? await aside().take(route.claim, in: workspace) : route.claim.take(in: workspace)
        if let left {
          logger.warning(
            "copied file not removed from inbox",
            ["file": route.claim.item.origin, "reason": "\(left)"])
        }
        taken.append(route)
      } catch {
        results[route.index] = try Self.acceptance(of: error)
      }
    }
    return taken
  }

  private func aside() throws -> LargeFiles {
    if let largeFiles { return largeFiles }
    let made = try LargeFiles()
    largeFiles = made
    return made
  }

  /// Has the disk keep what was prepared, and what the producers wrote. The files are still theirs:
  /// one that cannot be synced stays where it is, and the others are taken.
  ///
  /// - Parameter own: what was made for the claims.
  /// - Returns: the claims that may be taken.
  private func makeDurable(
    _ prepared: [Routed], _ own: [Path], _ results: inout [Acceptance]
  ) async throws -> [Routed] {
    if prepared.isEmpty { return [] }
    let groups = [own + [workspace.directory(.ingest)]] + prepared.map(\.claim.sources)
    let hasLarge = prepared.contains { $0.claim.arrival.reservation != nil }
    let synced =
      hasLarge ? try await aside().sync(each: groups) : await sync.sync(each: groups)
    try synced[0].get()
    return try zip(prepared, synced.dropFirst()).filter { route, result in
      do {
        try result.get()
        return true
      } catch {
        results[route.index] = try Self.acceptance(ofUnsynced: error)
        try Directory.remove(Claim.directory(of: route.claim.item.id, in: workspace))
        return false
      }
    }.map(\.0)
  }

  private func makeClaim(
    _ arrival: Arrival, _ inspection: Inspection, _ rule: Rule, _ business: String
  ) throws -> Claim {
    var item = Item(
      id: arrival.reservation?.id ?? nextID(), fingerprint: inspection.fingerprint.description,
      nameBytes: arrival.relative.name,
      origin: arrival.relative.description, isBundle: arrival.isBundle, size: inspection.size,
      received: arrival.reservation?.time ?? now(), worker: rule.worker, route: rule.route,
      business: arrival.part?.business ?? business, rule: rule.name, options: rule.options,
      programs: rule.programs,
      attemptsMax: rule.retry.attempts,
      backoffSeconds: rule.retry.backoff.map { $0.milliseconds / 1000 },
      parent: arrival.part?.parent)
    item.isTakenAgain = rule.seen == .again ? true : nil
    if isSuspect(arrival, inspection),
      let finding = try TornText.finding(arrival.path(in: workspace), size: inspection.size)
    {
      item.findings = [finding]
    }
    return Claim(
      item: item, rule: rule, arrival: arrival, status: inspection.status,
      sources: inspection.paths, files: inspection.files)
  }

  /// Whether it lay in the inbox when the machine went down.
  private func isSuspect(_ arrival: Arrival, _ inspection: Inspection) -> Bool {
    guard let end = configuration.suspectBefore, !arrival.isBundle, arrival.part == nil else {
      return false
    }
    return Double(inspection.status.changed) / 1e9 < end.timeIntervalSince1970
  }

  private func commit(
    _ claims: [Claim], _ indices: [Int], _ results: inout [Acceptance]
  ) async throws {
    if claims.isEmpty { return }
    let workspace = workspace
    let routes = routes
    let time = now()
    for claim in claims {
      try claim.settle(in: workspace)
      // Before anybody can lease it.
      taken.put(claim.item)
    }
    let accepted = try await database.write { connection in
      let items = ItemTable(connection)
      let jobs = JobTable(connection)
      return try claims.map { claim in
        let item = claim.item
        let first = claim.rule.seen == .again ? nil : try items.firstSeen(item, routes)
        try items.add(item, place: item.firstPlace)
        try UnsyncedTable(connection).add(item, from: .ingest)
        if let first {
          try items.end(item.id, SeenBefore.ending(first: first, at: time))
          return Acceptance.seenBefore(item.id, first: first)
        }
        if item.firstPlace == .hold {
          let reason = item.reason(at: .hold) ?? ""
          try items.end(
            item.id,
            ItemTable.Ending(place: .hold, outcome: "held", reason: reason, finished: time))
          return Acceptance.held(item, reason: reason)
        }
        try jobs.add(
          item: item.id.number, stage: Stage.ingest.rawValue, rule: item.rule,
          priority: claim.rule.priority, at: time.timeIntervalSince1970)
        return Acceptance.accepted(item.id)
      }
    }
    for (index, acceptance) in zip(indices, accepted) { results[index] = acceptance }
    for (claim, acceptance) in zip(claims, accepted) {
      if case .accepted = acceptance { continue }
      _ = taken.take(claim.item.id)
      if case .seenBefore(_, let first) = acceptance {
        let directory = workspace.directory(of: claim.item.id, in: claim.item.firstPlace)
        try SeenBefore.keep(claim.item, first: first, from: directory, in: workspace)
      }
    }
  }

  /// What cannot be opened any more, or is no file, is not what was read a moment ago: the next
  /// look says what it is.
  private static func acceptance(ofUnsynced error: any Error) throws -> Acceptance {
    let acceptance = try acceptance(of: error)
    guard case .left = acceptance, let error = error as? FileError else { return acceptance }
    if error.operation == .open { return .gone }
    return try FileStatus.ifPresent(error.path)?.kind == .file ? acceptance : .gone
  }

  /// - Throws: what no other file would survive either.
  static func acceptance(of error: any Error) throws -> Acceptance {
    switch error {
    case let error as IntakeError where error.reason == .changed: return .gone
    case let error as IntakeError: return .left(error.description)
    case let error as FileError where [.noSuchFile, .notDirectory].contains(error.errno):
      return .gone
    case let error as FileError where error.errno == .symbolicLink:
      return .left("it is a symbolic link: copy the file itself into the inbox")
    case let error as FileError where error.operation == .rename && error.errno == .noAccess:
      return .left(
        "\(error): dropmill may not take it out of its folder; allow that with "
          + "`chmod g+w \(error.path.parent)`, and put the file there anew")
    case let error as FileError where error.errno.isShortage: throw error
    case let error as FileError where error.errno.isOfTheMachine: return .later(error.description)
    case let error as Errno where error.isOfTheMachine: return .later(error.description)
    case let error as FileError: return .left(error.description)
    case let error as Errno: return .left(error.description)
    default: throw error
    }
  }
}
