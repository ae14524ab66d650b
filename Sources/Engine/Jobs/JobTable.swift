package import Storage

/// The durable queue, as statements on a connection.
///
/// Each call belongs to a transaction of the caller, so that a job changes together with what it
/// is about. Times are seconds since 1970. An item's directory says which stage is next; this
/// table says when, and how often it was tried.
///
/// A clock that is set back makes nothing wait that had not asked to: what is `available` is so
/// whatever its time, and no failed attempt waits for longer than the longest wait there is.
package struct JobTable {
  private let connection: any Connection

  package init(_ connection: any Connection) { self.connection = connection }

  package static let migrations = [
    Migration(
      "jobs-1",
      [
        """
        create table job(
          item integer primary key,
          stage text not null,
          state text not null,
          rule text not null,
          priority integer not null,
          attempt integer not null default 0,
          crashes integer not null default 0,
          fence integer not null default 0,
          available_at real not null,
          error text)
        """,
        """
        create index job_waiting on job(priority desc, item)
          where state in ('available', 'scheduled', 'retryable')
        """,
        "create index job_running on job(item) where state = 'running'",
      ]),
    // Few are tried again, and pages ask for them beside thousands that wait.
    Migration(
      "jobs-2", ["create index job_retryable on job(stage, item) where state = 'retryable'"]),
    Migration("jobs-3", ["alter table job add column alone integer not null default 0"]),
    // What the dispatcher asks each time it wakes up, beside hundreds of thousands that wait.
    Migration(
      "jobs-4",
      [
        "create index job_time on job(available_at) where \(waiting)",
        "create index job_single on job(priority desc, item) where \(waiting) and \(single)",
      ]),
  ]

  /// The condition of jobs that wait: that of their index.
  package static let waiting = "state in ('available', 'scheduled', 'retryable')"
  /// Of those that are run alone.
  private static let single = "(crashes > 0 or alone = 1)"
  /// Of those whose time has come: `$1`. By the order that is asked for, not by the time (`+`):
  /// nearly all that wait may be taken.
  private static let due = """
    (state = 'available' or +available_at <= $1
      or state = 'retryable' and +available_at > $1 + \(Backoff.longestSeconds))
    """

  /// Adds the job of a new item, or puts an old one back to a stage.
  ///
  /// - Parameter isAlone: whether it is run alone, before all that are not, and those that are in
  ///   the order of their numbers.
  package func add(
    item: Int, stage: String, rule: String, priority: Int, at time: Double, isAlone: Bool = false
  ) throws {
    try connection.execute(
      """
      insert into job(item, stage, state, rule, priority, available_at, alone)
      values($1, $2, 'available', $3, $4, $5, $6)
      on conflict(item) do update set
        stage = excluded.stage, state = 'available', attempt = 0, crashes = 0,
        fence = job.fence + 1, available_at = excluded.available_at, error = null,
        alone = excluded.alone
      """,
      [
        .integer(item), .text(stage), .text(rule), .integer(priority), .real(time),
        .integer(isAlone ? 1 : 0),
      ])
  }

  /// Leases what can be run now: highest priority first, then oldest first.
  ///
  /// - Parameters:
  ///   - single: those that are run alone, instead of the others: what was asked for so, and what
  ///     was at work when a daemon ended, so that a file that ends the daemon is not mistaken for
  ///     another.
  ///   - busyRules: rules that have as many running items as they allow.
  ///   - closedStages: stages that take nothing now.
  package func lease(
    limit: Int, at time: Double, single: Bool = false, busyRules: [String] = [],
    closedStages: [String] = []
  ) throws -> [Job] {
    var values: [SQLValue] = [.real(time), .integer(limit)]
    var condition = single ? "and \(Self.single)" : "and crashes = 0 and alone = 0"
    for (column, names) in [("rule", busyRules), ("stage", closedStages)] where !names.isEmpty {
      let marks = names.indices.map { "$\(values.count + $0 + 1)" }.joined(separator: ", ")
      condition += " and \(column) not in (\(marks))"
      values += names.map(SQLValue.text)
    }
    let jobs = try connection.query(
      """
      update job set state = 'running', attempt = attempt + 1, fence = fence + 1
      where item in (
        select item from job where \(Self.waiting) and \(Self.due) \(condition)
        order by priority desc, item limit $2)
      returning item, stage, attempt, crashes, fence, rule, priority
      """, values
    ) { row in
      (
        Job(
          item: row.integer(0), stage: row.text(1), attempt: row.integer(2),
          crashes: row.integer(3), fence: row.integer(4), rule: row.text(5)),
        row.integer(6)
      )
    }
    return jobs.sorted { ($1.1, $0.0.item) < ($0.1, $1.0.item) }.map(\.0)
  }

  /// Whether a job that is run alone waits only for the others to end.
  package func isSingleDue(at time: Double, closedStages: [String] = []) throws -> Bool {
    let marks = closedStages.indices.map { "$\($0 + 2)" }.joined(separator: ", ")
    return try connection.first(
      """
      select 1 from job where \(Self.waiting) and \(Self.single) and \(Self.due)
        and stage not in (\(marks)) limit 1
      """, [.real(time)] + closedStages.map(SQLValue.text)
    ) { _ in true } ?? false
  }

  /// The same lease goes on with the next stage.
  ///
  /// - Returns: false when the lease was lost: nothing was changed.
  package func advance(_ job: Job, to stage: String) throws -> Bool {
    try connection.execute(
      """
      update job set stage = $1, attempt = 1, error = null
      where item = $2 and fence = $3
      """, [.text(stage), .integer(job.item), .integer(job.fence)]) == 1
  }

  /// Ends the lease; the job is over.
  ///
  /// - Returns: false when the lease was lost: nothing was changed.
  package func end(_ job: Job, as state: JobState, error: String? = nil) throws -> Bool {
    try connection.execute(
      "update job set state = $1, error = $2, stage = $3 where item = $4 and fence = $5",
      [
        .text(state.rawValue), SQLValue(error), .text(job.stage), .integer(job.item),
        .integer(job.fence),
      ]) == 1
  }

  /// Ends the lease; the same stage is run again at `time`.
  ///
  /// - Parameter countsAttempt: false when the stage only asked to come later.
  package func again(
    _ job: Job, at time: Double, error: String?, countsAttempt: Bool
  ) throws -> Bool {
    try connection.execute(
      """
      update job set state = $1, available_at = $2, error = $3, attempt = $4
      where item = $5 and fence = $6
      """,
      [
        .text((countsAttempt ? JobState.retryable : .scheduled).rawValue), .real(time),
        SQLValue(error), .integer(countsAttempt ? job.attempt : job.attempt - 1),
        .integer(job.item), .integer(job.fence),
      ]) == 1
  }

  /// Ends the lease; the same stage can be run again at once, and nothing is counted.
  package func giveBack(_ job: Job, at time: Double) throws -> Bool {
    try connection.execute(
      """
      update job set state = 'available', available_at = $1, error = null, attempt = $2
      where item = $3 and fence = $4
      """,
      [
        .real(time), .integer(job.attempt - 1), .integer(job.item), .integer(job.fence),
      ]) == 1
  }

  /// When the next job that waits for its time can be taken; nil when none waits.
  package func nextTime(after time: Double) throws -> Double? {
    try connection.first(
      """
      select min(available_at) from job
      where \(Self.waiting) and available_at > $1 and state <> 'available'
      """,
      [.real(time)]
    ) { $0.optionalReal(0) } ?? nil
  }

  /// Gives back what was leased when the last daemon ended without a word: one of them may have
  /// been what ended it.
  package func rescue(at time: Double, countsCrash: Bool = true) throws {
    try connection.execute(
      """
      update job set state = 'available', fence = fence + 1, available_at = $1,
        attempt = attempt - 1, crashes = crashes + $2
      where state = 'running'
      """, [.real(time), .integer(countsCrash ? 1 : 0)])
  }

  /// The item's directory is at another stage than the row says: the directory is right.
  package func move(item: Int, to stage: String) throws {
    try connection.execute(
      "update job set stage = $1, attempt = 0 where item = $2", [.text(stage), .integer(item)])
  }

  /// The item's directory lies where nothing more is to be run. Why it waited or failed before is
  /// no longer true of one that is done.
  package func close(item: Int, as state: JobState) throws {
    try connection.execute(
      """
      update job set state = $1, fence = fence + 1,
        error = case when $1 = 'completed' then null else error end
      where item = $2
      """,
      [.text(state.rawValue), .integer(item)])
  }

  /// Keeps a job that waits from being leased for a while.
  ///
  /// - Returns: false when it does not wait: nothing was changed.
  package func postpone(item: Int, until time: Double) throws -> Bool {
    try connection.execute(
      """
      update job set available_at = $1, fence = fence + 1,
        state = case when state = 'available' then 'scheduled' else state end
      where item = $2 and \(Self.waiting)
      """, [.real(time), .integer(item)]) == 1
  }

  /// Whether somebody holds a lease.
  package func isRunning(item: Int) throws -> Bool {
    try connection.first(
      "select 1 from job where item = $1 and state = 'running'", [.integer(item)]
    ) { $0.integer(0) } != nil
  }

  /// Whether a job is at work, or is to be: one that asked to come later is not waited for.
  ///
  /// Asked over and over beside a million that are over: answered from the indexes of the others.
  ///
  /// - Parameter closedStages: what waits there is left out.
  package func isAnyLeft(closedStages: [String]) throws -> Bool {
    let marks = closedStages.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
    return try connection.first(
      """
      select exists(select 1 from job where state = 'running')
        or exists(select 1 from job
          where \(Self.waiting) and state <> 'scheduled' and stage not in (\(marks))
          order by priority desc, item limit 1)
      """, closedStages.map(SQLValue.text)
    ) { $0.integer(0) == 1 } ?? false
  }

  /// How many jobs are in each state.
  package func counts() throws -> [JobState: Int] {
    var counts: [JobState: Int] = [:]
    try connection.forEach("select state, count(*) from job group by state", []) { row in
      if let state = JobState(rawValue: row.text(0)) { counts[state] = row.integer(1) }
    }
    return counts
  }
}
