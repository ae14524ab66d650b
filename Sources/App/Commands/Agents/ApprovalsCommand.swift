import Agents
import Files
import Foundation
import Pipeline
import SQLiteStorage
import Storage

/// `dropmill approvals list|show|approve|reject`
struct ApprovalsCommand: Command {
  static let name = "approvals"
  static let summary = "what waits for a person's word: see it, allow it, refuse it"
  static let operands = "list | show NUMBER | approve NUMBER… | reject NUMBER…"
  static let verbs = [
    Verb("list", "what waits, and with --all what was decided"),
    Verb("show", "what would be done, why it is asked, and what came of it"),
    Verb("approve", "have it done; the daemon does it once"),
    Verb("reject", "have it left undone"),
  ]
  static let options = [
    Option.flag("--all", help: "those that were decided too, the newest first").of("list"),
    Option.value("--note", of: "TEXT", help: "why it is decided so, kept with it")
      .of("approve", "reject"),
    Option.json,
  ]
  static let writes = true
  static let details = """
    What is more than safe is run dry first; what it would do waits here for a week. It may also be
    decided on the dashboard. What is approved while no daemon works is done when one is started.

      dropmill approvals list
      dropmill approvals show 3
      dropmill approvals approve 3 --note "the disk is full"
    """

  func run(_ arguments: Arguments, _ session: Session) async throws -> ExitCode {
    let (verb, operands) = try Self.verb(arguments)
    if verb == "list" {
      try await list(arguments.has("--all"), session)
      return .success
    }
    let numbers = try operands.map { try Self.number($0) }
    guard !numbers.isEmpty, verb != "show" || numbers.count == 1 else {
      throw UsageError(message: "\(verb) which one?", hint: "`dropmill approvals list` says")
    }
    if verb == "show" {
      try show(try await find(numbers[0], session), session.console)
      return .success
    }
    let decision: Approval.Decision = verb == "approve" ? .approve : .reject
    return try await decide(numbers, decision, arguments.values["--note"] ?? "", session)
  }

  private static func number(_ text: String) throws -> Int {
    guard let number = try Number.positive(text, "the number") else {
      throw UsageError(message: "“\(text)” is no number of an approval")
    }
    return number
  }

  private static let listMax = 1000

  private func list(_ isAll: Bool, _ session: Session) async throws {
    let database = try Index.open(session.workspace)
    let found = await Result {
      try await database.read {
        try ApprovalTable($0).page(isAll ? [] : [.waiting], limit: Self.listMax)
      }
    }
    await database.close()
    let approvals = try found.get()
    if session.console.isJSON { return try session.console.print(json: approvals) }
    if approvals.isEmpty {
      session.console.note(isAll ? "nothing was asked yet" : "nothing waits for a decision")
    }
    for approval in approvals {
      session.console.print(
        "\(approval.number)  \(approval.state.rawValue)  \(approval.risk.rawValue)  "
          + "\(approval.worker)/\(approval.tool)  \(approval.preview)")
    }
  }

  private func find(_ number: Int, _ session: Session) async throws -> Approval {
    let database = try Index.open(session.workspace)
    let found = await Result {
      try await database.read { try ApprovalTable($0).approval(number) }
    }
    await database.close()
    if let approval = try found.get() { return approval }
    throw UnknownApproval(number: number)
  }

  private func show(_ approval: Approval, _ console: Console) throws {
    if console.isJSON { return try console.print(json: approval) }
    let arguments = approval.arguments.sorted { $0.key < $1.key }
      .map { "\($0.key)=\($0.value.shown)" }.joined(separator: " ")
    console.print("approval  \(approval.number), \(approval.state.rawValue)")
    console.print("what      \(approval.worker) \(approval.tool) \(arguments)")
    console.print("risk      \(approval.risk.rawValue)")
    console.print("why       \(approval.why)")
    console.print("it says   \(approval.preview)")
    if !approval.cost.isEmpty { console.print("cost      \(approval.cost)") }
    console.print("asked     \(approval.asked.formatted(.iso8601))")
    if approval.state == .waiting {
      console.print("until     \(approval.expires.formatted(.iso8601))")
    }
    if let decided = approval.decided {
      let note = approval.note.map { $0.isEmpty ? "" : ": \($0)" } ?? ""
      console.print(
        "decided   \(decided.formatted(.iso8601)) by \(approval.decidedBy ?? "?")\(note)")
    }
    if let result = approval.result { console.print("result    \(result)") }
  }

  private func decide(
    _ numbers: [Int], _ decision: Approval.Decision, _ note: String, _ session: Session
  ) async throws -> ExitCode {
    let (person, console) = (session.person, session.console)
    var code = ExitCode.success
    var decided: [Approval] = []
    try await session.change { database in
      for number in numbers {
        let time = Date()
        let (isDecided, approval) = try await database.write { connection in
          let table = ApprovalTable(connection)
          return (
            try table.decide(number, decision, by: person, note: note, at: time),
            try table.approval(number)
          )
        }
        guard let approval else { throw UnknownApproval(number: number) }
        if isDecided {
          decided.append(approval)
          let what = decision == .approve ? "approved" : "rejected"
          if !console.isJSON { console.note("\(number) is \(what): \(approval.preview)") }
        } else {
          code = Failure(DecidedBefore(approval: approval)).tell(console)
        }
      }
    }
    if console.isJSON {
      try console.print(json: decided)
    } else if decision == .approve, try !Index.isRunning(session.workspace) {
      console.note("no daemon works here: it is done when one is started")
    }
    return code
  }
}

/// Somebody has decided already, or the time was over.
struct DecidedBefore: Error, CustomStringConvertible {
  let approval: Approval

  var description: String {
    "\(approval.number) does not wait any more: it is \(approval.state.rawValue)"
  }
}

/// There is no such question.
struct UnknownApproval: Error, CustomStringConvertible {
  let number: Int

  var description: String { "there is no approval \(number): `dropmill approvals list --all` says" }
}

extension Session {
  /// Who says so, for what is kept.
  var person: String {
    environment["SUDO_USER"] ?? environment["USER"] ?? environment["LOGNAME"] ?? "a person"
  }

  /// Changes the tables beside a running daemon, and tells it.
  func change(_ body: (SQLiteDatabase) async throws -> Void) async throws {
    let database = try await Index.openToWrite(workspace, workers)
    let result = await Result { try await body(database) }
    await database.close()
    try FileWriter.write([], to: workspace.wakeUp)
    try result.get()
  }
}

extension Result where Failure == any Error {
  /// What came of it, so that something may be closed before it is said.
  init(_ body: () async throws -> Success) async {
    do {
      self = .success(try await body())
    } catch {
      self = .failure(error)
    }
  }
}
