import Files
import Pages
import SQLiteStorage
import Storage
import TestSupport
import Testing

@testable import Operations

@Suite struct `A board` {
  private let place: TemporaryDirectory
  private let database: SQLiteDatabase
  /// A day of business, at noon.
  private static let noon = 1000 * TaskPolicy.day + 12 * TaskPolicy.hour

  init() async throws {
    place = try TemporaryDirectory()
    database = try SQLiteDatabase(path: "\(place.path)/operations.sqlite")
    try await Migration.apply(OperationsMigrations.all, to: database)
  }

  @Test func `says how many incidents there are, shown or not`() async throws {
    for name in ["f1", "f2", "f3"] { try await file(Self.failure(name), "a.log") }
    let board = try await board(limit: 1)
    #expect(board.incidents.count == 1)
    let tile = "tile-value\">3</span><span class=\"tile-label\">incidents<"
    #expect(BoardPage(board).page().markup.contains(tile))
  }

  @Test func `does not say that nothing failed where nothing is listed`() async throws {
    let page = BoardPage(try await board()).page().markup
    #expect(page.contains("One that waits for a person’s decision is not"))
  }

  @Test func `keeps the newest of a long history, and of many logs`() async throws {
    for number in 1...60 {
      try await file(Self.failure("f1", minute: number), "live/app.log", isPiece: true)
    }
    let incident = try #require(try await board().incidents.first)
    try await database.write { connection in
      let table = TaskTable(connection, business: "acme")
      for number in 1...250 { try table.note("note \(number)", at: 0, incident: incident.id) }
    }
    let whole = try await whole()
    #expect(whole.history.last?.text == "note 250" && whole.history.first?.text == "note 51")
    #expect(whole.sightings.first?.first == Self.time(11))
    #expect(whole.sightings.last?.first == Self.time(60))
  }

  @Test func `tells what all logs tell`() async throws {
    try await file(Self.failure("f1", minute: 1, count: 3), "app.log")
    try await file(Self.failure("f1", minute: 7), "other.log")
    #expect(
      try await whole().lead
        == "Seen 4 times in 2 logs in staging on 1972-09-27 between 12:01:00 and 12:07:00 UTC,"
        + " first in line 5 of app.log.")
    let files = IncidentFiles(try await whole(), business: "acme")
    #expect(files.timeline().contains("app.log, 3 times, first in line 5"))
  }

  @Test func `shows the name of a log as it is, and never as a sign`() async throws {
    try await file(Self.failure("f1"), "[a]_@ada.log")
    let files = IncidentFiles(try await whole(), business: "acme")
    for text in [files.issue(), files.timeline()] {
      #expect(text.contains("of \\[a\\]\\_@\u{200b}ada.log."), "\(text)")
    }
  }

  @Test func `names no line of what a file grew by, and counts the file once`() async throws {
    for minute in 1...3 {
      try await file(Self.failure("f1", minute: minute), "live/app.log", isPiece: true)
    }
    let whole = try await whole()
    #expect(whole.incident.logs == 1 && whole.incident.count == 3)
    #expect(whole.lead.hasPrefix("Seen 3 times in 1 log in staging"))
    let files = IncidentFiles(whole, business: "acme")
    let texts = [whole.lead, files.timeline(), files.issue(), page(whole).markup]
    #expect(texts.allSatisfy { !$0.contains("in line") }, "\(texts)")
    #expect(files.timeline().contains("new lines of app.log, once"))
  }

  @Test func `reports of a day what was before its end, and says when the rest is`() async throws {
    try await file(Self.failure("f1"), "app.log")
    let board = try await board()
    let today = DailyReport(board, of: Self.noon).text()
    #expect(today.contains("- 1 new incident, 1 in all"))
    let yesterday = DailyReport(board, of: Self.noon - TaskPolicy.day).text()
    #expect(yesterday.contains("- 0 new incidents, 0 in all"))
    #expect(yesterday.contains("- Open now, at 1972-09-27T12:00:00Z: 1 task, 0 wait for a person"))
  }

  // MARK: - The code under test

  private func file(
    _ failure: Failure, _ origin: String, isPiece: Bool = false
  ) async throws {
    try await database.write { connection in
      var desk = Self.desk(connection)
      var failure = failure
      failure.file = String(decoding: Path(origin).name, as: UTF8.self)
      try desk.file(
        failure, source: "\(origin) \(failure.first ?? 0)", origin: origin, isPiece: isPiece,
        received: Self.noon)
    }
  }

  private func board(limit: Int = 10) async throws -> Board {
    try await database.read { connection in
      try Board(
        TaskTable(connection, business: "acme"), desk: Self.desk(connection), agents: [],
        business: "acme", now: Self.noon, limit: limit)
    }
  }

  private func whole() async throws -> Board.Whole {
    try #require(try await board().changed.first)
  }

  private func page(_ whole: Board.Whole) -> some HTML {
    IncidentPage(whole, business: "acme").page()
  }

  private static func desk(_ connection: any Connection) -> TaskDesk {
    TaskDesk(
      TaskTable(connection, business: "acme"), rules: .shipped, policy: .balanced, now: noon)
  }

  private static func time(_ minute: Int) -> Int { noon + minute * TaskPolicy.minute }

  private static func failure(_ name: String, minute: Int = 1, count: Int = 1) -> Failure {
    var failure = Failure()
    failure.fingerprint = name
    failure.kind = "disk_full"
    failure.environment = "staging"
    failure.title = "No space \(name)"
    failure.count = count
    failure.line = 5
    failure.lastLine = 4 + count
    failure.first = time(minute)
    failure.last = time(minute)
    failure.moments = (0..<count).map { "\(5 + $0) 1972-09-27T12:01:00Z" }
    return failure
  }
}
