package import Foundation
package import Storage

// A time is taken in one transaction: the run is written down and the next time set, then the tool
// is run. A crash leaves a run without an end, which the next start calls interrupted: so a time is
// run once or not at all, never twice.

/// Schedules and their runs, as statements on a connection.
package struct ScheduleTable {
  private let connection: any Connection

  package init(_ connection: any Connection) { self.connection = connection }

  package static let migrations = [
    Migration(
      "schedules-1",
      [
        """
        create table schedule(
          name text primary key,
          timing text not null,
          is_known integer not null,
          is_paused integer not null default 0,
          next_at real,
          asked_by text)
        """,
        """
        create table schedule_run(
          number integer primary key,
          schedule text not null,
          nominal real not null,
          started real not null,
          ended real,
          outcome text not null,
          missed integer not null,
          text text not null,
          asked_by text)
        """,
        "create index schedule_run_of on schedule_run(schedule, number)",
        """
        create unique index schedule_run_once on schedule_run(schedule, nominal)
          where asked_by is null
        """,
      ])
  ]

  /// Runs of a schedule that are kept.
  private static let runsMax = 1000
  /// Missed times are counted so far.
  private static let missedMax = 100

  /// What the time has come for.
  struct Due: Sendable {
    /// To be done now.
    var runs: [Schedule.Run] = []
    /// Schedules that were run for this time before: clocks may be put back.
    var repeated: [String] = []
  }

  // MARK: - Reading

  /// In the order of their names.
  package func all() throws -> [Schedule.Standing] {
    let standings = try connection.query(
      "select name, timing, is_paused, next_at from schedule where is_known = 1 order by name", []
    ) { row in
      Schedule.Standing(
        name: row.text(0), timing: row.text(1), isPaused: row.integer(2) != 0,
        next: row.optionalReal(3).flatMap {
          $0 < 0 ? nil : Date(timeIntervalSince1970: $0)
        })
    }
    return try standings.map { standing in
      var standing = standing
      standing.last = try history(of: standing.name, limit: 1).first
      return standing
    }
  }

  /// The newest first.
  ///
  /// - Parameter number: only those older than this one; nil: from the newest.
  package func history(
    of schedule: String, before number: Int? = nil, limit: Int = 50
  ) throws -> [Schedule.Run] {
    try connection.query(
      """
      select number, schedule, nominal, started, ended, outcome, missed, text, asked_by
      from schedule_run where schedule = $1 and number < $2 order by number desc limit $3
      """, [.text(schedule), .integer(number ?? .max), .integer(limit)], Self.run)
  }

  /// When the next is due; nil when none is.
  func nextTime() throws -> Double? {
    try connection.first(
      """
      select min(case when asked_by is not null then 0 else next_at end) from schedule
      where is_known = 1 and (next_at < 0 or (is_paused = 0 or asked_by is not null)
        and not exists (select 1 from schedule_run r where r.schedule = name and r.ended is null))
      """, []
    ) { $0.optionalReal(0) } ?? nil
  }

  // MARK: - Writing

  /// What fell into a pause is not made up for. Whoever ends one need not know the timing: until
  /// somebody looks who does, when it ended stands in the place of the next time, as a negative.
  ///
  /// - Returns: false when there is no such schedule.
  package func setPaused(_ isPaused: Bool, _ name: String, at time: Date) throws -> Bool {
    try connection.execute(
      """
      update schedule set is_paused = $1,
        next_at = case when $1 = 0 and is_paused = 1 and timing not like $3 then $4 else next_at end
      where name = $2 and is_known = 1
      """,
      [
        .integer(isPaused ? 1 : 0), .text(name), .text(Timing.asNeededWords + "%"),
        .real(-time.timeIntervalSince1970),
      ]) == 1
  }

  /// Has it run soon, whatever its time is, and though it is paused.
  ///
  /// - Returns: false when there is no such schedule.
  package func runNow(_ name: String, by person: String) throws -> Bool {
    try connection.execute(
      "update schedule set asked_by = $1 where name = $2 and is_known = 1",
      [.text(person), .text(name)]) == 1
  }

  /// These are the schedules that there are. One that is new, or whose timing changed, begins now.
  /// The others keep their time, unless the clock was put back and there is an earlier one.
  func sync(_ schedules: [String: Timing], at time: Date) throws {
    try connection.execute("update schedule set is_known = 0")
    for (name, timing) in schedules.sorted(by: { $0.key < $1.key }) {
      let next = timing.next(after: time)?.timeIntervalSince1970
      try connection.execute(
        """
        insert into schedule(name, timing, is_known, next_at) values($1, $2, 1, $3)
        on conflict(name) do update set is_known = 1, timing = excluded.timing,
          next_at = case when schedule.timing = excluded.timing
            then coalesce(min(schedule.next_at, excluded.next_at), schedule.next_at,
              excluded.next_at)
            else excluded.next_at end
        """, [.text(name), .text(timing.text), SQLValue(next)])
    }
  }

  /// Says when it is to be run next; nil: not as things stand.
  func plan(_ name: String, _ next: Date?) throws {
    try connection.execute(
      "update schedule set next_at = $1 where name = $2",
      [SQLValue(next?.timeIntervalSince1970), .text(name)])
  }

  /// Takes what is due.
  func takeDue(_ schedules: [String: Timing], at time: Date) throws -> Due {
    try planResumed(schedules, at: time)
    let names = try connection.query(
      """
      select name, next_at, asked_by from schedule
      where is_known = 1 and (asked_by is not null or (is_paused = 0 and next_at <= $1))
        and not exists (select 1 from schedule_run r where r.schedule = name and r.ended is null)
      order by next_at, name
      """, [.real(time.timeIntervalSince1970)]
    ) { ($0.text(0), $0.optionalReal(1), $0.optionalText(2)) }
    var due = Due()
    for (name, next, askedBy) in names {
      guard let timing = schedules[name] else { continue }
      let next = next.map(Date.init(timeIntervalSince1970:))
      if let run = try take(name, timing, next, askedBy, at: time) {
        due.runs.append(run)
      } else {
        due.repeated.append(name)
      }
    }
    return due
  }

  /// Finds when those whose pause is over come next.
  private func planResumed(_ schedules: [String: Timing], at time: Date) throws {
    let resumed = try connection.query(
      "select name, next_at from schedule where is_known = 1 and next_at < 0", []
    ) { ($0.text(0), $0.real(1)) }
    for (name, end) in resumed {
      let end = min(Date(timeIntervalSince1970: -end), time)
      try plan(name, schedules[name]?.next(after: end))
    }
  }

  /// - Returns: nil when it was run for this time before.
  private func take(
    _ name: String, _ timing: Timing, _ next: Date?, _ askedBy: String?, at time: Date
  ) throws -> Schedule.Run? {
    var nominal = time
    var missed = 0
    if askedBy == nil, let next {
      nominal = timing.last(upTo: time, from: next)
      missed = Self.count(timing, from: next, upTo: nominal)
      try connection.execute(
        "update schedule set next_at = $1 where name = $2",
        [SQLValue(timing.next(after: time)?.timeIntervalSince1970), .text(name)])
    }
    try connection.execute(
      "update schedule set asked_by = null where name = $1", [.text(name)])
    if askedBy == nil, try wasRun(name, nominal) { return nil }
    let number =
      try connection.first("select coalesce(max(number), 0) + 1 from schedule_run", []) {
        $0.integer(0)
      } ?? 1
    let run = Schedule.Run(
      number: number, schedule: name, nominal: nominal, started: time, outcome: .running,
      missed: missed, text: "", askedBy: askedBy)
    try connection.execute(
      """
      insert into schedule_run(number, schedule, nominal, started, outcome, missed, text, asked_by)
      values($1, $2, $3, $4, $5, $6, '', $7)
      """,
      [
        .integer(number), .text(name), .real(nominal.timeIntervalSince1970),
        .real(time.timeIntervalSince1970), .text(run.outcome.rawValue), .integer(missed),
        SQLValue(askedBy),
      ])
    return run
  }

  /// How many times lie before the last.
  private static func count(_ timing: Timing, from first: Date, upTo last: Date) -> Int {
    var (count, time) = (0, first)
    while count < missedMax, time < last, let later = timing.next(after: time) {
      time = later
      count += 1
    }
    return count
  }

  /// Clocks may be put back, and what was run for a time is not run for it again.
  private func wasRun(_ name: String, _ nominal: Date) throws -> Bool {
    try connection.first(
      """
      select 1 from schedule_run where schedule = $1 and nominal = $2 and asked_by is null
      """, [.text(name), .real(nominal.timeIntervalSince1970)]
    ) { $0.integer(0) } != nil
  }

  /// A run has ended.
  func end(_ run: Schedule.Run, _ outcome: Schedule.Run.Outcome, _ text: String, at time: Date)
    throws
  {
    try connection.execute(
      "update schedule_run set ended = $1, outcome = $2, text = $3 where number = $4",
      [
        .real(time.timeIntervalSince1970), .text(outcome.rawValue), .text(text),
        .integer(run.number),
      ])
    try connection.execute(
      """
      delete from schedule_run where schedule = $1 and number <= (
        select number from schedule_run where schedule = $1 order by number desc
        limit 1 offset $2)
      """, [.text(run.schedule), .integer(Self.runsMax)])
  }

  /// - Returns: the schedules that ran when a daemon ended without a word.
  func interrupt(at time: Date) throws -> [Schedule.Run] {
    let open = try connection.query(
      """
      select number, schedule, nominal, started, ended, outcome, missed, text, asked_by
      from schedule_run where ended is null order by number
      """, [], Self.run)
    for run in open {
      try end(run, .interrupted, "the daemon ended while it ran; it is not repeated", at: time)
    }
    return open
  }

  private static func run(_ row: any Row) -> Schedule.Run {
    Schedule.Run(
      number: row.integer(0), schedule: row.text(1),
      nominal: Date(timeIntervalSince1970: row.real(2)),
      started: Date(timeIntervalSince1970: row.real(3)),
      ended: row.optionalReal(4).map(Date.init(timeIntervalSince1970:)),
      outcome: Schedule.Run.Outcome(rawValue: row.text(5)) ?? .failed, missed: row.integer(6),
      text: row.text(7), askedBy: row.optionalText(8))
  }
}
