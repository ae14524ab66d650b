// Who gets a task. Hard conditions first: the agent does such work, and has room. Among those that
// are left the highest score wins; a tie goes to who has waited longest, then to the first name.
//
//   score = .35 fit + .25 success + .20 room + .10 speed + .10 priority fit + waiting
//
// Success is the lower bound of Wilson's interval at 95 %: three of three is less certain than
// thirty of thirty. Source: Wilson, “Probable inference, the law of succession, and statistical
// inference”, JASA 1927.

/// How an agent is chosen.
enum AssignmentPolicy: String, Sendable, CaseIterable {
  /// As above.
  case balanced
  /// The product of weight, success and free room.
  case product
}

/// A choice, with what led to it.
struct Assignment: Sendable, Equatable {
  struct Candidate: Sendable, Equatable {
    var agent: String
    var score: Double
    /// What the score is made of, in order; or why it was not to be chosen.
    var parts: [Part]
    var isEligible: Bool
  }

  struct Part: Sendable, Equatable {
    var name: String
    var value: Double
  }

  /// Nil when nobody can take it now.
  var agent: String?
  /// All agents, the best first.
  var candidates: [Candidate]

  /// Somebody's choice, for which nothing was weighed.
  init(of agent: String) {
    self.agent = agent
    candidates = []
  }

  /// Chooses an agent.
  ///
  /// - Parameters:
  ///   - agents: with what is known of each at this moment.
  ///   - avoiding: the agent that failed at this task before; taken only when no other can.
  init(
    _ kind: TaskKind, _ priority: Severity, agents: [(agent: Agent, record: AgentRecord)],
    policy: AssignmentPolicy, avoiding: String? = nil
  ) {
    let scored = agents.map { entry in
      (
        candidate: Self.candidate(kind, priority, entry.agent, entry.record, policy),
        last: entry.record.lastAssigned ?? .min
      )
    }
    let order = scored.sorted { one, other in
      if one.candidate.isEligible != other.candidate.isEligible { return one.candidate.isEligible }
      if one.candidate.score != other.candidate.score {
        return one.candidate.score > other.candidate.score
      }
      return (one.last, one.candidate.agent) < (other.last, other.candidate.agent)
    }
    candidates = order.map(\.candidate)
    let eligible = candidates.filter(\.isEligible)
    agent = (eligible.first { $0.agent != avoiding } ?? eligible.first)?.agent
  }

  private static func candidate(
    _ kind: TaskKind, _ priority: Severity, _ agent: Agent, _ record: AgentRecord,
    _ policy: AssignmentPolicy
  ) -> Candidate {
    let fits = agent.isCapable(of: kind) || agent.isCompatible(with: kind)
    let hasRoom = record.open < agent.tasksMax
    let parts =
      switch policy {
      case .balanced: balanced(kind, priority, agent, record)
      case .product: product(kind, priority, agent, record)
      }
    let score =
      switch policy {
      case .balanced: parts.reduce(0) { $0 + $1.value }
      case .product: parts.reduce(1) { $0 * $1.value }
      }
    return Candidate(
      agent: agent.name, score: fits ? score : 0, parts: parts, isEligible: fits && hasRoom)
  }

  private static func balanced(
    _ kind: TaskKind, _ priority: Severity, _ agent: Agent, _ record: AgentRecord
  ) -> [Part] {
    let fit = agent.isCapable(of: kind) ? 1 : agent.isCompatible(with: kind) ? 0.5 : 0
    let success = wilson(record.doneOfKind, record.doneOfKind + record.failedOfKind)
    let wanted = Double(priority.rank) / Double(Severity.emergency.rank)
    return [
      Part(name: "fit", value: 0.35 * fit),
      Part(name: "success", value: 0.25 * success),
      Part(name: "room", value: 0.20 * (1 - min(1, record.load(of: agent)))),
      Part(name: "speed", value: 0.10 * min(1, agent.weight / 10)),
      Part(name: "priority", value: 0.10 * (1 - abs(wanted - min(1, agent.weight / 10)))),
    ]
  }

  /// The lower bound of the share of successes; one half of the way when nothing is known.
  private static func wilson(_ good: Int, _ all: Int) -> Double {
    guard all > 0 else { return 0.5 }
    let z = 1.96
    let n = Double(all)
    let share = Double(good) / n
    let centre = share + z * z / (2 * n)
    let spread = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    return max(0, (centre - spread) / (1 + z * z / n))
  }

  /// The predecessor's product: the load counts twice once there is a history, and a general agent
  /// is worth more at critical than at emergency; both are kept, since that is the formula.
  private static func product(
    _ kind: TaskKind, _ priority: Severity, _ agent: Agent, _ record: AgentRecord
  ) -> [Part] {
    let load = record.load(of: agent)
    let ended = record.done + record.failed
    let efficiency =
      ended == 0 ? agent.weight : agent.weight * (Double(record.done) / Double(ended)) * (1 - load)
    let urgency =
      priority == .emergency && agent.weight >= 5
      ? 2 : priority == .critical && agent.weight >= 3 ? 1.5 : 1
    return [
      Part(name: "efficiency", value: efficiency),
      Part(name: "capable", value: agent.isCapable(of: kind) ? 1.5 : 1),
      Part(name: "urgency", value: urgency),
      Part(name: "load", value: 1 - 0.5 * load),
      Part(name: "available", value: record.open < agent.tasksMax ? 1.2 : 1),
    ]
  }
}
