import Agents
import Foundation

/// An agent as programs see it.
struct AgentAnswer: Encodable {
  let worker: String
  let business: String
  let name: String
  let type: String
  let reach: String
  let capabilities: [String]
  let open: Int
  let openMax: Int
  let done: Int
  let failed: Int
  @AlwaysWritten var lastAssigned: Date?
  @AlwaysWritten var lastHeard: Date?
  @AlwaysWritten var p95Seconds: Double?

  init(_ agent: AgentSummary) {
    worker = agent.worker
    business = agent.business
    name = agent.name
    type = agent.type
    reach = agent.reach
    capabilities = agent.capabilities
    open = agent.open
    openMax = agent.openMax
    done = agent.done
    failed = agent.failed
    lastAssigned = agent.lastAssigned
    lastHeard = agent.lastHeard
    p95Seconds = agent.p95Seconds
  }

  static let schema = Schema.object([
    .needed("worker", .line), .needed("business", .line), .needed("name", .line),
    .needed("type", .line), .needed("reach", .line), .needed("capabilities", .many(.line)),
    .needed("open", .count), .needed("openMax", .count), .needed("done", .count),
    .needed("failed", .count), .needed("lastAssigned", .nullable(.time)),
    .needed("lastHeard", .nullable(.time)), .needed("p95Seconds", .nullable(.number)),
  ])
}
