package import Foundation

/// Somebody or something that does work for a worker, as lists show it.
package struct AgentSummary: Sendable, Equatable, Codable {
  package var worker: String
  package var business: String
  package var name: String
  /// Its trade, in the worker's words.
  package var type: String
  /// How it is reached: folder, program, tool or address.
  package var reach: String
  package var capabilities: [String]
  /// Open tasks, and how many it takes at most.
  package var open: Int
  package var openMax: Int
  package var done: Int
  package var failed: Int
  /// When it was last given something.
  package var lastAssigned: Date?
  /// When it last said anything of a task: the sign that it is there.
  package var lastHeard: Date?
  /// From when a task is given to when it is done or has failed, 95 of 100 take less; nil before
  /// the first.
  package var p95Seconds: Double?

  package init(
    worker: String, business: String, name: String, type: String, reach: String,
    capabilities: [String], open: Int, openMax: Int, done: Int, failed: Int, lastAssigned: Date?,
    lastHeard: Date? = nil, p95Seconds: Double? = nil
  ) {
    self.worker = worker
    self.business = business
    self.name = name
    self.type = type
    self.reach = reach
    self.capabilities = capabilities
    self.open = open
    self.openMax = openMax
    self.done = done
    self.failed = failed
    self.lastAssigned = lastAssigned
    self.lastHeard = lastHeard
    self.p95Seconds = p95Seconds
  }
}
