import Files
import Foundation
import Pages
import Pipeline
import SQLiteStorage
import Storage
import TestSupport
import Testing

@testable import Operations

@Suite struct `The panel of tasks` {
  private let place: TemporaryDirectory
  private let database: SQLiteDatabase

  init() async throws {
    place = try TemporaryDirectory()
    database = try SQLiteDatabase(path: "\(place.path)/test.sqlite")
    try await Migration.apply(OperationsMigrations.all, to: database)
  }

  private func markup(
    visible: [String]? = nil, business: String? = nil, words: Words = .english
  ) async throws -> String {
    let context = PanelContext(
      business: business, visibleBusinesses: visible,
      now: Date(timeIntervalSince1970: 1_800_000_000), words: words,
      outbox: OutboxReader(
        workspace: Workspace(place.path), worker: "operations", address: "/results"),
      database: database)
    return try await TasksPanel.panel.content(context).markup
  }

  private func add(_ id: String, of business: String, due: Int) async throws {
    try await database.write { connection in
      try connection.execute(
        """
        insert into operations_incident(business, id, fingerprint, environment, kind, severity,
          title, summary, cause, hints, exception, frames, excerpt, count, first, last, opened,
          reopened)
        values($1, $2, $2, 'prod', 'error', 'critical', $3, '', '', '', '', '', '', 1, 1, 2, 1, 0)
        """, [.text(business), .text(id), .text("Disk <full> \(id)")])
      try connection.execute(
        """
        insert into operations_task(business, id, incident, type, title, body, priority, state,
          agent, retries, level, created, changed, due, not_before, depends, choice)
        values($1, $2, $2, 'bug_fix', 't', '', 'high', 'in_progress', 'ada', 0, 0, 1, 1, $3, 0,
          '', '')
        """, [.text(business), .text(id), .integer(due)])
    }
  }

  @Test func `says what to do while there is nothing`() async throws {
    #expect(try await markup().contains("inbox/operations/"))
  }

  @Test func `shows what failed, who has it and what is late, escaped`() async throws {
    try await add("i1", of: "acme", due: 1)
    let page = try await markup()
    #expect(page.contains("Disk &lt;full&gt; i1"))
    #expect(page.contains("1 in progress"))
    #expect(page.contains("ada has 1"))
    #expect(page.contains("1 overdue"))
    // There is no page of it yet: nothing is linked that is not there.
    #expect(!page.contains("href"))
    try place.write("outbox/operations/acme/incidents/i1/index.html", "x")
    #expect(try await markup().contains("/results/operations/acme/incidents/i1/index.html"))
  }

  @Test func `speaks the language of who looks`() async throws {
    try await add("i1", of: "acme", due: 1)
    let german = Words(language: "de", table: [:], thousands: ".")
    let page = try await markup(words: german.with(TasksPanel.panel.translations))
    #expect(page.contains("1 in Arbeit") && page.contains("ada hat 1"))
    #expect(page.contains("1 überfällig") && page.contains("kritisch"))
  }

  @Test func `shows only what somebody may see, and what was asked for`() async throws {
    try await add("i1", of: "acme", due: 9_000_000_000_000)
    try await add("i2", of: "other", due: 9_000_000_000_000)
    #expect(!(try await markup(visible: ["other"]).contains("i1")))
    #expect(!(try await markup(business: "acme").contains("i2")))
    #expect(!(try await markup().contains("overdue")))
  }

  @Test func `has all of its words in German, and none is left over`() throws {
    #expect(
      try SourceWords.keys(in: "Sources/Workers/Operations/TasksPanel.swift")
        == Set(TasksPanel.german.keys))
  }
}
