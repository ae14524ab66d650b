import Agents
import Files
import Foundation
import HTTPClient
import Logs
import Pages
import Pipeline
import Processes
import Rules
import Storage
import Tables

// Agents that are programs or tools get their tasks here. One turn of a task is one assignment:
// it is written down before the agent is called, and called once; if the daemon ends meanwhile,
// the lease runs out and somebody else has the next turn. The answer is dropped like anybody's.

/// Has agents do what they were given.
struct AgentWork {
  /// One task for one agent.
  struct Turn: Sendable {
    var business: String
    var task: OperationsTask
    var incident: Incident?
    var agent: Agent

    /// No other turn has it: two businesses may have tasks of one id, and a task many turns.
    var id: String { "\(Scratch.mark(of: business)).\(task.id).\(task.changed)" }
  }

  private let context: ToolContext
  private let clock: any Clock<Duration>

  /// Turns in one run; the next run goes on.
  private static let turnsMax = 100
  /// Agents at work at the same time.
  private static let sideBySide = 8

  /// - Parameter clock: by which agents that cannot be reached are asked again.
  init(_ context: ToolContext, clock: any Clock<Duration> = ContinuousClock()) {
    self.context = context
    self.clock = clock
  }

  func run(_ call: ToolCall) async throws -> ToolAnswer {
    let rules = try context.operationsRules()
    let turns = try await waiting(rules)
    if call.isDryRun {
      let asked = turns.map { turn -> [ToolValue] in
        [.text(turn.task.id), .text(turn.agent.name), .text("would be asked")]
      }
      return Self.answer(asked, "1 agent would be asked", "%1 agents would be asked")
    }
    let asked = try await work(turns)
    var answer = Self.answer(asked, "1 agent was asked", "%1 agents were asked")
    let recoveries = try await RecoverTool.ask(rules, context)
    if recoveries.isEmpty { return answer }
    answer.rows += recoveries
    answer.summary += Words.english.count(
      recoveries.count, "; 1 recovery waits for a person", "; %1 recoveries wait for a person")
    return answer
  }

  private static func answer(
    _ asked: [[ToolValue]], _ one: StaticString, _ many: StaticString
  ) -> ToolAnswer {
    ToolAnswer(
      asked.isEmpty ? "nobody has anything to do" : Words.english.count(asked.count, one, many),
      columns: ["task", "agent", "answer"], rows: asked)
  }

  /// Now, where an agent that is called has a task that it was not called for, or a recovery is to
  /// be asked for.
  func due() async throws -> Date? {
    let named = try await context.tables.read { try TaskClock($0).uncalledAgents() }
    let rules = try context.operationsRules()
    let isCalled = rules.agents.contains { $0.reach != .folder && named.contains($0.name) }
    let kinds = rules.kinds.filter { !$0.value.recovery.isEmpty }.map(\.key)
    if isCalled { return context.now }
    if kinds.isEmpty { return nil }
    let asks = try await context.tables.read { connection in
      try TaskClock(connection).businesses().contains {
        try !TaskTable(connection, business: $0).unrecoveredTasks(kinds).isEmpty
      }
    }
    return asks ? context.now : nil
  }

  private func work(_ turns: [Turn]) async throws -> [[ToolValue]] {
    if turns.isEmpty { return [] }
    let session = HTTPSession()
    defer { session.stop() }
    return try await work(turns, session)
  }

  private func work(_ turns: [Turn], _ session: HTTPSession) async throws -> [[ToolValue]] {
    let ended = await withTaskGroup(of: Result<[[ToolValue]], any Error>.self) { group in
      var ended: [Result<[[ToolValue]], any Error>] = []
      for (index, turn) in turns.enumerated() {
        if index >= Self.sideBySide, let one = await group.next() { ended.append(one) }
        group.addTask { await result(of: turn, session) }
      }
      for await one in group { ended.append(one) }
      return ended
    }
    return try ended.flatMap { try $0.get() }
  }

  /// What goes wrong with one turn is told when the others are done: their agents are at work.
  private func result(
    of turn: Turn, _ session: HTTPSession
  ) async -> Result<[[ToolValue]], any Error> {
    do {
      return .success(try await work(turn, session))
    } catch {
      return .failure(error)
    }
  }

  /// Tasks that were given to agents which are called, and have not been called for them.
  private func waiting(_ rules: OperationsRules) async throws -> [Turn] {
    let agents = rules.agents.filter { $0.reach != .folder }
    if agents.isEmpty { return [] }
    let byName = Dictionary(agents.map { ($0.name, $0) }, uniquingKeysWith: { one, _ in one })
    let names = byName.keys.sorted()
    return try await context.tables.read { connection in
      var turns: [Turn] = []
      for business in try TaskClock(connection).businesses() {
        let table = TaskTable(connection, business: business)
        for task in try table.uncalledTasks(of: names, limit: Self.turnsMax - turns.count) {
          guard let agent = task.agent.flatMap({ byName[$0] }) else { continue }
          turns.append(
            Turn(
              business: business, task: task,
              incident: try task.incident.flatMap { try table.incident($0) }, agent: agent))
        }
      }
      return turns
    }
  }

  /// - Returns: a row; none where the agent was not asked: it was before, or has the task no more.
  private func work(_ turn: Turn, _ session: HTTPSession) async throws -> [[ToolValue]] {
    let now = context.milliseconds
    let isBegun = try await context.tables.write { connection in
      try TaskTable(connection, business: turn.business).begin(turn.task, "work", at: now)
    }
    guard isBegun else { return [] }
    let answer = try await answer(turn, session)
    var report = ReportFile()
    report.task = turn.task.id
    report.agent = turn.agent.name
    report.state = answer.state.rawValue
    report.note = answer.note
    report.at = Day.text(now)
    // Before it is dropped: where it cannot be, what was said is known.
    try await context.tables.write { connection in
      try TaskTable(connection, business: turn.business)
        .end(turn.task, "work", said: "\(answer.state.rawValue): \(answer.note)", at: now)
    }
    try context.drop(
      report, for: turn.business, named: "\(turn.task.id).\(turn.task.changed).answer")
    return [[.text(turn.task.id), .text(turn.agent.name), .text(answer.state.rawValue)]]
  }

  /// What the agent says; one that cannot be called has failed, and says why.
  private func answer(
    _ turn: Turn, _ session: HTTPSession
  ) async throws -> AgentProgram.Answer {
    do {
      switch turn.agent.reach {
      case .folder: preconditionFailure("a folder is not called")
      case .program(let program):
        return try await Scratch.use(context, named: turn.id) { directory in
          try await program.answer(
            to: TaskFiles.json(turn.task, turn.incident), in: directory,
            rules: context.places.rules)
        }
      case .address(let address):
        return try await address.answer(
          to: TaskFiles.json(turn.task, turn.incident), id: turn.id, session: session,
          clock: clock)
      case .tool(let name):
        let said = try await context.runner.call(
          name, of: context.worker, [:], isDryRun: false, by: turn.agent.name,
          why: turn.task.title)
        return Self.answer(said, for: turn.business)
      }
    } catch let error as ProgramError {
      return AgentProgram.Answer(state: .failed, note: "\(error)")
    } catch let error as FileError {
      return AgentProgram.Answer(state: .failed, note: "\(error)")
    } catch let error as ToolError {
      return AgentProgram.Answer(state: .failed, note: "\(error)")
    }
  }
}

extension AgentWork {
  /// A tool looks at this machine: what it finds settles what this program itself complained of.
  /// The trouble of any other log may be elsewhere: it goes on to the next agent, with what was
  /// found.
  static func answer(_ said: ToolAnswer, for business: String) -> AgentProgram.Answer {
    if business == WatchTool.business {
      return AgentProgram.Answer(
        state: said.isGood ? .completed : .failed, note: said.summary)
    }
    return AgentProgram.Answer(
      state: .failed, note: "looked at this machine: \(said.summary); the log may be of another")
  }
}

/// A directory for one run of a program, gone with it.
enum Scratch {
  /// A business in a name, whatever signs its own has.
  static func mark(of business: String) -> String {
    String(Fingerprint(of: business.utf8).description.prefix(12))
  }

  /// - Parameter name: with the mark of a business; no two runs at the same time have one name.
  static func use<Value>(
    _ context: ToolContext, named name: String, _ body: (Path) async throws -> Value
  ) async throws -> Value {
    let directory = context.places.scratch / name
    try Directory.remove(directory)
    try Directory.make(directory, mode: 0o700)
    do {
      let value = try await body(directory)
      try Directory.remove(directory)
      return value
    } catch {
      try Directory.remove(directory)
      throw error
    }
  }
}
