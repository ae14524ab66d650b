import Files
package import Foundation
package import Jobs
package import Storage
package import Telemetry

// The walk of an item: `perform` runs one stage of it, `settle` does what the outcome says.
// One lease carries an item through all stages that follow each other without waiting.

/// Runs the stages of items, and alone makes happen what they say.
package struct StageRunner: Sendable {
  private let workspace: Workspace
  private let database: any Database
  let routes: Routes
  private let outbox: Outbox
  private let settlement: Settlement
  private let taken: TakenItems
  private let gates: StageGates
  let order = PublicationOrder()
  private let configuration: Configuration
  private let now: @Sendable () -> Date
  private let logger: Logger
  private let observe: @Sendable (ItemEvent) -> Void

  package init(
    workspace: Workspace, database: any Database, workers: [any Worker], outbox: Outbox,
    intake: Intake, gates: StageGates = StageGates(), configuration: Configuration,
    pace: StagePace = StagePace(), now: @escaping @Sendable () -> Date, logger: Logger,
    observe: @escaping @Sendable (ItemEvent) -> Void = { _ in }
  ) {
    self.workspace = workspace
    self.database = database
    self.outbox = outbox
    self.gates = gates
    self.configuration = configuration
    self.now = now
    self.logger = logger
    self.observe = observe
    routes = Routes(workers)
    taken = intake.taken
    settlement = Settlement(
      workspace: workspace, database: database, intake: intake, configuration: configuration,
      now: now, logger: logger, observe: observe, pace: pace)
  }

  /// Carries an item as far as it goes.
  ///
  /// - Throws: what no other item would survive either (a broken database).
  package func run(_ leased: Job) async throws {
    let id = ItemID(leased.item)
    var stage = Self.stage(of: leased)
    let directory = workspace.directory(of: id, in: Workspace.Place(stage))
    if try FileStatus.ifPresent(directory) == nil {
      return try await settlement.missing(id, leased)
    }
    var item: Item
    do {
      item = try taken(id, leased) ?? Item.read(in: directory)
    } catch {
      if isOfTheMachine(error, id) { throw error }
      return try await settlement.unreadable(id, leased, at: stage, error)
    }
    if leased.attempt > 1 || leased.crashes > 0 {
      try ItemDirectory.removeLeftovers(of: stage, in: directory)
    }
    order.tell(id.number, routes.shared(by: item))
    let walk = ItemWalk(id, leased, at: stage, in: workspace)
    if leased.crashes >= configuration.crashesMax {
      return try settlement.fail(item, leased, Self.crashed(leased), walk)
    }
    var job = leased
    let ordered = routes.route(of: item)?.takesTurns ?? .publish
    while true {
      let entered = stage
      // Before the gate: who waits for an earlier item there would keep its place from it.
      if entered >= ordered { await order.turn(id.number) }
      if !gates.enter(entered) {
        return try await settlement.wait(item, job, at: stage, walk)
      }
      defer { gates.leave(entered) }
      do {
        try Task.checkCancellation()
        observe(.started(id, stage))
        let result = try await perform(stage, of: &item, walk)
        let next = try await settlement.settle(
          &item, job, after: stage, result, walk)
        guard let next else { return }
        job = job.moved(to: next)
        stage = next
      } catch let error as StorageError where error.isOfTheDatabase {
        throw error
      } catch let error as DecidedError {
        if isOfTheMachine(error.underlying, id) { throw error.underlying }
        return try await settlement.notVisible(item, job, error, walk)
      } catch  where !(error is CancellationError) && isOfTheMachine(error, id) {
        makeRoom(id, stage, walk)
        throw error
      } catch is CancellationError where Task.isCancelled {
        return try await settlement.stopped(item, job, at: stage, walk)
      } catch {
        // Somebody moved it while it was at work.
        if try FileStatus.ifPresent(walk.directory) == nil {
          return try await settlement.missing(id, job)
        }
        return try await settlement.attemptFailed(&item, job, at: stage, error, walk)
      }
    }
  }

  private static func stage(of job: Job) -> Stage {
    guard let stage = Stage(rawValue: job.stage) else {
      preconditionFailure("the queue knows a stage that is none: \(job.stage)")
    }
    return stage
  }

  /// As intake wrote it a moment ago.
  private func taken(_ id: ItemID, _ leased: Job) -> Item? {
    let item = taken.take(id)
    return leased.isFirst ? item : nil
  }

  /// Without room, or on a disk that fails, no attempt can help, and none is counted.
  private func isOfTheMachine(_ error: any Error, _ id: ItemID) -> Bool {
    guard let trouble = DiskRoom(workspace).trouble(behind: error) else { return false }
    logger.warning("attempt stopped", ["item": "\(id)", "reason": trouble.reason])
    return true
  }

  /// What the attempt wrote may be what fills the disk: nobody else would take it away.
  private func makeRoom(_ id: ItemID, _ stage: Stage, _ walk: ItemWalk) {
    do {
      try ItemDirectory.removeLeftovers(of: stage, in: walk.directory)
    } catch {
      logger.warning("leftovers not removed", ["item": "\(id)", "reason": "\(error)"])
    }
  }

  /// Runs one stage.
  private func perform(
    _ stage: Stage, of item: inout Item, _ walk: ItemWalk
  ) async throws -> StageResult {
    if let parts = item.split { return StageResult(outcome: .split(parts)) }
    guard let route = routes.route(of: item) else {
      return StageResult(
        outcome: .reject([
          Finding(
            .error, "no-route",
            "no worker “\(item.worker)” with a route “\(item.route)”: change the rule"
              + " “\(item.rule)”, then `dropmill retry \(item.id)`")
        ]))
    }
    if [.ingest, .publish].contains(stage), try await isFolderTaken(from: item) {
      let folder = Path(item.worker) / BusinessDirectory.name(of: item.business)
      return StageResult(
        outcome: .reject([
          Finding(
            .error, "folder-taken",
            "outbox/\(folder) is the folder of another business, in which nothing of"
              + " “\(item.business)” is published: call the business otherwise")
        ]))
    }
    let started = ContinuousClock.now
    let time = now()
    let context = StageContext(
      item: item, stage: stage, now: time, tables: database, logger: logger,
      directory: walk.directory, outbox: workspace.outbox, rules: workspace.rules,
      inbox: workspace.inbox)
    let result = try await perform(stage, on: route, context, walk)
    let run = Item.StageRun(
      stage: stage, milliseconds: (ContinuousClock.now - started).milliseconds,
      records: result.records, rejects: result.rejects, rejectedCells: result.rejectedCells,
      begun: max(0, time.timeIntervalSince(item.received)))
    item.note(run, context.written, result)
    if let pending = result.pending {
      // What is not published yet is so for no attempt that comes behind this one.
      var published = item
      published.published = pending.target.description
      published.report = (pending.target / pending.reportDirectory).description
      do {
        try await finish(pending, of: published, walk)
      } catch let error as DecidedError {
        // Another's, which stands in the way, says nothing of this one.
        if error.item == item.id { item = published }
        throw error
      }
      item = published
    }
    return result
  }

  private func isFolderTaken(from item: Item) async throws -> Bool {
    guard BusinessDirectory.mayBeShared(by: item.business) else { return false }
    let (business, worker) = (item.business, item.worker)
    return try await database.read {
      try BusinessDirectory.isTaken(from: business, worker: worker, $0)
    }
  }

  /// The walk of a file: what each stage reads, and what it leaves.
  private func perform<R: Route>(
    _ stage: Stage, on route: R, _ context: StageContext, _ walk: ItemWalk
  ) async throws -> StageResult {
    let streams = walk.streams
    let directory = walk.directory
    switch stage {
    case .ingest:
      try context.noteWhatIsNoFile()
      return try await streams.write(R.Record.self, of: stage, in: directory) {
        try await route.ingest(context.source, to: $0, in: context)
      }
    case .process:
      return try await streams.write(R.Plan.self, of: stage, in: directory) {
        try await route.process(
          streams.read(R.Record.self, for: stage, in: directory), to: $0, in: context)
      }
    case .nlg:
      return try await streams.write(R.Draft.self, of: stage, in: directory) {
        try await route.nlg(
          streams.read(R.Plan.self, for: stage, in: directory), to: $0, in: context)
      }
    case .qa:
      return try await streams.write(R.Draft.self, of: stage, in: directory) {
        try await route.qa(
          streams.read(R.Draft.self, for: stage, in: directory), to: $0, in: context)
      }
    case .publish:
      let publication = try await outbox.begin(context.item)
      do {
        var drafts = try streams.read(R.Draft.self, for: stage, in: directory)
        if route.publishesWhole {
          drafts = try PublishedStream.whole(
            drafts, isLast: context.item.held.isEmpty, in: directory)
        }
        let outcome = try await route.publish(drafts, to: publication, in: context)
        if outcome == .next {
          if let newer = publication.newer {
            context.decide(
              "Item \(newer), which came later and has the same name, was published before:"
                + " these results are beside it, in outbox/\(publication.target).")
          }
          return StageResult(outcome: outcome, pending: publication)
        }
        try await outbox.discard(publication)
        try PublishedStream.discardNext(in: directory)
        return StageResult(outcome: outcome)
      } catch {
        try await outbox.discard(publication)
        throw error
      }
    }
  }

  /// Adds the report to a publication and makes it visible.
  private func finish(
    _ publication: PublicationWriter, of item: Item, _ walk: ItemWalk
  ) async throws {
    do {
      try ItemReport(item, directory: walk.directory).write(to: publication)
    } catch {
      try await outbox.discard(publication)
      throw error
    }
    try await outbox.publish(publication, of: item)
  }

  private static func crashed(_ job: Job) -> [Finding] {
    [
      Finding(
        .error, "crash",
        "the daemon ended \(job.crashes) times while it was at work on this file; it is kept out"
          + " of the way so that others go on")
    ]
  }
}

extension Duration {
  var milliseconds: Double {
    let parts = components
    return Double(parts.seconds) * 1000 + Double(parts.attoseconds / 1_000_000_000_000) / 1000
  }
}
