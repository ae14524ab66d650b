import Foundation
import Storage

/// What has been spent in each period, and what is set aside for questions under way.
///
/// An amount is set aside in the same transaction that looks whether there is room for it, so that
/// any number of callers stays within a budget. After a crash it stays spent: nobody knows better.
struct SpendTable {
  /// A budget, as far as it concerns one question.
  struct Budget: Sendable, Hashable {
    let scope: String
    let period: String
    let limit: Int?

    /// For people: “acme’s for the day”.
    let name: String
  }

  /// What is gone of a budget.
  struct Use: Sendable, Hashable {
    var spent: Int
    /// Set aside for questions that are under way, or were when a program ended without a word.
    var reserved: Int
  }

  /// A budget that has no room left, or hardly any.
  struct Full: Error, Sendable, Hashable {
    let budget: Budget
    let use: Use
  }

  private let connection: any Connection

  init(_ connection: any Connection) { self.connection = connection }

  /// The budgets that a question counts for.
  static func budgets(
    _ limits: BudgetLimits, business: String, item: Int?, at date: Date
  ) -> [Budget] {
    let day = ISO8601DateFormatter.string(
      from: date, timeZone: .gmt, formatOptions: [.withFullDate])
    let month = String(day.prefix(7))
    let own = limits.businesses[business]
    var budgets = [
      Budget(scope: "all", period: day, limit: limits.day, name: "the day's"),
      Budget(scope: "all", period: month, limit: limits.month, name: "the month's"),
      Budget(
        scope: "business \(business)", period: day, limit: own?.day ?? limits.businessDay,
        name: "the day's for \(business)"),
      Budget(
        scope: "business \(business)", period: month, limit: own?.month ?? limits.businessMonth,
        name: "the month's for \(business)"),
    ]
    if let item {
      budgets.append(
        Budget(scope: "item \(item)", period: "", limit: limits.item, name: "the item's"))
    }
    return budgets
  }

  func use(_ budget: Budget) throws -> Use {
    try connection.first(
      "select amount - reserved, reserved from model_spend where scope = $1 and period = $2",
      [.text(budget.scope), .text(budget.period)]
    ) { Use(spent: $0.integer(0), reserved: $0.integer(1)) } ?? Use(spent: 0, reserved: 0)
  }

  /// Sets an amount aside in all budgets.
  ///
  /// - Throws: ``Full`` when one of them has no room for it; then none is touched.
  func reserve(_ amount: Int, in budgets: [Budget]) throws {
    for budget in budgets {
      guard let limit = budget.limit else { continue }
      let use = try use(budget)
      if use.spent + use.reserved + amount > limit { throw Full(budget: budget, use: use) }
    }
    try add(amount, reserved: amount, to: budgets)
  }

  /// Puts what it did cost in the place of what was set aside.
  ///
  /// - Returns: the budgets of which 80 % are spent now and were not before.
  func settle(_ reserved: Int, as cost: Int, in budgets: [Budget]) throws -> [Full] {
    var nearlyFull: [Full] = []
    for budget in budgets {
      guard let limit = budget.limit else { continue }
      var use = try use(budget)
      let mark = limit * 4 / 5
      let wasBelow = use.spent < mark
      use.spent += cost
      use.reserved -= reserved
      if wasBelow, use.spent >= mark { nearlyFull.append(Full(budget: budget, use: use)) }
    }
    try add(cost - reserved, reserved: -reserved, to: budgets)
    return nearlyFull
  }

  /// - Parameter reserved: of the amount, what is set aside.
  private func add(_ amount: Int, reserved: Int, to budgets: [Budget]) throws {
    if amount == 0, reserved == 0 { return }
    for budget in budgets {
      try connection.execute(
        """
        insert into model_spend(scope, period, amount, reserved) values($1, $2, $3, $4)
        on conflict(scope, period) do update set amount = model_spend.amount + excluded.amount,
          reserved = model_spend.reserved + excluded.reserved
        """,
        [.text(budget.scope), .text(budget.period), .integer(amount), .integer(reserved)])
    }
  }
}
