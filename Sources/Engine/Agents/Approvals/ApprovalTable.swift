package import Foundation
package import Storage

/// What waits for a person's word, as statements on a connection.
package struct ApprovalTable {
  private let connection: any Connection

  package init(_ connection: any Connection) { self.connection = connection }

  package static let migrations = [
    Migration(
      "approvals-1",
      [
        """
        create table approval(
          number integer primary key,
          worker text not null,
          tool text not null,
          arguments text not null,
          risk text not null,
          why text not null,
          preview text not null,
          cost text not null,
          asked real not null,
          expires real not null,
          state text not null,
          decided real,
          decided_by text,
          note text,
          ended real,
          result text)
        """,
        "create index approval_state on approval(state, number)",
      ])
  ]

  // MARK: - Reading

  /// The newest first.
  ///
  /// - Parameters:
  ///   - states: empty: all.
  ///   - number: only those older than this one; nil: from the newest.
  package func page(
    _ states: Set<Approval.State> = [], before number: Int? = nil, limit: Int = 50
  ) throws -> [Approval] {
    let wanted = states.isEmpty ? Set(Approval.State.allCases) : states
    let marks = wanted.indices(from: 3)
    return try connection.query(
      """
      select \(Self.columns) from approval where number < $1 and state in (\(marks))
      order by number desc limit $2
      """,
      [.integer(number ?? .max), .integer(limit)]
        + wanted.map { SQLValue.text($0.rawValue) }, Self.approval)
  }

  package func approval(_ number: Int) throws -> Approval? {
    try connection.first(
      "select \(Self.columns) from approval where number = $1", [.integer(number)], Self.approval)
  }

  /// How many wait for a person.
  package func waitingCount() throws -> Int {
    try connection.first("select count(*) from approval where state = 'waiting'", []) {
      $0.integer(0)
    } ?? 0
  }

  /// Whether something was approved and is not done yet.
  func hasApproved() throws -> Bool {
    try connection.first("select 1 from approval where state = 'approved' limit 1", []) {
      $0.integer(0)
    } != nil
  }

  /// When the next question is over, if nobody decides.
  func nextExpiry() throws -> Double? {
    try connection.first("select min(expires) from approval where state = 'waiting'", []) {
      $0.optionalReal(0)
    } ?? nil
  }

  // MARK: - Writing

  /// Puts a question. One that waits already is not put twice; when its time is over, or it told of
  /// something else, it does not wait any more.
  ///
  /// - Returns: its number.
  func ask(_ question: Approval.Question, at time: Date) throws -> Int {
    try expire(at: time)
    let arguments = try Self.text(question.arguments)
    try connection.execute(
      """
      update approval set state = 'expired', ended = $1,
        result = 'what it would do has changed: it was asked anew'
      where state = 'waiting' and worker = $2 and tool = $3 and arguments = $4 and preview <> $5
      """,
      [
        .real(time.timeIntervalSince1970), .text(question.worker), .text(question.tool),
        .text(arguments), .text(question.preview),
      ])
    let known = try connection.first(
      """
      select number from approval
      where state in ('waiting', 'approved', 'running') and worker = $1 and tool = $2
        and arguments = $3
      """, [.text(question.worker), .text(question.tool), .text(arguments)]
    ) { $0.integer(0) }
    if let known { return known }
    let number =
      try connection.first("select coalesce(max(number), 0) + 1 from approval", []) {
        $0.integer(0)
      } ?? 1
    let seconds = time.timeIntervalSince1970
    try connection.execute(
      """
      insert into approval(number, worker, tool, arguments, risk, why, preview, cost, asked,
        expires, state)
      values($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'waiting')
      """,
      [
        .integer(number), .text(question.worker), .text(question.tool), .text(arguments),
        .text(question.risk.rawValue), .text(question.why), .text(question.preview),
        .text(question.cost), .real(seconds), .real(seconds + Approval.lifetimeSeconds),
      ])
    return number
  }

  /// - Returns: false when it does not wait any more: its time is over, or somebody has decided.
  package func decide(
    _ number: Int, _ decision: Approval.Decision, by person: String, note: String = "",
    at time: Date
  ) throws -> Bool {
    try expire(at: time)
    return try connection.execute(
      """
      update approval set state = $1, decided = $2, decided_by = $3, note = $4
      where number = $5 and state = 'waiting'
      """,
      [
        .text(decision.state.rawValue), .real(time.timeIntervalSince1970), .text(person),
        .text(note), .integer(number),
      ]) == 1
  }

  /// Takes what was approved, to be done now.
  func takeApproved() throws -> [Approval] {
    let approved = try page([.approved], limit: .max)
    for approval in approved { try set(.running, approval.number) }
    return approved.reversed()
  }

  /// It was done, or not.
  func end(_ number: Int, _ state: Approval.State, _ result: String, at time: Date) throws {
    try connection.execute(
      "update approval set state = $1, ended = $2, result = $3 where number = $4",
      [
        .text(state.rawValue), .real(time.timeIntervalSince1970), .text(result), .integer(number),
      ])
  }

  /// - Returns: what nobody decided in time, and what was approved and could not be done in time.
  @discardableResult
  func expire(at time: Date) throws -> [Int] {
    let late = try connection.query(
      "select number from approval where state = 'waiting' and expires <= $1",
      [.real(time.timeIntervalSince1970)]
    ) { $0.integer(0) }
    for number in late { try end(number, .expired, "nobody decided in time", at: time) }
    let old = try connection.query(
      "select number from approval where state = 'approved' and decided <= $1",
      [.real(time.timeIntervalSince1970 - Approval.lifetimeSeconds)]
    ) { $0.integer(0) }
    for number in old {
      try end(
        number, .expired, "it was approved too long ago, and nothing worked since: ask anew",
        at: time)
    }
    return late + old
  }

  /// - Returns: what was being done when a daemon ended without a word.
  func interrupt(at time: Date) throws -> [Int] {
    let running = try page([.running], limit: .max).map(\.number)
    for number in running {
      try end(
        number, .interrupted,
        "the daemon ended while it was done: whether it was done is not known", at: time)
    }
    return running
  }

  private func set(_ state: Approval.State, _ number: Int) throws {
    try connection.execute(
      "update approval set state = $1 where number = $2",
      [.text(state.rawValue), .integer(number)])
  }

  // MARK: - Rows

  private static let columns = """
    number, worker, tool, arguments, risk, why, preview, cost, asked, expires, state, decided,
    decided_by, note, ended, result
    """

  private static func approval(_ row: any Row) throws -> Approval {
    Approval(
      number: row.integer(0), worker: row.text(1), tool: row.text(2),
      arguments: try JSONDecoder().decode(
        [String: ToolValue].self, from: Data(row.text(3).utf8)),
      risk: Risk(rawValue: row.text(4)) ?? .high, why: row.text(5), preview: row.text(6),
      cost: row.text(7), asked: Date(timeIntervalSince1970: row.real(8)),
      expires: Date(timeIntervalSince1970: row.real(9)),
      state: Approval.State(rawValue: row.text(10)) ?? .waiting,
      decided: row.optionalReal(11).map(Date.init(timeIntervalSince1970:)),
      decidedBy: row.optionalText(12), note: row.optionalText(13),
      ended: row.optionalReal(14).map(Date.init(timeIntervalSince1970:)),
      result: row.optionalText(15))
  }

  /// Keys in order, so that equal arguments are equal texts.
  private static func text(_ arguments: [String: ToolValue]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(arguments), as: UTF8.self)
  }
}

extension Collection {
  /// `$3, $4, …`: as many parameters as there are elements.
  fileprivate func indices(from first: Int) -> String {
    (first..<(first + count)).map { "$\($0)" }.joined(separator: ", ")
  }
}
