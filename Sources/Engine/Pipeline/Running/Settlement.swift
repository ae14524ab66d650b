import Files
import Foundation
import Jobs
import Pages
import Storage
import Telemetry

/// Does what a stage's outcome says: moves the item's directory, and then the rows.
///
/// The directory comes first. A crash between the two leaves the directory right, and recovery
/// mends the rows.
struct Settlement: Sendable {
  let workspace: Workspace
  let database: any Database
  let intake: Intake
  let configuration: Configuration
  let now: @Sendable () -> Date
  let logger: Logger
  let observe: @Sendable (ItemEvent) -> Void
  let pace: StagePace

  /// - Returns: the stage to run next under the same lease; nil when the item stops here.
  func settle(
    _ item: inout Item, _ job: Job, after stage: Stage, _ result: StageResult,
    _ walk: ItemWalk
  ) async throws -> Stage? {
    if let run = item.runs.last { pace.note(run, of: item.rule) }
    switch result.outcome {
    case .next:
      if let next = stage.next {
        try advance(item, job, from: stage, to: next, walk)
        return next
      }
      if !item.held.isEmpty { try walk.streams.save(in: walk.directory) }
      try finishPublished(&item, job, walk)
    case .finish(let text):
      item.decisions.append(Item.Decision(stage: stage.rawValue, text: text))
      try end(item, job, walk, to: .done, .completed, outcome: "finished", reason: text)
    case .split(let text):
      try await split(&item, job, at: stage, text, walk)
    case .hold(let findings):
      item.findings += findings
      try walk.streams.save(in: walk.directory)
      try end(
        item, job, walk, to: .hold, .cancelled, outcome: "held", reason: findings.first?.message)
    case .reject(let findings):
      try fail(item, job, findings, walk)
    case .later(let time):
      try rest(item, job, at: stage, walk)
      _ = try await database.write { connection in
        try JobTable(connection).again(
          job, at: time.timeIntervalSince1970, error: nil, countsAttempt: false)
      }
    }
    return nil
  }

  /// Its parts become items, and it is done.
  private func split(
    _ item: inout Item, _ job: Job, at stage: Stage, _ text: String, _ walk: ItemWalk
  ) async throws {
    let splitting = Splitting(intake: intake, logger: logger, observe: observe)
    let left = try await splitting.run(&item, text, in: walk.directory)
    item.decisions.append(Item.Decision(stage: stage.rawValue, text: text))
    item.findings += left
    try end(item, job, walk, to: .done, .completed, outcome: Splitting.outcome, reason: text)
  }

  /// The attempt threw: it is tried again, or given up.
  func attemptFailed(
    _ item: inout Item, _ job: Job, at stage: Stage, _ error: any Error, _ walk: ItemWalk
  ) async throws {
    try ItemDirectory.removeLeftovers(of: stage, in: walk.directory)
    let message = "\(error)"
    item.note(Item.Attempt(stage: stage, number: job.attempt, time: now(), message: message))
    let limit = item.attemptsMax ?? configuration.attemptsMax
    if job.attempt >= limit {
      let finding = Finding(
        .error, "attempts",
        "\(stage.rawValue) failed \(job.attempt) times, the last time with: \(message)")
      return try fail(item, job, [finding], walk)
    }
    let delay = try await tryAgain(
      item, job, at: stage, message, walk, countsAttempt: true)
    logger.warning(
      "attempt failed",
      [
        "item": "\(item.id)", "stage": stage.rawValue, "attempt": "\(job.attempt) of \(limit)",
        "seconds": String(format: "%.1f", delay), "reason": message,
      ])
  }

  /// Its results are decided, so nothing else can become of it: it is tried until they are visible,
  /// and no attempt is counted.
  func notVisible(
    _ item: Item, _ job: Job, _ error: DecidedError, _ walk: ItemWalk
  ) async throws {
    let delay = try await tryAgain(
      item, job, at: .publish, "\(error)", walk, countsAttempt: false)
    logger.warning(
      "results not visible",
      [
        "item": "\(item.id)", "seconds": String(format: "%.1f", delay), "reason": "\(error)",
      ])
  }

  /// - Returns: the seconds until then.
  private func tryAgain(
    _ item: Item, _ job: Job, at stage: Stage, _ message: String, _ walk: ItemWalk,
    countsAttempt: Bool
  ) async throws -> Double {
    let delay = backoff(of: item).delaySeconds(
      afterAttempt: job.attempt, seed: UInt64(item.id.number))
    try rest(item, job, at: stage, walk)
    let time = now().timeIntervalSince1970 + delay
    _ = try await database.write { connection in
      try JobTable(connection).again(
        job, at: time, error: message, countsAttempt: countsAttempt)
    }
    observe(
      .attemptFailed(item, stage, attempt: job.attempt, reason: message, seconds: delay))
    return delay
  }

  /// The daemon is to end: the stage begins anew at the next start, and nothing is counted.
  func stopped(
    _ item: Item, _ job: Job, at stage: Stage, _ walk: ItemWalk
  ) async throws {
    try ItemDirectory.removeLeftovers(of: stage, in: walk.directory)
    try await wait(item, job, at: stage, walk)
  }

  /// The stage takes nothing now: the item waits before it, and nothing is counted.
  func wait(
    _ item: Item, _ job: Job, at stage: Stage, _ walk: ItemWalk
  ) async throws {
    try rest(item, job, at: stage, walk)
    let time = now().timeIntervalSince1970
    _ = try await database.write { try JobTable($0).giveBack(job, at: time) }
  }

  /// Its `item.json` could not be read. When the machine was at fault it is tried again; else
  /// nobody can say any more what is to be done with it, and its directory is kept for a person.
  func unreadable(_ id: ItemID, _ job: Job, at stage: Stage, _ error: any Error) async throws {
    if DiskRoom.isOfTheMachine(error), job.attempt < configuration.attemptsMax {
      let time = now().timeIntervalSince1970
      let delay = configuration.backoff.delaySeconds(
        afterAttempt: job.attempt, seed: UInt64(id.number))
      logger.warning(
        "item not read", ["item": "\(id)", "reason": "\(error)", "again": "\(delay) s"])
      _ = try await database.write { connection in
        try JobTable(connection).again(
          job, at: time + delay, error: "\(error)", countsAttempt: true)
      }
      return
    }
    let from = workspace.directory(of: id, in: Workspace.Place(stage))
    try Renaming.move(from, to: workspace.directory(of: id, in: .failed))
    let reason = "its \(Item.fileName) cannot be read: \(error)"
    let ending = ItemTable.Ending(
      place: .failed, outcome: "failed", reason: reason, finished: now())
    try await database.write { connection in
      _ = try JobTable(connection).end(job, as: .discarded, error: reason)
      try ItemTable(connection).end(id, ending)
    }
    logger.error("item unreadable", ["item": "\(id)", "reason": reason])
  }

  /// Somebody moved the directory: the item goes on from where it lies now.
  func missing(_ id: ItemID, _ job: Job) async throws {
    let place = try workspace.place(of: id)
    logger.warning(
      "item moved", ["item": "\(id)", "from": job.stage, "to": place?.rawValue ?? "nowhere"])
    let time = now().timeIntervalSince1970
    try await database.write { connection in
      if let stage = place?.stage {
        try JobTable(connection).move(item: id.number, to: stage.rawValue)
        _ = try JobTable(connection).again(job, at: time, error: nil, countsAttempt: false)
      } else {
        _ = try JobTable(connection).end(job, as: .cancelled, error: "its directory was moved")
      }
      if let place { try ItemTable(connection).move(id, to: place) }
    }
  }

  /// Gives the item up, with the reasons.
  func fail(_ item: Item, _ job: Job, _ findings: [Finding], _ walk: ItemWalk) throws {
    var item = item
    item.findings += findings
    try end(
      item, job, walk, to: .failed, .discarded, outcome: "failed",
      reason: findings.first?.message)
  }

  /// The item stays before this stage until its time: what it will need is written down.
  private func rest(_ item: Item, _ job: Job, at stage: Stage, _ walk: ItemWalk) throws {
    try walk.save(item)
    if walk.place != stage { try move(item, job, to: stage, walk) }
  }

  private func advance(
    _ item: Item, _ job: Job, from stage: Stage, to next: Stage, _ walk: ItemWalk
  ) throws {
    // What the next stage reads from a file, it finds after a crash too: then `item.json` must
    // know how it came about.
    let isLong = item.runs.last.map { $0.milliseconds > Self.worthKeeping } ?? false
    let isSaved = isLong || walk.streams.isInFile(stage)
    if isSaved { try walk.save(item) }
    // Nobody would see it there, and from where it lies it can be run again.
    if !isSaved, pace.isQuick(next, of: item.rule) { return }
    try move(item, job, to: next, walk)
    if isSaved {
      try walk.streams.removeInput(
        of: stage, above: configuration.streamBytesKept, in: walk.directory)
    }
  }

  private func move(_ item: Item, _ job: Job, to stage: Stage, _ walk: ItemWalk) throws {
    let from = walk.place
    try walk.move(to: stage)
    let id = item.id
    database.enqueue { connection in
      if try JobTable(connection).advance(job, to: stage.rawValue) {
        try ItemTable(connection).move(id, to: Workspace.Place(stage))
      }
    }
    logger.debug(
      "item advanced", ["item": "\(id)", "from": from.rawValue, "to": stage.rawValue])
  }

  /// Published; what it held back waits for a person, else it is done.
  private func finishPublished(_ item: inout Item, _ job: Job, _ walk: ItemWalk) throws {
    let held = item.held.values.reduce(0, +)
    let target = item.published
    if held > 0 {
      let text =
        Item.Decision.publishedWithout
        + Words.english.count(
          held, "1 record that waits for a person", "%1 records that wait for a person")
      item.decisions.append(Item.Decision(stage: Stage.publish.rawValue, text: text))
      return try end(
        item, job, walk, to: .hold, .cancelled, outcome: "published", reason: text,
        published: target)
    }
    try end(
      item, job, walk, to: .done, .completed, outcome: "published", reason: nil,
      published: target)
  }

  private func end(
    _ item: Item, _ job: Job, _ walk: ItemWalk, to place: Workspace.Place, _ state: JobState,
    outcome: String, reason: String?, published: String? = nil
  ) throws {
    let from = walk.directory
    try item.write(in: from)
    if place == .failed || outcome == "held" || outcome == Splitting.outcome {
      try ItemReport(item, directory: from).writeInDirectory(outcome: outcome.capitalized)
    }
    if place == .done {
      try walk.removeStreams()
    } else if outcome != "held" {
      try ItemDirectory.removeFiles(in: from)
    }
    try Renaming.move(from, to: workspace.directory(of: item.id, in: place))
    let ending = ItemTable.Ending(
      place: place, outcome: outcome, reason: reason, finished: now(), published: published,
      records: item.recordCount, rejects: item.rejectCount, held: item.held.values.reduce(0, +),
      runs: item.runs)
    let id = item.id
    database.enqueue { connection in
      if try JobTable(connection).end(job, as: state, error: reason) {
        try ItemTable(connection).end(id, ending)
      }
    }
    log(item, outcome: outcome, reason: reason, published: published)
    observe(.ended(item, outcome: outcome, place: place, detail: reason ?? published ?? ""))
  }

  private func log(_ item: Item, outcome: String, reason: String?, published: String?) {
    let fields: KeyValuePairs = [
      "item": "\(item.id)", "file": item.origin, "outcome": outcome,
      "records": "\(item.recordCount)", "rejects": "\(item.rejectCount)",
      "detail": reason ?? published ?? "",
    ]
    if outcome == "failed" {
      logger.warning("item failed", fields)
    } else {
      logger.info("item ended", fields)
    }
  }

  private func backoff(of item: Item) -> Backoff {
    guard let seconds = item.backoffSeconds else { return configuration.backoff }
    return Backoff(
      baseSeconds: seconds, maximumSeconds: max(seconds, configuration.backoff.maximumSeconds))
  }

  /// A stage that ran longer than this many milliseconds is worth a write of `item.json`, so that
  /// it need not run again after a crash.
  private static let worthKeeping = 100.0
}
