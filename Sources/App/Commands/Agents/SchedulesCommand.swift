import Agents
import Foundation
import Pipeline
import SQLiteStorage
import Storage

/// `dropmill schedules list|runs|run|pause|resume`
struct SchedulesCommand: Command {
  static let name = "schedules"
  static let summary = "what runs when: see how it went, run it now, pause it"
  static let operands = "list | runs NAME | run NAME | pause NAME… | resume NAME…"
  static let verbs = [
    Verb("list", "all schedules, when they come next and how they went last"),
    Verb("runs", "how a schedule went, the newest first"),
    Verb("run", "have the daemon run it now"),
    Verb("pause", "run it no more until it is resumed"),
    Verb("resume", "run it again when its time comes"),
  ]
  static let options = [
    Option.value("--limit", of: "NUMBER", help: "how many runs (default: 20)").of("runs"),
    Option.json,
  ]
  static let writes = true
  static let details = """
    A schedule is a tool of a worker and when it is run; its name is WORKER/NAME. A time is run
    once: those that passed while no daemon worked are made up for by one run.

      dropmill schedules list
      dropmill schedules runs WORKER/report --limit 5
      dropmill schedules pause WORKER/watch
    """

  func run(_ arguments: Arguments, _ session: Session) async throws -> ExitCode {
    let (verb, names) = try Self.verb(arguments)
    if verb == "list" {
      try list(try await known(session), session.console)
      return .success
    }
    let isForMany = verb == "pause" || verb == "resume"
    guard !names.isEmpty, isForMany || names.count == 1 else {
      throw UsageError(message: "\(verb) which one?", hint: "`dropmill schedules list` says")
    }
    let known = try await known(session).map(\.name)
    if let unknown = names.first(where: { !known.contains($0) }) {
      throw UsageError(
        message: "no schedule “\(unknown)”",
        hint: UsageError.suggestion(unknown, known) { "did you mean “\($0)”?" }
          ?? "one of: \(known.joined(separator: ", "))")
    }
    if verb == "runs" {
      let limit = try Number.positive(arguments.values["--limit"], "--limit") ?? 20
      try await runs(of: names[0], limit: limit, session)
    } else {
      try await change(verb, names, session)
    }
    return .success
  }

  private func known(_ session: Session) async throws -> [Schedule.Standing] {
    let database = try Index.open(session.workspace)
    let found = await Result { try await database.read { try ScheduleTable($0).all() } }
    await database.close()
    return try found.get()
  }

  private func list(_ schedules: [Schedule.Standing], _ console: Console) throws {
    if console.isJSON { return try console.print(json: schedules) }
    if schedules.isEmpty { console.note("no worker has schedules") }
    for schedule in schedules {
      let next =
        schedule.isPaused
        ? "paused" : schedule.next.map { "next \($0.formatted(.iso8601))" } ?? "nothing to do"
      let last = schedule.last.map { ", last \(Self.text($0))" } ?? ""
      console.print("\(schedule.name)  \(schedule.timing)  \(next)\(last)")
    }
  }

  private static func text(_ run: Schedule.Run) -> String {
    let asked = run.askedBy.map { ", asked for by \($0)" } ?? ""
    let missed = run.missed > 0 ? ", made up for \(run.missed) more" : ""
    let words = run.text.isEmpty ? "" : ": \(run.text)"
    return "\(run.nominal.formatted(.iso8601)) \(run.outcome.rawValue)\(asked)\(missed)\(words)"
  }

  private func runs(of name: String, limit: Int, _ session: Session) async throws {
    let database = try Index.open(session.workspace)
    let found = await Result {
      try await database.read { try ScheduleTable($0).history(of: name, limit: limit) }
    }
    await database.close()
    let runs = try found.get()
    if session.console.isJSON { return try session.console.print(json: runs) }
    if runs.isEmpty { session.console.note("\(name) was not run yet") }
    for run in runs { session.console.print(Self.text(run)) }
  }

  private func change(_ verb: String, _ names: [String], _ session: Session) async throws {
    let person = session.person
    try await session.change { database in
      for name in names {
        _ = try await database.write { connection in
          let table = ScheduleTable(connection)
          return verb == "run"
            ? try table.runNow(name, by: person)
            : try table.setPaused(verb == "pause", name, at: Date())
        }
      }
    }
    if session.console.isJSON {
      let changed = try await known(session).filter { names.contains($0.name) }
      return try session.console.print(json: changed)
    }
    let said = names.joined(separator: ", ")
    switch verb {
    case "pause": session.console.note("\(said): paused")
    case "resume": session.console.note("\(said): goes on")
    default:
      let isRunning = try Index.isRunning(session.workspace)
      session.console.note(
        isRunning ? "\(said) runs now" : "no daemon works here: \(said) runs when one is started")
    }
  }
}
