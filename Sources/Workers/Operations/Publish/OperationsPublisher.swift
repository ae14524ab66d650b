import Files
import Foundation
import Logs
import Pages
import Pipeline
import Rules
import Storage
import Tables

// What a business's logs come to is one board, whatever files they came in: each file updates it.
//
//   desk      failures or answers into the tables, in one transaction (TaskDesk)
//   write     the files of the incidents and tasks that changed since they were last visible, and
//             the board
//
// The same log changes no table, so that a stage that runs again writes the same bytes.

/// Updates a business's incidents and tasks, and what shows them.
struct OperationsPublisher {
  private let publication: PublicationWriter
  private let context: StageContext
  private let business: String
  private let now: Int

  /// More are in the tables, and not on the board.
  private static let shownMax = 500

  init(_ publication: PublicationWriter, _ context: StageContext) {
    self.publication = publication
    self.context = context
    business = context.item.business
    now = Int(context.now.timeIntervalSince1970 * 1000)
  }

  /// Takes the failures of one log in.
  func publish(_ drafts: RecordReader<Failure>) async throws -> Outcome {
    var head = Failure()
    var failures: [Failure] = []
    while let failure = try drafts.next() {
      if failure.isHead { head = failure } else { failures.append(failure) }
    }
    let report = logFolder
    await publication.aim(at: "", .update, reportDirectory: report)
    let item = context.item
    let received = Int(item.received.timeIntervalSince1970 * 1000)
    let all = failures
    let board = try await desk { desk in
      for failure in all {
        try desk.file(
          failure, source: item.fingerprint, origin: item.origin, isPiece: item.growth != nil,
          received: received)
      }
    }
    try publication.write(report / "failures.json", FailureFiles.json(head, failures))
    try write(board)
    context.decide(
      "the board has \(board.incidentCount) incidents and \(board.tasks.count) tasks")
    return .next
  }

  /// What this log told. A followed file has one folder, with what it grew by last: one for each of
  /// its pieces would be tens of thousands a day.
  private var logFolder: Path {
    let name = Pages.slug(context.item.name)
    if context.item.growth == nil { return Path("logs/\(context.item.id)-\(name)") }
    let mark = Fingerprint(of: context.item.origin.utf8).description.prefix(10)
    return Path("logs/live-\(mark)-\(name)")
  }

  /// Takes what somebody reported in: a new task, an answer about one, or an order.
  func publish(_ reports: RecordReader<Report>) async throws -> Outcome {
    guard let report = try reports.next() else { return .finish("nothing is reported") }
    let place = Path("reports/\(context.item.id)-\(Pages.slug(context.item.name))")
    await publication.aim(at: "", .update, reportDirectory: place)
    let fingerprint = String(context.item.fingerprint.prefix(10))
    let created = Int(context.item.received.timeIntervalSince1970 * 1000)
    let item = context.item.id.number
    let board = try await desk { desk in
      if try desk.table.wasCarriedOut(item) { return }
      if let order = TaskOrder(rawValue: report.order) {
        desk.problem = try desk.order(
          order, report.task, agent: report.agent.isEmpty ? nil : report.agent, by: report.by,
          note: report.body)
      } else if let answer = report.answer {
        desk.problem = try desk.answer(
          report.task, answer, agent: report.agent.isEmpty ? nil : report.agent, note: report.body)
      } else {
        try desk.file(report.newTask(fingerprint, created: created))
      }
      if desk.problem == nil { try desk.table.noteCarriedOut(item) }
    }
    if let problem = board.problem {
      return .reject([Finding(.error, "answer", problem)])
    }
    try write(board)
    if report.order == TaskOrder.report.rawValue {
      // One that was written while the day was not over knows more of it than we do now.
      let yesterday = now - TaskPolicy.day
      if try FileStatus.ifPresent(publication.published / Self.reportPath(of: yesterday)) == nil {
        try writeReport(board, of: yesterday)
      }
    }
    return .next
  }

  private func desk(_ body: @escaping @Sendable (inout TaskDesk) throws -> Void) async throws
    -> Board
  {
    let rules = try context.operationsRules()
    let policy =
      OperationsOptions(context.item.options).assignment
    let business = business
    let now = now
    let isVisible = try FileStatus.ifPresent(publication.published / "index.html") != nil
    return try await context.tables.write { connection in
      let table = TaskTable(connection, business: business)
      if !isVisible { try table.hideAll() }
      var desk = TaskDesk(table, rules: rules, policy: policy, now: now)
      try body(&desk)
      if desk.problem == nil {
        try desk.keep()
        try desk.assign()
        try TaskClock(connection).tended(business, at: now)
      }
      return try Board(
        table, desk: desk, agents: rules.agents, business: business, now: now,
        limit: Self.shownMax)
    }
  }

  /// Writes what changed. It counts as visible in the transaction that decides the publication, so
  /// that an attempt that did not get there is made up for by the next.
  private func write(_ board: Board) throws {
    let business = business
    publication.onDecide { connection in
      try TaskTable(connection, business: business).show(board.hidden.map(\.id))
    }
    for incident in board.changed {
      let folder = Path("incidents/\(incident.incident.id)")
      let files = IncidentFiles(incident, business: business)
      try publication.write(folder / "incident.json", files.json())
      try publication.write(folder / "timeline.md", Array(files.timeline().utf8))
      try publication.write(folder / "issue.md", Array(files.issue().utf8))
      try publication.write(folder / "issue.json", files.issueJSON())
      if let task = incident.task, !task.choice.isEmpty {
        try publication.write(folder / "assignment.json", Array((task.choice + "\n").utf8))
      }
      try write(folder / "index.html", IncidentPage(incident, business: business).page())
    }
    try publication.write("tasks.json", TaskFiles.json(board.tasks, board.incidentsByID))
    for (agent, task) in board.todo {
      let path = Path("agents/\(agent)/todo/\(task.id).json")
      try publication.write(path, TaskFiles.json(task))
    }
    for (agent, task) in board.taken {
      let path = Path("agents/\(agent)/todo/\(task).json")
      if try FileStatus.ifPresent(publication.published / path) != nil {
        try publication.remove(path)
      }
    }
    try writeReport(board, of: now)
    try write("index.html", BoardPage(board).page())
  }

  /// - Parameter time: of the day that it is about.
  private func writeReport(_ board: Board, of time: Int) throws {
    try publication.write(
      Self.reportPath(of: time), Array(DailyReport(board, of: time).text().utf8))
  }

  private static func reportPath(of time: Int) -> Path {
    Path("reports/\(Day.text(time).prefix(10)).md")
  }

  private func write(_ path: Path, _ page: some HTML) throws {
    var writer = HTMLWriter()
    page.write(&writer)
    try writer.withBytes { try publication.write(path, $0) }
  }
}
