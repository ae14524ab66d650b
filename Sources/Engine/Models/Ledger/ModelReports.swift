package import Foundation
package import Storage

/// What the ledger says, for commands, pages and counters: statements on a connection.
package struct ModelReports {
  private let connection: any Connection

  package init(_ connection: any Connection) { self.connection = connection }

  /// By what costs can be told apart.
  package enum Grouping: String, Sendable, CaseIterable {
    case business, model, provider, prompt, purpose, item, day, outcome

    fileprivate var column: String {
      switch self {
      case .business: "business"
      case .model: "model"
      case .provider: "provider"
      case .prompt: "prompt || ' ' || version"
      case .purpose: "purpose"
      case .item: "coalesce(cast(item as text), '-')"
      case .day: "cast(at / 86400 as bigint)"
      case .outcome: "outcome"
      }
    }
  }

  package struct Cost: Sendable, Hashable, Encodable {
    package var of: String
    package var calls: Int
    /// Of the calls, those that a kept answer served.
    package var kept: Int
    package var failed: Int
    package var requests: Int
    package var tokensIn: Int
    package var tokensOut: Int
    /// Millionths of a dollar.
    package var cost: Int
    package var seconds: Double

    package static func += (sum: inout Cost, more: Cost) {
      sum.calls += more.calls
      sum.kept += more.kept
      sum.failed += more.failed
      sum.requests += more.requests
      sum.tokensIn += more.tokensIn
      sum.tokensOut += more.tokensOut
      sum.cost += more.cost
      sum.seconds += more.seconds
    }
  }

  /// - Parameters:
  ///   - since: seconds since 1970.
  ///   - businesses: only theirs; nil: everybody's.
  package func costs(
    by grouping: Grouping, since: Double = 0, of businesses: [String]? = nil
  ) throws -> [Cost] {
    let marks = (businesses ?? []).indices.map { "$\($0 + 2)" }.joined(separator: ", ")
    let filter = businesses == nil ? "" : "and business in (\(marks))"
    let rows = try costs(
      by: grouping, where: "at >= $1 \(filter)",
      [.real(since)] + (businesses ?? []).map(SQLValue.text))
    guard grouping == .day else { return rows }
    return rows.map { row in
      var row = row
      let date = Date(timeIntervalSince1970: (Double(row.of) ?? 0) * 86_400)
      row.of = ISO8601DateFormatter.string(
        from: date, timeZone: .gmt, formatOptions: [.withFullDate])
      return row
    }
  }

  /// What came behind a question, and which is the last now: for counters that only grow.
  ///
  /// - Parameter last: 0 before the first.
  package func costs(
    by grouping: Grouping, after last: Int
  ) throws -> (costs: [Cost], last: Int) {
    let newest = try connection.first("select max(id) from model_call") { $0.optionalInteger(0) }
    guard let newest = newest ?? nil, newest > last else { return ([], last) }
    let costs = try costs(
      by: grouping, where: "id > $1 and id <= $2", [.integer(last), .integer(newest)])
    return (costs, newest)
  }

  private func costs(
    by grouping: Grouping, where condition: String, _ values: [SQLValue]
  ) throws -> [Cost] {
    try connection.query(
      """
      select \(grouping.column), count(*), sum(outcome = 'kept'),
        sum(outcome not in ('kept', 'answered')), sum(tries), sum(tokens_in), sum(tokens_out),
        sum(cost), sum(seconds)
      from model_call where \(condition) group by 1 order by sum(cost) desc, 1
      """, values
    ) { row in
      Cost(
        of: row.text(0), calls: row.integer(1), kept: row.integer(2), failed: row.integer(3),
        requests: row.integer(4), tokensIn: row.integer(5), tokensOut: row.integer(6),
        cost: row.integer(7), seconds: row.real(8))
    }
  }

  /// A budget and how much of it is spent.
  package struct Spending: Sendable, Hashable, Encodable {
    package let budget: String
    /// Nil: for all together.
    package let business: String?
    /// Millionths of a dollar; nil: none is set.
    package let limit: Int?
    package let spent: Int
    /// Set aside for questions that are under way, or were when a program ended without a word.
    package let reserved: Int
  }

  func businessesThatSpent() throws -> [String] {
    try connection.query(
      "select distinct scope from model_spend where scope like 'business %' order by scope"
    ) { String($0.text(0).dropFirst("business ".count)) }
  }

  /// The budgets of a day, those of the businesses that have spent anything.
  package func spending(_ limits: BudgetLimits, at date: Date) throws -> [Spending] {
    let businesses = try businessesThatSpent()
    let all = SpendTable.budgets(limits, business: "", item: nil, at: date).filter {
      $0.scope == "all"
    }
    let own = businesses.flatMap {
      SpendTable.budgets(limits, business: $0, item: nil, at: date).filter { $0.scope != "all" }
    }
    return try (all + own).map { budget in
      let use = try SpendTable(connection).use(budget)
      return Spending(
        budget: budget.name,
        business: budget.scope == "all" ? nil : String(budget.scope.dropFirst("business ".count)),
        limit: budget.limit, spent: use.spent, reserved: use.reserved)
    }
  }
}
