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
  }

  /// - Parameters:
  ///   - since: seconds since 1970.
  ///   - businesses: only theirs; nil: everybody's.
  package func costs(
    by grouping: Grouping, since: Double = 0, of businesses: [String]? = nil
  ) throws -> [Cost] {
    let marks = (businesses ?? []).indices.map { "$\($0 + 2)" }.joined(separator: ", ")
    let filter = businesses == nil ? "" : "and business in (\(marks))"
    let rows = try connection.query(
      """
      select \(grouping.column), count(*), sum(outcome = 'kept'),
        sum(outcome not in ('kept', 'answered')), sum(tries), sum(tokens_in), sum(tokens_out),
        sum(cost), sum(seconds)
      from model_call where at >= $1 \(filter) group by 1 order by sum(cost) desc, 1
      """,
      [.real(since)] + (businesses ?? []).map(SQLValue.text)
    ) { row in
      Cost(
        of: row.text(0), calls: row.integer(1), kept: row.integer(2), failed: row.integer(3),
        requests: row.integer(4), tokensIn: row.integer(5), tokensOut: row.integer(6),
        cost: row.integer(7), seconds: row.real(8))
    }
    guard grouping == .day else { return rows }
    return rows.map { row in
      var row = row
      let date = Date(timeIntervalSince1970: (Double(row.of) ?? 0) * 86_400)
      row.of = ISO8601DateFormatter.string(
        from: date, timeZone: .gmt, formatOptions: [.withFullDate])
      return row
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
