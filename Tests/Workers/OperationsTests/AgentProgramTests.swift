import Agents
import Files
import Foundation
import Glibc
import Jobs
import SQLiteStorage
import Storage
import Telemetry
import TestSupport
import Testing

@testable import Operations

@Suite struct `An agent that is a program` {
  @Test(arguments: [
    (0, "{\"state\": \"completed\", \"note\": \"done\"}", "", TaskState.completed, "done"),
    (0, "", "nothing to do", .completed, "nothing to do"),
    (0, "{\"state\": \"review\"}", "", .review, ""), (0, "hello", "", .failed, "it wrote no JSON"),
    (0, "{\"state\": \"pending\"}", "", .failed, "it says “pending”"),
    (1, "{\"state\": \"completed\"}", "broke", .failed, "broke"),
    (3, "", "", .failed, "ended with status 3"), (77, "", "ask Ada", .blocked, "ask Ada"),
  ]) func `answers by what it writes and how it ends`(
    _ status: Int, _ output: String, _ messages: String, _ state: TaskState, _ note: String
  ) {
    let answer = AgentProgram.answer(Array(output.utf8), status: status, messages: messages)
    #expect(answer.state == state)
    #expect(answer.note.hasPrefix(note))
  }

  @Test func `is called once for a task, and its answer is dropped`() async throws {
    let house = try await House()
    try house.write("operations/fix.py", Self.program, mode: 0o755)
    try house.write("operations/agents.yaml", Self.agents)
    try await house.give("bug-1", to: "fixer")
    let call = try await house.work()
    #expect(call.rows.map { $0.map(\.shown) } == [["bug-1", "fixer", "completed"]])
    #expect(call.summary == "1 agent was asked")
    let folder = house.inbox / "operations/acme/tasks"
    let names = try Directory.entries(of: folder).map { String(decoding: $0.name, as: UTF8.self) }
    let name = try #require(names.first)
    #expect(names.count == 1 && name.hasPrefix("bug-1.") && name.hasSuffix(".answer.json"))
    let report = try JSONDecoder().decode(
      ReportFile.self, from: Data(try FileReader.contents(of: folder / name)))
    #expect(report.state == "completed")
    #expect(report.agent == "fixer")
    #expect(report.note == "mended bug-1, which is high")
    #expect(try await house.work().rows.isEmpty, "not twice")
  }

  @Test func `is not called for what it has no more`() async throws {
    let house = try await House()
    let begun = try await house.database.write { connection in
      let table = TaskTable(connection, business: "acme")
      var begun: [String] = []
      for id in ["given", "cancelled", "elsewhere", "anew"] {
        var read = OperationsTask(
          id: id, type: .bugFix, title: "x", body: "", priority: .high, created: 0)
        (read.state, read.agent) = (.assigned, "fixer")
        var now = read
        switch id {
        case "cancelled": now.state = .cancelled
        case "elsewhere": now.agent = "another"
        case "anew": now.changed += 1
        default: break
        }
        try table.put(now)
        if try table.begin(read, "work", at: 0) { begun.append(id) }
      }
      return begun
    }
    #expect(begun == ["given"])
  }

  @Test func `gets its tasks however many wait for agents that nobody calls`() async throws {
    let house = try await House()
    try house.write("operations/agents.yaml", Self.agents)
    for id in ["bug-1", "bug-2"] { try await house.give(id, to: "fixer") }
    let found = try await house.database.write { connection in
      let table = TaskTable(connection, business: "acme")
      var first = try table.tasks()[0]
      first.agent = "in-a-folder"
      try table.put(first)
      return try table.uncalledTasks(of: ["fixer", "other"], limit: 1).map(\.id)
    }
    #expect(found == ["bug-2"])
  }

  @Test func `has room in each business for as many tasks as it may have`() async throws {
    let house = try await House()
    try house.write("operations/agents.yaml", Self.agents)
    for business in ["acme", "bolt"] { try await house.give("bug-1", to: "fixer", of: business) }
    #expect(try await house.room() == ["agents", "good", "1 of 1 have room"])
    try await house.give("bug-2", to: "fixer", of: "bolt")
    #expect(try await house.room() == ["agents", "critical", "0 of 1 have room for bolt"])
  }

  @Test func `works where no task of another business of the same id is`() async throws {
    let house = try await House()
    try house.write("operations/fix.py", Self.telling, mode: 0o755)
    try house.write("operations/agents.yaml", Self.agents)
    for business in ["acme", "söhne & co"] {
      try await house.give("bug-1", to: "fixer", of: business)
    }
    #expect(try await house.work().rows.count == 2)
    let places = try await house.database.read { connection in
      try connection.query("select said from operations_work order by business") { $0.text(0) }
    }
    #expect(places.count == 2 && Set(places).count == 2, "\(places)")
    #expect(places.allSatisfy { $0.hasPrefix("completed: /") && $0.utf8.allSatisfy { $0 < 0x80 } })
  }

  @Test func `is not kept from its work by an answer of another that cannot be dropped`()
    async throws
  {
    let house = try await House()
    try house.write("operations/fix.py", Self.program, mode: 0o755)
    try house.write("operations/agents.yaml", Self.agents)
    for business in ["acme", "bolt"] { try await house.give("bug-1", to: "fixer", of: business) }
    try house.place.write("inbox/operations/acme", "a file where the folder is to be")
    await #expect(throws: FileError.self) { try await house.work() }
    let said = try await house.database.read { connection in
      try connection.query("select said from operations_work") { $0.optionalText(0) }
    }
    #expect(said.count == 2 && said.allSatisfy { $0?.hasPrefix("completed: mended") == true })
    #expect(try Directory.entries(of: house.inbox / "operations/bolt/tasks").count == 1)
  }

  @Test func `that looks at this machine settles only its own complaints`() {
    let well = ToolAnswer("all is well")
    #expect(AgentWork.answer(well, for: WatchTool.business).state == .completed)
    #expect(AgentWork.answer(well, for: "acme").state == .failed)
    let ill = ToolAnswer("disk is critical", isGood: false)
    #expect(AgentWork.answer(ill, for: WatchTool.business).state == .failed)
  }

  @Test func `waits for a person before it recovers anything`() async throws {
    let house = try await House()
    try house.write("operations/recover.py", Self.program, mode: 0o755)
    try house.write("operations/failures.yaml", Self.recovery)
    try await house.open("disk_full")
    #expect(
      try await house.work().summary
        == "nobody has anything to do; 1 recovery waits for a person")
    #expect(try await house.work().summary == "nobody has anything to do")
    let asked = try await house.database.read { try ApprovalTable($0).page() }
    #expect(asked.map(\.tool) == ["recover"])
    #expect(asked.map(\.risk) == [.high])
    #expect(asked.first?.preview.hasPrefix("would run ./operations/recover.py (version ") == true)
  }

  @Test func `shows each word of a program, and which one it is`() throws {
    let place = try TemporaryDirectory()
    let rules = place.path
    let program = AgentProgram(run: ["./fix.py", "a b", "say \"x\"", "c"])
    #expect(try program.words(rules: rules) == #"./fix.py (not there) "a b" "say \"x\"" c"#)
    try place.write("fix.py", "one")
    let first = try program.words(rules: rules)
    try place.write("fix.py", "two")
    #expect(try program.words(rules: rules) != first)
  }

  @Test func `recovers nothing of a task that is closed`() async throws {
    let house = try await House()
    try house.write("operations/failures.yaml", Self.recovery)
    try await house.open("disk_full")
    let incident = try await house.database.write { connection in
      let table = TaskTable(connection, business: "acme")
      var task = try table.tasks()[0]
      task.state = .cancelled
      try table.put(task)
      return task.incident ?? ""
    }
    let refusal = await #expect(throws: ToolError.self) { try await house.recover(incident) }
    #expect(refusal?.description.contains("is cancelled: nothing is run") == true)
  }

  @Test func `asks again for a recovery that could not be asked for`() async throws {
    let house = try await House()
    try house.write("operations/failures.yaml", Self.recovery)
    try await house.open("disk_full")
    let (rules, context) = (try house.context.operationsRules(), house.context)
    try house.write("operations/failures.yaml", "classes: [{class: disk_full, type: nothing}]")
    await #expect(throws: OperationsRuleError.self) { try await RecoverTool.ask(rules, context) }
    try house.write("operations/failures.yaml", Self.recovery)
    #expect(try await RecoverTool.ask(rules, context).count == 1)
    #expect(try await RecoverTool.ask(rules, context).isEmpty)
  }

  private static let program = """
    #!/usr/bin/python3
    import json, sys
    task = json.load(sys.stdin)
    note = f"mended {task['task_id']}, which is {task['priority']}"
    print(json.dumps({"state": "completed", "note": note}))
    """

  private static let telling = """
    #!/usr/bin/python3
    import json, os
    print(json.dumps({"state": "completed", "note": os.getcwd()}))
    """

  private static let agents = """
    agents:
      - {name: fixer, capabilities: [bug_fix], tasks: 2, weight: 5,
         run: [./operations/fix.py], timeout: 20s, memory: 256M}
    """

  private static let recovery = """
    classes:
      - {class: disk_full, type: maintenance, recovery: [./operations/recover.py]}
    """
}

/// A workspace with a database, rules of its own, and somebody who runs tools.
private struct House {
  let place: TemporaryDirectory
  let database: SQLiteDatabase
  private let runner: ToolRunner
  private static let now = Date(timeIntervalSince1970: 1_800_000_000)

  var inbox: Path { place.path / "inbox" }
  var context: ToolContext { runner.context(of: "operations") }

  init() async throws {
    place = try TemporaryDirectory()
    // As root the program becomes nobody, who must be let in.
    chmod("\(place.path)", 0o755)
    database = try SQLiteDatabase(path: "\(place.path)/operations.sqlite")
    try await Migration.apply(
      OperationsMigrations.all + Scheduler.migrations + JobTable.migrations, to: database)
    let root = place.path
    runner = ToolRunner(
      toolbox: Toolbox([("operations", OperationsTools.all)]),
      places: ToolPlaces(
        root: root, inbox: root / "inbox", outbox: root / "outbox", rules: root / "rules",
        scratch: root / "scratch"),
      database: database, now: { Self.now }, logger: .silent)
  }

  func write(_ name: String, _ text: String, mode: UInt32 = 0o644) throws {
    let path = place.path / "rules" / Path(name)
    try Directory.make(path.parent)
    try FileWriter.write(Array(text.utf8), to: path)
    #expect(path.withCString { chmod($0, mode) } == 0)
  }

  private func desk(
    of business: String = "acme", _ body: @escaping @Sendable (inout TaskDesk) throws -> Void
  ) async throws {
    let rules = try runner.context(of: "operations").operationsRules()
    try await database.write { connection in
      var desk = TaskDesk(
        TaskTable(connection, business: business), rules: rules, policy: .balanced,
        now: Int(Self.now.timeIntervalSince1970 * 1000))
      try body(&desk)
      try desk.assign()
    }
  }

  func give(_ task: String, to agent: String, of business: String = "acme") async throws {
    try await desk(of: business) { desk in
      try desk.file(
        OperationsTask(
          id: task, type: .bugFix, title: "x", body: "", priority: .high,
          created: Int(Self.now.timeIntervalSince1970 * 1000)))
    }
  }

  func open(_ kind: String) async throws {
    try await desk { desk in
      var failure = Failure()
      failure.fingerprint = "f1"
      failure.kind = kind
      failure.count = 1
      failure.title = "No space"
      try desk.file(failure, source: "log", received: 0)
    }
  }

  /// What a look at the machine says of the agents.
  func room() async throws -> [String]? {
    try await runner.call("check", of: "operations", [:], isDryRun: false, by: "test").rows
      .map { $0.map(\.shown) }.first { $0.first == "agents" }
  }

  func recover(_ incident: String) async throws -> ToolAnswer {
    try await runner.call(
      "recover", of: "operations", ["business": .text("acme"), "incident": .text(incident)],
      isDryRun: false, by: "test")
  }

  func work() async throws -> ToolAnswer {
    try await runner.call("work", of: "operations", [:], isDryRun: false, by: "test")
  }
}
