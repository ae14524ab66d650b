import Foundation
import SQLiteStorage
import Storage
import TestSupport
import Testing

@testable import Agents

// The schedules under everything that may befall them, in an order that a seed decides: time that
// passes, a clock that is set days back or a year on or to the night in which clocks are put
// forward or back, ends of the daemon without a word between any two steps, schedules that are
// added, changed, paused and removed between two daemons, runs that fail or take longer than their
// interval, people who want a run now. After every look what must hold is asked (safety); then the
// faults end, and each schedule must run at its first time that was not run before (liveness).

@Suite struct `Schedules under faults` {
  @Test func `run each time once, lose none in silence, and come again when the faults end`()
    async throws
  {
    let place = try TemporaryDirectory()
    let database = try SQLiteDatabase(path: "\(place.path)/agents.sqlite")
    try await Migration.apply(Scheduler.migrations, to: database)
    for seed in SeededGenerator.histories {
      let faults = try await database.write { connection in
        try connection.execute("delete from schedule", [])
        try connection.execute("delete from schedule_run", [])
        var simulation = try ScheduleSimulation(connection, seed: seed)
        return try simulation.run()
      }
      try #require(faults.isEmpty, "seed \(seed)")
    }
    await database.close()
  }
}

/// One history of the schedules, and what must have come of it.
private struct ScheduleSimulation {
  private static let steps = 60
  /// Names, and the timings that each may have.
  private static let choices: [(name: String, timings: [String])] = [
    ("w/minute", ["every 1", "every 2"]), ("w/hour", ["every 60"]),
    ("w/gap", ["30 2 * * * Europe/Berlin", "5 3 * * * Europe/Berlin"]),
    ("w/star", ["*/30 * * * * America/New_York", "15 * * * * Australia/Lord_Howe"]),
    ("w/week", ["0 6 * * 1 UTC", "45 23 L * * Africa/Casablanca"]),
    ("w/needed", ["needed"]),
  ]
  /// Nights in which clocks are put forward or back, in seconds since 1970: Berlin, New York,
  /// Lord Howe (half an hour) and Casablanca (around Ramadan).
  private static let nights = [
    1_774_746_000.0, 1_792_890_000, 1_772_953_200, 1_793_512_800, 1_775_314_800, 1_791_041_400,
    1_771_120_800, 1_774_144_800,
  ]
  private static let needInterval = 60.0

  /// What must be true of one schedule.
  private struct Model {
    var timing: Timing
    var isPaused = false
    var isAsked = false
    /// All times up to this one are accounted for.
    var seen: Date
    /// Times that it was run for.
    var ran: Set<Date> = []
    /// As needed: when there is something to do, and what its interval is counted from.
    var wanted: Date?
    var last: Date
    var open: Schedule.Run?

    init(_ timing: Timing, at time: Date) { (self.timing, seen, last) = (timing, time, time) }

    var isNeeded: Bool { if case .asNeeded = timing { true } else { false } }

    /// The first time that is not accounted for.
    var next: Date? {
      if !isNeeded { return timing.next(after: seen) }
      return wanted.map { max($0, last + needInterval) }
    }

    mutating func follow(_ time: Date) { (seen, last) = (min(seen, time), min(last, time)) }
  }

  private let table: ScheduleTable
  private let timings: [String: Timing]
  private var random: SeededGenerator
  private var time: Date
  private var isUp = false
  /// What the daemon has in its memory.
  private var needed = NeededTimes(from: .distantPast)
  private var lastLook = Date.distantPast
  private var models: [String: Model] = [:]
  /// Schedules that the program had once, as it left them.
  private var removed: [String: Model] = [:]
  private var faults: [String] = []

  init(_ connection: any Connection, seed: UInt64) throws {
    table = ScheduleTable(connection)
    random = SeededGenerator(seed: seed)
    timings = try Self.allTimings.get()
    let night = Self.nights.randomElement(using: &random) ?? 0
    time = Date(timeIntervalSince1970: night + Double(Int.random(in: -9000...9000, using: &random)))
  }

  private static let allTimings = Result {
    var timings: [String: Timing] = [:]
    for text in choices.flatMap(\.timings) {
      let words = text.split(separator: " ")
      if text == "needed" {
        timings[text] = .asNeeded(atMostEvery: .seconds(needInterval))
      } else if words[0] == "every" {
        timings[text] = .every(.seconds(60 * (Int(words[1]) ?? 1)))
      } else {
        timings[text] = try .cron(
          words.dropLast().joined(separator: " "), zone: String(words.last ?? ""))
      }
    }
    return timings
  }

  /// - Returns: What did not hold.
  mutating func run() throws -> [String] {
    try start()
    for step in 0..<Self.steps where faults.isEmpty {
      try takeStep()
      faults = faults.map { "step \(step): \($0)" }
    }
    try settle()
    return faults
  }

  private mutating func takeStep() throws {
    switch Int.random(in: 0..<20, using: &random) {
    case 0...5: pass(Int.random(in: 0...150, using: &random))
    case 6: pass(Int.random(in: 0...8000, using: &random))
    case 7: setClock()
    case 8...12: if isUp { try look() }
    case 13...14: if isUp { try endRun() }
    case 15: if isUp { isUp = false } else { try start() }
    case 16: try pauseOrResume()
    case 17: try ask()
    default: need()
    }
  }

  private mutating func pass(_ seconds: Int) { time += Double(seconds) }

  private mutating func setClock() {
    let day = 86_400
    switch Int.random(in: 0..<6, using: &random) {
    case 0: pass(-2 * day)
    case 1: pass(Int.random(in: -8000...0, using: &random))
    case 2: pass(365 * day)
    case 3: pass(-365 * day)
    case 4: pass(3 * day)
    default:
      let night = Self.nights.randomElement(using: &random) ?? 0
      time = Date(timeIntervalSince1970: night - 3600)
    }
  }
}

// MARK: - What happens

extension ScheduleSimulation {
  /// A daemon begins, perhaps one with other schedules; what the last one ran is told.
  private mutating func start() throws {
    isUp = true
    (needed, lastLook) = (NeededTimes(from: time), time)
    let old = removed.merging(models) { _, new in new }
    models = [:]
    for (name, texts) in Self.choices where Int.random(in: 0..<10, using: &random) > 0 {
      let text = texts.randomElement(using: &random) ?? ""
      guard let timing = timings[text] else { return faults.append("no timing \(text)") }
      var model = old[name] ?? Model(timing, at: time)
      if model.timing != timing { (model.timing, model.seen) = (timing, time) }
      model.seen = min(model.seen, time)
      model.last = time
      models[name] = model
    }
    removed = old.filter { models[$0.key] == nil }
    try table.sync(models.mapValues(\.timing), at: time)
    let told = Set(try table.interrupt(at: time).map(\.number))
    let open = Set(old.values.compactMap { $0.open?.number })
    expect(told == open, "told as interrupted: \(told), not \(open)")
    for name in models.keys { models[name]?.open = nil }
    for name in removed.keys { removed[name]?.open = nil }
  }

  /// As the scheduler looks when it wakes.
  private mutating func look() throws {
    if time < lastLook {
      needed.clockPutBack(to: time)
      try table.sync(models.mapValues(\.timing), at: time)
    }
    lastLook = time
    for name in models.keys { models[name]?.follow(time) }
    for (name, model) in models where model.isNeeded {
      let next = needed.next(
        of: name, wanted: model.wanted, atMostEvery: .seconds(Self.needInterval))
      if needed.isNew(next, of: name) { try table.plan(name, next) }
      needed.planned(name, next)
    }
    var due = ScheduleTable.Due()
    if let next = try table.nextTime(), next <= time.timeIntervalSince1970 {
      due = try table.takeDue(models.mapValues(\.timing), at: time)
    }
    for name in due.runs.map(\.schedule) + due.repeated { needed.started(name, at: time) }
    for name in models.keys.sorted() {
      check(due.runs.filter { $0.schedule == name }, due.repeated.contains(name), of: name)
    }
    try checkTable()
  }

  private mutating func endRun() throws {
    let names = models.filter { $0.value.open != nil }.keys.sorted()
    guard let name = names.randomElement(using: &random), let run = models[name]?.open else {
      return
    }
    let outcome: Schedule.Run.Outcome = Bool.random(using: &random) ? .done : .failed
    try table.end(run, outcome, "", at: time)
    models[name]?.open = nil
    if outcome == .done { models[name]?.wanted = nil }
  }

  private mutating func pauseOrResume() throws {
    let name = Self.choices.randomElement(using: &random)?.name ?? ""
    let isPaused = Bool.random(using: &random)
    let isThere = try table.setPaused(isPaused, name, at: time)
    resume(name, isPaused)
    expect(isThere == (models[name] != nil), "\(name) is there: \(isThere)")
    models[name]?.isPaused = isPaused
  }

  /// What fell into the pause is accounted for.
  private mutating func resume(_ name: String, _ isPaused: Bool) {
    guard let model = models[name], model.isPaused, !isPaused, !model.isNeeded else { return }
    models[name]?.seen = time
  }

  private mutating func ask() throws {
    let name = Self.choices.randomElement(using: &random)?.name ?? ""
    let isThere = try table.runNow(name, by: "Ada")
    expect(isThere == (models[name] != nil), "\(name) is there: \(isThere)")
    models[name]?.isAsked = true
  }

  /// An item changed a table.
  private mutating func need() {
    let soon = time + Double(Int.random(in: -100...200, using: &random))
    models["w/needed"]?.wanted = Bool.random(using: &random) ? soon : nil
  }
}

// MARK: - What must hold

extension ScheduleSimulation {
  /// What a look has taken of a schedule, beside what it should have.
  private mutating func check(_ runs: [Schedule.Run], _ isRepeated: Bool, of name: String) {
    guard var model = models[name] else { return }
    defer { models[name] = model }
    expect(runs.count < 2, "\(name) runs \(runs.count) times at once")
    let next = model.next
    let isDue = !model.isPaused && next.map { $0 <= time } ?? false
    guard let run = runs.first else {
      let isExpected = model.open == nil && (isDue || model.isAsked)
      expect(isExpected == isRepeated, "\(name) was due and did not run: \(isExpected)")
      guard isRepeated else { return }
      let nominal = model.isNeeded ? next : latest(of: model)
      expect(nominal.map(model.ran.contains) ?? false, "\(name) was not run for \(nominal as Any)")
      (model.seen, model.last) = (time, time)
      return
    }
    expect(model.open == nil, "\(name) runs beside itself")
    expect(isDue || model.isAsked, "\(name) runs though it is not due, or paused")
    expect((run.askedBy != nil) == model.isAsked, "\(name) is asked for by \(run.askedBy ?? "-")")
    if model.isAsked {
      model.isAsked = false
    } else if let next {
      checkTime(of: run, model, next)
      expect(model.ran.insert(run.nominal).inserted, "\(name) runs twice for \(run.nominal)")
      model.seen = time
    }
    model.last = time
    model.open = run
  }

  /// It is for the last time up to now, and those before it are told.
  private mutating func checkTime(of run: Schedule.Run, _ model: Model, _ next: Date) {
    let name = run.schedule
    if model.isNeeded {
      expect(run.nominal == next && run.missed == 0, "\(name) is for \(run.nominal), not \(next)")
      return
    }
    expect(run.nominal == latest(of: model), "\(name) at \(time) is for \(run.nominal)")
    var (missed, passed) = (0, next)
    while missed < 100, passed < run.nominal, let later = model.timing.next(after: passed) {
      (missed, passed) = (missed + 1, later)
    }
    expect(missed == run.missed, "\(name) missed \(missed), told \(run.missed)")
  }

  /// The last of its times up to now: the one behind which no other lies before now.
  private func latest(of model: Model) -> Date? {
    if case .every(let interval) = model.timing {
      let (step, seconds) = (interval / .seconds(1), time.timeIntervalSince1970)
      return Date(timeIntervalSince1970: seconds - seconds.truncatingRemainder(dividingBy: step))
    }
    for minutes in [0, 30, 60, 120, 26 * 60, 8 * 1440, 33 * 1440] {
      var found = model.timing.next(after: time - Double(minutes * 60) - 1)
      while let time = found, let next = model.timing.next(after: time), next <= self.time {
        found = next
      }
      if let found, found <= time { return found }
    }
    return nil
  }

  /// The times that people see.
  private mutating func checkTable() throws {
    let standings = try table.all()
    expect(standings.map(\.name) == models.keys.sorted(), "\(standings.map(\.name))")
    for standing in standings {
      guard let model = models[standing.name] else { continue }
      expect(standing.isPaused == model.isPaused, "\(standing.name) is paused")
      let isStarted = model.isNeeded && model.last == time
      expect(
        isStarted || standing.next == model.next,
        "\(standing.name) is told for \(standing.next as Any), not \(model.next as Any)")
      if model.open != nil || model.isPaused || model.isNeeded { continue }
      expect(standing.next.map { $0 > time } ?? false, "\(standing.name) lies behind \(time)")
    }
  }

  /// Nothing goes wrong any more: each must run at its first time that was not run before.
  private mutating func settle() throws {
    try start()
    for name in models.keys.sorted() where faults.isEmpty {
      for other in models.keys {
        _ = try table.setPaused(other != name, other, at: time)
        resume(other, other != name)
        models[other]?.isPaused = other != name
      }
      try waitFor(name)
    }
  }

  private mutating func waitFor(_ name: String) throws {
    models[name]?.wanted = time
    var looks = 0
    while faults.isEmpty {
      try look()
      if let run = models[name]?.open, run.askedBy == nil { return }
      for model in models.values {
        if let run = model.open { try table.end(run, .done, "", at: time) }
      }
      for other in models.keys { models[other]?.open = nil }
      guard let next = try table.nextTime() else { return faults.append("\(name) never runs") }
      expect(looks <= Self.steps + 3, "\(name) does not run again")
      time = max(time, Date(timeIntervalSince1970: next))
      looks += 1
    }
  }

  private mutating func expect(_ holds: Bool, _ fault: String) {
    if !holds { faults.append(fault) }
  }
}
