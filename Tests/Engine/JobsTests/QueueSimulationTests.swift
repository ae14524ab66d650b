import Foundation
import Jobs
import SQLiteStorage
import Storage
import TestSupport
import Testing

// The queue under everything that may befall it, in an order that a seed decides and with a clock
// that the simulation sets: leases, all outcomes, ends of the daemon without a word, holders of old
// leases that do not know it, people who move items. After every step what must hold is asked
// (safety); then the faults end, and the queue must become empty in bounded steps (liveness).

@Suite struct `A queue under faults` {
  @Test func `gives each job to one holder, forgets none, and empties when the faults end`()
    async throws
  {
    let place = try TemporaryDirectory()
    let database = try SQLiteDatabase(path: "\(place.path)/jobs.sqlite")
    try await Migration.apply(JobTable.migrations, to: database)
    for seed in SeededGenerator.histories {
      let faults = try await database.write { connection in
        try connection.execute("delete from job", [])
        var simulation = QueueSimulation(connection, seed: seed)
        return try simulation.run()
      }
      try #require(faults.isEmpty, "seed \(seed)")
    }
    await database.close()
  }
}

/// One history of a queue.
private struct QueueSimulation {
  private static let stages = ["ingest", "process", "publish"]
  private static let steps = 120

  private let connection: any Connection
  private let table: JobTable
  private var random: SeededGenerator
  private var time = 1_000.0
  /// The leases that the daemon holds, by item.
  private var held: [Int: Job] = [:]
  /// Leases of daemons that ended: whoever still holds one may change nothing.
  private var stale: [Job] = []
  private var items = 0
  private var faults: [String] = []

  init(_ connection: any Connection, seed: UInt64) {
    self.connection = connection
    table = JobTable(connection)
    random = SeededGenerator(seed: seed)
  }

  /// - Returns: What did not hold.
  mutating func run() throws -> [String] {
    for step in 0..<Self.steps where faults.isEmpty {
      try takeStep()
      try check("step \(step)")
    }
    try drain()
    return faults
  }

  private mutating func takeStep() throws {
    switch Int.random(in: 0..<20, using: &random) {
    case 0...2: try add()
    case 3...7: try lease()
    case 8...13: try settle()
    case 14: try endDaemon()
    case 15...16: try useStaleLease()
    case 17: try moveByHand()
    default: time += Double.random(in: 0...40, using: &random)
    }
  }

  private mutating func add() throws {
    items += 1
    let priority = Int.random(in: 0...2, using: &random)
    try table.add(item: items, stage: "ingest", rule: "r\(items % 2)", priority: priority, at: time)
  }

  /// As the dispatcher does: one that was at work when a daemon ended runs alone.
  private mutating func lease() throws {
    var jobs: [Job] = []
    if held.isEmpty { jobs = try table.lease(limit: 1, at: time, single: true) }
    if jobs.isEmpty, !held.values.contains(where: { $0.crashes > 0 }) {
      let busy = Bool.random(using: &random) ? ["r0"] : []
      jobs = try table.lease(limit: 3, at: time, busyRules: busy)
      expect(jobs.allSatisfy { !busy.contains($0.rule) }, "a busy rule got a lease")
    }
    for job in jobs {
      expect(held[job.item] == nil, "item \(job.item) has two holders")
      expect(job.attempt >= 1, "item \(job.item) is at attempt \(job.attempt)")
      held[job.item] = job
    }
  }

  private mutating func settle() throws {
    guard let item = held.keys.sorted().randomElement(using: &random), let job = held[item] else {
      return
    }
    held[item] = nil
    let isMine: Bool
    switch Int.random(in: 0..<5, using: &random) {
    case 0:
      guard let next = Self.stages.drop(while: { $0 != job.stage }).dropFirst().first else {
        fallthrough
      }
      isMine = try table.advance(job, to: next)
      held[item] = Job(
        item: item, stage: next, attempt: 1, crashes: job.crashes, fence: job.fence,
        rule: job.rule)
    case 1: isMine = try table.end(job, as: .completed)
    case 2:
      let delay = Backoff().delaySeconds(afterAttempt: job.attempt, seed: UInt64(item))
      isMine = try table.again(job, at: time + delay, error: "x", countsAttempt: true)
    case 3: isMine = try table.again(job, at: time + 5, error: nil, countsAttempt: false)
    default: isMine = try table.giveBack(job, at: time)
    }
    expect(isMine, "the holder of item \(item) may not settle it")
  }

  /// Without a word: what it had leased is rescued by the next, and its leases are void.
  private mutating func endDaemon() throws {
    stale = Array((stale + held.values.sorted { $0.item < $1.item }).suffix(20))
    held = [:]
    try table.rescue(at: time)
  }

  private mutating func useStaleLease() throws {
    guard let job = stale.randomElement(using: &random) else { return }
    let before = try row(of: job.item)
    let isTaken: Bool
    switch Int.random(in: 0..<4, using: &random) {
    case 0: isTaken = try table.end(job, as: .completed)
    case 1: isTaken = try table.again(job, at: 0, error: nil, countsAttempt: true)
    case 2: isTaken = try table.giveBack(job, at: 0)
    default: isTaken = try table.advance(job, to: "publish")
    }
    let after = try row(of: job.item)
    expect(!isTaken && before == after, "an old lease changed item \(job.item)")
  }

  /// A directory was moved while nobody worked on it.
  private mutating func moveByHand() throws {
    guard items > 0 else { return }
    let item = Int.random(in: 1...items, using: &random)
    if held[item] != nil { return }
    if Bool.random(using: &random) {
      try table.close(item: item, as: .cancelled)
    } else {
      try table.add(item: item, stage: "process", rule: "r1", priority: 0, at: time)
    }
  }

  /// Nothing goes wrong any more: all must end.
  private mutating func drain() throws {
    for job in held.values { _ = try table.end(job, as: .completed) }
    held = [:]
    for _ in 0..<(items + 1) * 4 where faults.isEmpty {
      var jobs = try table.lease(limit: 1, at: time, single: true)
      if jobs.isEmpty { jobs = try table.lease(limit: 5, at: time) }
      for job in jobs {
        let isMine = try table.end(job, as: .completed)
        expect(isMine, "item \(job.item) cannot end")
      }
      if jobs.isEmpty {
        guard let next = try table.nextTime(after: time) else { break }
        time = next
      }
    }
    let counts = try table.counts()
    let open = [JobState.available, .scheduled, .running, .retryable].map { counts[$0] ?? 0 }
    expect(open.allSatisfy { $0 == 0 }, "when all was well again, jobs were left: \(counts)")
  }

  private mutating func check(_ step: String) throws {
    let count = try table.counts().values.reduce(0, +)
    expect(count == items, "\(step): \(count) jobs of \(items) items")
    let running = try connection.query(
      "select item, fence, attempt from job where state = 'running' order by item", []
    ) { [$0.integer(0), $0.integer(1)] }
    let mine = held.values.sorted { $0.item < $1.item }.map { [$0.item, $0.fence] }
    expect(running == mine, "\(step): running \(running), held \(mine)")
  }

  private func row(of item: Int) throws -> [String] {
    try connection.query(
      "select state, stage, attempt, fence, available_at from job where item = $1",
      [.integer(item)]
    ) { row in "\(row.text(0)) \(row.text(1)) \(row.integer(2)) \(row.integer(3))" }
  }

  private mutating func expect(_ holds: Bool, _ fault: String) {
    if !holds { faults.append(fault) }
  }
}
