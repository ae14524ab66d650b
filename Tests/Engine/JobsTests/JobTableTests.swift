import Jobs
import SQLiteStorage
import Storage
import TestSupport
import Testing

@Suite struct `The queue` {
  private let place: TemporaryDirectory
  private let database: SQLiteDatabase

  init() async throws {
    place = try TemporaryDirectory()
    database = try SQLiteDatabase(path: "\(place.path)/jobs.sqlite")
    try await Migration.apply(JobTable.migrations, to: database)
  }

  private func jobs<Value: Sendable>(
    _ body: @escaping @Sendable (JobTable) throws -> Value
  ) async throws -> Value {
    try await database.write { try body(JobTable($0)) }
  }

  /// Adds items with rules, each rule a letter, in the order of their numbers from 1.
  private func add(_ rules: String, priority: [Int] = [], at time: Double = 0) async throws {
    try await jobs { table in
      for (index, rule) in rules.enumerated() {
        try table.add(
          item: index + 1, stage: "ingest", rule: String(rule),
          priority: priority.isEmpty ? 0 : priority[index], at: time)
      }
    }
  }

  private func lease(_ limit: Int = 100, at time: Double = 0) async throws -> [Job] {
    try await jobs { try $0.lease(limit: limit, at: time) }
  }

  /// The items that could be leased now, each once, and what is known of them.
  private func state(of item: Int) async throws -> String {
    try await database.read { connection in
      try connection.first(
        "select state, stage, attempt, crashes from job where item = $1", [.integer(item)]
      ) { "\($0.text(0)) \($0.text(1)) \($0.integer(2)) \($0.integer(3))" } ?? "none"
    }
  }

  @Test func `hands out the highest priority first, then the oldest`() async throws {
    try await add("aaaaa", priority: [0, 5, 0, -3, 5])
    #expect(try await lease(3).map(\.item) == [2, 5, 1])
    #expect(try await lease(3).map(\.item) == [3, 4])
    #expect(try await lease().isEmpty)
  }

  /// The dispatcher asks at each wake-up, beside hundreds of thousands that wait: with another
  /// index, or none, each lease looks at them all.
  @Test func `is asked by indexes, in their order`() async throws {
    let plans = try await database.write { connection in
      let planned = PlannedConnection(connection)
      let table = JobTable(planned)
      _ = try table.lease(limit: 10, at: 1, busyRules: ["a"], closedStages: ["nlg"])
      _ = try table.lease(limit: 1, at: 1, single: true)
      _ = try table.nextTime(after: 1)
      try table.rescue(at: 1)
      _ = try table.isAnyLeft(closedStages: ["nlg"])
      return planned.plans
    }
    let indexes = ["job_waiting", "job_single", "job_time", "job_running", "job_running"]
    #expect(plans.count == indexes.count)
    #expect(plans.allSatisfy { !$0.contains("SCAN job\n") && !$0.hasSuffix("SCAN job") })
    for (plan, index) in zip(plans, indexes) {
      #expect(plan.contains("INDEX \(index)"), "\(plan)")
      #expect(!plan.contains("TEMP B-TREE"), "\(plan)")
    }
  }

  @Test func `hands out each job once, however many ask`() async throws {
    try await add(String(repeating: "a", count: 100))
    let leased = try await withThrowingTaskGroup(of: [Job].self) { group in
      for _ in 0..<30 { group.addTask { try await lease(7) } }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(leased.map(\.item).sorted() == Array(1...100))
  }

  @Test func `keeps a job until its time`() async throws {
    try await add("a")
    #expect(try await jobs { try $0.postpone(item: 1, until: 10) })
    #expect(try await lease(at: 9.9).isEmpty)
    #expect(try await jobs { try $0.nextTime(after: 9.9) } == 10)
    #expect(try await jobs { try $0.nextTime(after: 10) } == nil)
    #expect(try await lease(at: 10).map(\.attempt) == [1])
    #expect(try await jobs { try $0.nextTime(after: 0) } == nil)
  }

  @Test(
    arguments: [
      (["a"], [3, 4]), (["a", "b"], [4]), (["a", "b", "c"], []), (["x"], [1, 2, 3, 4]),
    ] as [([String], [Int])])
  func `passes over rules that are busy`(_ busy: [String], _ expected: [Int]) async throws {
    try await add("aabc")
    let leased = try await jobs { try $0.lease(limit: 10, at: 0, busyRules: busy) }
    #expect(leased.map(\.item) == expected)
  }

  @Test func `goes on with the next stage under the same lease`() async throws {
    try await add("a")
    let job = try #require(try await lease().first)
    #expect(try await jobs { try $0.advance(job, to: "process") })
    #expect(try await state(of: 1) == "running process 1 0")
    enum Next: String { case nlg }
    let last = job.moved(to: Next.nlg)
    #expect(try await jobs { try $0.end(last, as: .completed) })
    #expect(try await state(of: 1) == "completed nlg 1 0")
    #expect(try await lease(at: 1e9).isEmpty)
  }

  @Test func `counts failed attempts, and none that only came too early`() async throws {
    try await add("a")
    for attempt in 1...3 {
      let job = try #require(try await lease(at: 5).first)
      #expect(job.attempt == attempt)
      #expect(try await jobs { try $0.again(job, at: 5, error: "no", countsAttempt: true) })
      #expect(try await state(of: 1) == "retryable ingest \(attempt) 0")
      let second = try #require(try await lease(at: 5).first)
      #expect(second.attempt == attempt + 1)
      #expect(try await jobs { try $0.again(second, at: 5, error: nil, countsAttempt: false) })
      #expect(try await state(of: 1) == "scheduled ingest \(attempt) 0")
    }
  }

  @Test func `counts attempts anew at each stage`() async throws {
    try await add("a")
    let first = try #require(try await lease().first)
    _ = try await jobs { try $0.again(first, at: 0, error: "no", countsAttempt: true) }
    let second = try #require(try await lease().first)
    _ = try await jobs { try $0.advance(second, to: "process") }
    let moved = second.moved(to: Stage.process)
    #expect(moved.attempt == 1 && moved.fence == second.fence)
    _ = try await jobs { try $0.again(moved, at: 0, error: "no", countsAttempt: true) }
    #expect(try await state(of: 1) == "retryable process 1 0")
  }

  @Test(arguments: ["advance", "end", "again"])
  func `lets nobody change a job whose lease is lost`(_ change: String) async throws {
    try await add("a")
    let lost = try #require(try await lease().first)
    try await jobs { try $0.rescue(at: 0) }
    let changed = try await jobs { table in
      switch change {
      case "advance": try table.advance(lost, to: "process")
      case "end": try table.end(lost, as: .completed)
      default: try table.again(lost, at: 99, error: nil, countsAttempt: true)
      }
    }
    #expect(!changed)
    #expect(try await state(of: 1) == "available ingest 0 1")
    let found = try await jobs { try $0.lease(limit: 1, at: 0, single: true) }
    #expect(try #require(found.first).fence > lost.fence)
  }

  @Test func `gives back what was leased and counts the crash, no attempt`() async throws {
    try await add("aaaa")
    let leased = try await lease(3)
    _ = try await jobs { try $0.end(leased[0], as: .completed) }
    _ = try await jobs { try $0.again(leased[1], at: 0, error: "no", countsAttempt: true) }
    try await jobs { try $0.rescue(at: 7) }
    #expect(try await state(of: 1) == "completed ingest 1 0")
    #expect(try await state(of: 2) == "retryable ingest 1 0")
    #expect(try await state(of: 3) == "available ingest 0 1")
    #expect(try await state(of: 4) == "available ingest 0 0")
    try await jobs { try $0.rescue(at: 7) }
    #expect(try await state(of: 3) == "available ingest 0 1")
  }

  @Test func `keeps those apart that were at work when a daemon ended`() async throws {
    try await add("aa")
    _ = try await lease(1)
    try await jobs { try $0.rescue(at: 0) }
    #expect(try await lease().map(\.item) == [2])
    let suspects = try await jobs { try $0.lease(limit: 9, at: 0, single: true) }
    #expect(suspects.map(\.item) == [1])
    #expect(suspects.map(\.crashes) == [1])
    #expect(suspects.map(\.attempt) == [1])
  }

  @Test func `takes a job back that was not begun, and counts nothing`() async throws {
    try await add("a")
    for _ in 1...3 {
      let job = try #require(try await lease(at: 5).first)
      #expect(job.attempt == 1)
      #expect(try await jobs { try $0.giveBack(job, at: 5) })
      #expect(try await state(of: 1) == "available ingest 0 0")
      #expect(try await !jobs { try $0.giveBack(Self.older(job), at: 9) })
    }
  }

  /// The same job under a lease that came before.
  private static func older(_ job: Job) -> Job {
    Job(
      item: job.item, stage: job.stage, attempt: job.attempt, crashes: job.crashes,
      fence: job.fence - 1, rule: job.rule)
  }

  @Test func `puts a finished job back to a stage with everything forgotten`() async throws {
    try await add("a")
    let job = try #require(try await lease().first)
    _ = try await jobs { try $0.end(job, as: .discarded, error: "no") }
    try await jobs { try $0.add(item: 1, stage: "qa", rule: "a", priority: 0, at: 3) }
    #expect(try await state(of: 1) == "available qa 0 0")
    #expect(try await !jobs { try $0.end(job, as: .completed) })
  }

  @Test func `closes the job of an item that is at rest, whoever had the lease`() async throws {
    try await add("a")
    let job = try #require(try await lease().first)
    try await jobs { try $0.close(item: 1, as: .cancelled) }
    #expect(try await state(of: 1) == "cancelled ingest 1 0")
    #expect(try await !jobs { try $0.again(job, at: 0, error: nil, countsAttempt: false) })
    #expect(try await lease(at: 1e9).isEmpty)
  }

  @Test func `follows a directory to another stage`() async throws {
    try await add("a")
    _ = try await lease()
    try await jobs { try $0.move(item: 1, to: "nlg") }
    #expect(try await state(of: 1) == "running nlg 0 0")
  }

  @Test func `counts jobs by state`() async throws {
    try await add("aaaa")
    let leased = try await lease(2)
    _ = try await jobs { try $0.end(leased[0], as: .completed) }
    let counts = try await jobs { try $0.counts() }
    #expect(counts == [.available: 2, .running: 1, .completed: 1])
  }

  @Test func `has work left until all is over, asked to come later, or stopped`() async throws {
    try await add("aab")
    let leased = try await lease(2)
    #expect(try await jobs { try $0.isAnyLeft(closedStages: ["ingest"]) })
    _ = try await jobs { try $0.end(leased[0], as: .completed) }
    _ = try await jobs { try $0.again(leased[1], at: 9, error: nil, countsAttempt: false) }
    #expect(try await jobs { try $0.isAnyLeft(closedStages: []) })
    #expect(try await !jobs { try $0.isAnyLeft(closedStages: ["ingest"]) })
    let last = try #require(try await lease().first)
    _ = try await jobs { try $0.end(last, as: .discarded) }
    #expect(try await !jobs { try $0.isAnyLeft(closedStages: []) })
  }

  private enum Stage: String { case process }

  @Test func `lets nobody wait who had not asked to, when the clock is set back`() async throws {
    try await add("abc", at: 7_200)
    #expect(try await lease(1, at: 0).map(\.item) == [1])
    #expect(try await jobs { try $0.postpone(item: 2, until: 7_300) })
    #expect(try await lease(at: 100).map(\.item) == [3])
    let later = try await jobs { try $0.nextTime(after: 100) }
    #expect(later == 7_300)
    #expect(try await lease(at: 7_300).map(\.item) == [2])
  }

  @Test func `tries a failed attempt again, though its time is farther than any wait`() async throws
  {
    try await add("a", at: 1_000_000)
    for job in try await lease(at: 1_000_000) {
      _ = try await jobs { try $0.again(job, at: 1_000_600, error: "no", countsAttempt: true) }
    }
    #expect(try await lease(at: 900_000).isEmpty)
    #expect(try await lease(at: 300_000).map(\.item) == [1])
  }
}
