import Agents
import Files
import Foundation
import HTTPClient
import Pages
import Storage
import Telemetry

// One issue for each incident, however often the program dies. An issue bears the mark of its
// incident, invisible, at the end of its text. Before one is made, those that are there are looked
// through for it, so that one whose making was not written down is found. One run at a time files:
// it says so in the transaction in which it finds what is to be filed. What cannot be filed now is
// filed later: the outbox has all of them, always.

/// `issues`: files, changes and closes issues where a repository is named.
enum IssueTool {
  /// Issues in one run; the next goes on. The server allows eighty a minute.
  private static let changesMax = 40
  private static let dayMilliseconds = 86_400_000
  /// No run takes longer; others wait so long for one that ended without a word.
  private static let runMilliseconds = 15 * TaskPolicy.minute

  static let tool = Tool(
    "issues", "files the issues of incidents where the rules name a repository"
  ) { try await run($0, $1) }

  private struct Change: Sendable {
    var business: String
    var incident: String
    var draft: IssueServer.Draft
    var digest: String
    var entry: IssueTable.Entry
  }

  static func mark(_ business: String, _ incident: String) -> String {
    "<!-- dropmill \(Scratch.mark(of: business)) \(incident) -->"
  }

  /// When an issue may be filed or changed, where a repository is named.
  static func due(_ context: ToolContext) async throws -> Date? {
    guard let settings = try context.operationsRules().issues else { return nil }
    return try await next(settings, context)
  }

  private static func next(
    _ settings: IssueSettings, _ context: ToolContext
  ) async throws -> Date? {
    let next = try await context.tables.read { connection in
      try IssueTable(connection).next(settings.businesses)
    }
    return next.map { Date(timeIntervalSince1970: Double($0) / 1000) }
  }

  private static func run(_ call: ToolCall, _ context: ToolContext) async throws -> ToolAnswer {
    guard let settings = try context.operationsRules().issues else {
      return ToolAnswer("no repository is named: issues lie in the outbox alone")
    }
    let changes = try await changes(settings, isFiling: !call.isDryRun, context)
    if changes.isEmpty { return try await nothingToFile(settings, context) }
    if call.isDryRun {
      let count = Words.english.count(
        changes.count, "1 issue would be filed", "%1 issues would be filed")
      return ToolAnswer(
        count, columns: columns, rows: rows(changes.map { ($0, $0.entry.number) }))
    }
    do {
      return try await file(changes, settings, context)
    } catch {
      // Nobody files any more.
      try await context.tables.write { try IssueTable($0).put(IssueTable.Entry(), "", "") }
      throw error
    }
  }

  private static func file(
    _ changes: [Change], _ settings: IssueSettings, _ context: ToolContext
  ) async throws -> ToolAnswer {
    let session = HTTPSession()
    defer { session.stop() }
    let server = IssueServer(
      settings: settings, token: try settings.token.secret(), session: session,
      now: context.now.timeIntervalSince1970)
    return try await file(changes, server, context)
  }

  /// Nothing is to be filed, or nothing may be now.
  private static func nothingToFile(
    _ settings: IssueSettings, _ context: ToolContext
  ) async throws -> ToolAnswer {
    guard let next = try await next(settings, context) else {
      return ToolAnswer("every issue is as it should be")
    }
    let pause = try await context.tables.read { try IssueTable($0).entry("", "") }
    let reason = pause.error ?? "the server refused what is left"
    return ToolAnswer("issues wait until \(next.ISO8601Format()): \(reason)", isGood: false)
  }

  /// Incidents whose issue is not there, or not as it should be.
  ///
  /// - Parameter isFiling: they are filed now: until that is over nobody else does.
  private static func changes(
    _ settings: IssueSettings, isFiling: Bool, _ context: ToolContext
  ) async throws -> [Change] {
    let now = context.milliseconds
    // A write: what is found to be as it should be is not looked at again.
    return try await context.tables.write { connection in
      let issues = IssueTable(connection)
      // The server asked everybody to come later, or somebody is at it.
      var pause = try issues.entry("", "")
      if pause.notBefore > now { return [] }
      var changes: [Change] = []
      for business in try TaskClock(connection).businesses()
      where settings.businesses.isEmpty || settings.businesses.contains(business) {
        let table = TaskTable(connection, business: business)
        for task in try table.unfiledTasks(at: now, limit: changesMax - changes.count) {
          guard let whole = try Board.whole(of: task, table) else { continue }
          let id = whole.incident.id
          let entry = try issues.entry(business, id)
          let draft = IncidentFiles(whole, business: business).draft
          let digest = digest(draft)
          if entry.digest == digest {
            try table.markFiled(id)
            continue
          }
          changes.append(
            Change(
              business: business, incident: id, draft: draft, digest: digest, entry: entry))
        }
      }
      if isFiling, !changes.isEmpty {
        pause.notBefore = now + runMilliseconds
        pause.error = "they are being filed, or were when a program ended without a word"
        try issues.put(pause, "", "")
      }
      return changes
    }
  }

  private static func digest(_ draft: IssueServer.Draft) -> String {
    let text = ([draft.title, draft.body, "\(draft.isOpen)"] + draft.labels)
      .joined(separator: "\u{0}")
    return Fingerprint(of: text.utf8).description
  }

  private static func file(
    _ changes: [Change], _ server: IssueServer, _ context: ToolContext
  ) async throws -> ToolAnswer {
    var done: [(Change, Int?)] = []
    var filed: [IssueServer.Issue]?
    for change in changes {
      do {
        let issue = try await file(change, among: &filed, server)
        try await put(change, issue, context)
        done.append((change, issue.number))
      } catch IssueServer.Failure.refused(let text) {
        try await refuse(change, text, context)
      } catch let failure as IssueServer.Failure {
        try await pause(failure, context)
        return ToolAnswer(
          "\(done.count) of \(changes.count) issues are filed, the others later: \(failure)",
          isGood: false, columns: columns, rows: rows(done))
      }
    }
    try await context.tables.write { try IssueTable($0).put(IssueTable.Entry(), "", "") }
    let count = Words.english.count(done.count, "1 issue is filed", "%1 issues are filed")
    return ToolAnswer(count, columns: columns, rows: rows(done))
  }

  private static func file(
    _ change: Change, among filed: inout [IssueServer.Issue]?, _ server: IssueServer
  ) async throws -> IssueServer.Issue {
    let mark = mark(change.business, change.incident)
    var draft = change.draft
    draft.body += "\n\n\(mark)\n"
    if let number = change.entry.number {
      do {
        return try await server.update(number, draft)
      } catch IssueServer.Failure.missing {
        // Somebody has deleted it, or moved it: it is looked for, and else filed anew.
      }
    }
    let all = if let filed { filed } else { try await server.filed() }
    filed = all
    if let known = all.first(where: { $0.body?.contains(mark) == true }) {
      return try await server.update(known.number, draft)
    }
    let issue = try await server.create(draft)
    return draft.isOpen ? issue : try await server.update(issue.number, draft)
  }

  private static func put(
    _ change: Change, _ issue: IssueServer.Issue, _ context: ToolContext
  ) async throws {
    let entry = IssueTable.Entry(number: issue.number, url: issue.url, digest: change.digest)
    try await context.tables.write { connection in
      try IssueTable(connection).put(entry, change.business, change.incident)
    }
  }

  /// It is tried again when it has changed, or after a day.
  private static func refuse(
    _ change: Change, _ text: String, _ context: ToolContext
  ) async throws {
    var entry = change.entry
    entry.error = text
    entry.tries += 1
    entry.notBefore = context.milliseconds + dayMilliseconds
    let put = entry
    try await context.tables.write { connection in
      try IssueTable(connection).put(put, change.business, change.incident)
    }
    context.logger.warning(
      "issue refused", ["incident": change.incident, "reason": text])
  }

  /// Nothing is asked of the server for a while: as long as it says, or longer each time.
  private static func pause(
    _ failure: IssueServer.Failure, _ context: ToolContext
  ) async throws {
    let now = context.milliseconds
    try await context.tables.write { connection in
      let issues = IssueTable(connection)
      var entry = try issues.entry("", "")
      entry.error = failure.description
      entry.tries += 1
      entry.notBefore = now + TaskPolicy.backoff(entry.tries)
      switch failure {
      case .limited(let time): entry.notBefore = Int(time * 1000)
      case .notAllowed, .missing: entry.notBefore = now + TaskPolicy.hour
      case .refused, .unavailable: break
      }
      try issues.put(entry, "", "")
    }
    context.logger.warning("issues wait", ["reason": failure.description])
  }

  private static let columns = ["business", "incident", "issue", "title"]

  private static func rows(_ done: [(Change, Int?)]) -> [[ToolValue]] {
    done.map { change, number in
      [
        .text(change.business), .text(change.incident), ToolValue(number),
        .text(change.draft.title),
      ]
    }
  }
}
