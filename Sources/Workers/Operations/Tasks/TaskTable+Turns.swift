import Storage

// A turn is one task given to one agent: how soon agents answer, and when they were last heard.

/// How an agent has answered lately.
struct AgentPace: Sendable, Equatable {
  /// Milliseconds since 1970 of its latest sign of life; nil before the first.
  var heard: Int?
  /// Milliseconds from when a task was given to when it was done or had failed, of the latest.
  var took: [Int] = []

  /// How many of the latest tasks count.
  static let tasksMax = 100

  /// The milliseconds below which 95 of 100 lie; nil of none.
  var p95: Int? {
    let sorted = took.sorted()
    if sorted.isEmpty { return nil }
    return sorted[min(sorted.count - 1, sorted.count * 95 / 100)]
  }
}

extension TaskTable {
  /// An agent has a task from now on.
  func give(_ task: String, to agent: String, at now: Int) throws {
    try connection.execute(
      """
      insert into operations_turn(business, task, given, agent) values($1, $2, $3, $4)
      on conflict do nothing
      """, [business, .text(task), .integer(now), .text(agent)])
  }

  /// The agent that has a task said something of it.
  ///
  /// - Parameter isEnd: it is done with it, for good or ill.
  func hear(_ agent: String, of task: String, isEnd: Bool, at now: Int) throws {
    try connection.execute(
      """
      update operations_turn set heard = $1, ended = coalesce(ended, $2)
      where business = $3 and task = $4 and agent = $5 and given = (
        select max(given) from operations_turn where business = $3 and task = $4)
      """,
      [
        .integer(now), isEnd ? .integer(now) : .null, business, .text(task), .text(agent),
      ])
  }

  /// How these agents have answered lately.
  func paces(of agents: [Agent]) throws -> [String: AgentPace] {
    var paces: [String: AgentPace] = [:]
    for agent in agents {
      let key: [SQLValue] = [business, .text(agent.name)]
      let heard = try connection.first(
        "select max(heard) from operations_turn where business = $1 and agent = $2", key
      ) { $0.optionalInteger(0) }
      let took = try connection.query(
        """
        select ended - given from operations_turn
        where business = $1 and agent = $2 and ended is not null
        order by given desc limit \(AgentPace.tasksMax)
        """, key
      ) { $0.integer(0) }
      paces[agent.name] = AgentPace(heard: heard ?? nil, took: took)
    }
    return paces
  }
}
