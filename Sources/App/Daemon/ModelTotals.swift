import Models
import Storage

/// What all questions to models came to, by provider. Who asks once a minute reads what came since,
/// and not years of it; and what the history forgets is still counted until the program ends.
actor ModelTotals {
  private var costs: [String: ModelReports.Cost] = [:]
  private var last = 0

  func update(from database: any Database) async throws -> [ModelReports.Cost] {
    let seen = last
    let new = try await database.read { try ModelReports($0).costs(by: .provider, after: seen) }
    // Somebody else may have asked meanwhile, and counted the same.
    if last == seen {
      for cost in new.costs {
        if costs[cost.of] == nil { costs[cost.of] = cost } else { costs[cost.of]? += cost }
      }
      last = new.last
    }
    return costs.values.sorted { $0.of < $1.of }
  }
}
