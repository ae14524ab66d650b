import Storage
import Tables

// What becomes of incidents and tasks, in one transaction:
//
//   file       a failure that was not seen in this log before: an incident, a task, or an older one
//              that came again
//   answer     what an agent says of its task
//   keep       what time alone does: leases that ran out, deadlines that passed
//   assign     tasks that wait, the most urgent first, to whom they suit best
//
// It reads no clock: the time is the stage's.

/// Decides about the tasks of one business.
struct TaskDesk {
  let table: TaskTable
  let rules: OperationsRules
  private let policy: AssignmentPolicy
  /// Milliseconds since 1970.
  let now: Int
  /// Why what was asked for cannot be; nil when it can.
  var problem: String?

  /// So many of the latest logs of one place are looked at for copies.
  private static let copiesMax = 50

  init(_ table: TaskTable, rules: OperationsRules, policy: AssignmentPolicy, now: Int) {
    self.table = table
    self.rules = rules
    self.policy = policy
    self.now = now
  }

  /// Takes a failure in. The same log changes nothing the second time, and of one that has grown
  /// only what is new counts.
  ///
  /// - Parameters:
  ///   - source: the fingerprint of the log.
  ///   - origin: where it lay below the inbox; nil where only its name is known.
  ///   - isPiece: it is what a followed file grew by.
  ///   - received: when it arrived.
  mutating func file(
    _ failure: Failure, source: String, origin: String? = nil, isPiece: Bool = false, received: Int
  ) throws {
    let id = Incident.id(failure)
    if try table.hasSighting(of: id, source: source) { return }
    var sighting = Sighting(
      failure, source: source, origin: origin ?? failure.file, isPiece: isPiece,
      received: received)
    if var known = try table.incident(id) {
      let limit = isPiece ? 1 : Self.copiesMax
      // Of what was written down earlier only the log's name is known.
      let earlier = try [sighting.origin, sighting.file].flatMap {
        try table.sightings(of: id, origin: $0, limit: limit)
      }
      sighting.leaveOut(earlier)
      if sighting.count == 0 { return }
      try again(&known, sighting)
      if earlier.isEmpty { known.logs += 1 }
      known.count += sighting.count
      known.first = min(known.first, sighting.first)
      known.last = max(known.last, sighting.last)
      if failure.severity > known.severity { try raise(&known, failure) }
      try table.put(known)
    } else {
      let incident = Incident(failure, received: received, now: now)
      try table.put(incident)
      try table.note("incident opened: \(incident.title)", at: now, incident: id)
      try open(taskFor: incident, failure)
    }
    try table.add(sighting, of: id)
  }

  private mutating func open(taskFor incident: Incident, _ failure: Failure) throws {
    let task = OperationsTask(
      id: "task-\(incident.id)", incident: incident.id, type: rules.kind(incident.kind).task,
      title: incident.title, body: incident.summary, priority: priority(of: incident, failure),
      created: now)
    try change(task, "task made: \(task.type.rawValue), \(task.priority.rawValue)")
  }

  private func priority(of incident: Incident, _ failure: Failure) -> Severity {
    // Not the excerpt: the lines before the event may name anything.
    let text = "\(incident.title) \(failure.message) \(incident.exception)".lowercased()
    let isEmergency =
      rules.kind(incident.kind).task == .deployment && failure.severity >= .critical
      && (text.contains("database") || incident.isInProduction)
    return isEmergency ? .emergency : failure.severity
  }

  /// What was thought to be less serious: whoever has the task is to know, and has less time.
  private mutating func raise(_ incident: inout Incident, _ failure: Failure) throws {
    incident.severity = failure.severity
    let priority = priority(of: incident, failure)
    guard var task = try table.task(of: incident.id), task.state.isOpen, task.priority < priority
    else { return }
    task.priority = priority
    task.due = min(task.due, now + TaskPolicy.hours(priority) * TaskPolicy.hour)
    try change(task, "raised to \(priority.rawValue): the log says so")
  }

  /// An incident that is known was seen once more.
  private mutating func again(_ incident: inout Incident, _ sighting: Sighting) throws {
    guard var task = try table.task(of: incident.id) else { return }
    let before = incident.rate
    let rate = Incident.rate(sighting.count, sighting.first, sighting.last)
    // What a person has cancelled is not to be done, however often it comes.
    if task.state == .completed, sighting.last > task.changed {
      incident.reopened += 1
      task.retries = 0
      task.agent = nil
      task.become(.pending, at: now)
      let seen =
        sighting.isTimed
        ? "it was seen in \(sighting.file) after it was done"
        : "\(sighting.file), which tells no times, arrived after it was done"
      try change(task, "opened again: \(seen)")
    } else if sighting.first - incident.last >= TaskPolicy.quiet {
      incident.reopened += 1
      let hours = (sighting.first - incident.last) / TaskPolicy.hour
      try table.note(
        "came again after \(hours) hours of quiet", at: now, task: task.id, incident: incident.id)
    }
    if sighting.count >= TaskPolicy.rateEventsMin, rate >= before * TaskPolicy.rateFactor,
      task.state.isOpen, try !table.hasHurried(incident.id, since: now - TaskPolicy.hour)
    {
      try escalate(&task, "it comes \(Int(rate / max(before, 1e-9)))\(TaskTable.moreOften)")
    }
  }

  /// Takes a task that somebody reported in. It may wait for others that are there, and not, by any
  /// way, for itself.
  mutating func file(_ task: OperationsTask) throws {
    if try table.task(task.id) != nil { return }
    let depends = task.depends.isEmpty ? [] : try table.tasks().map { ($0.id, $0.depends) }
    let known = Dictionary(depends, uniquingKeysWith: { one, _ in one })
    if let missing = task.depends.first(where: { known[$0] == nil }) {
      problem = "it waits for \(missing), and there is no such task"
      return
    }
    if TaskPolicy.wouldCircle(task.id, task.depends, known) {
      problem = "it waits for tasks that wait for it"
      return
    }
    try change(task, "task made: \(task.type.rawValue), \(task.priority.rawValue)")
  }

  /// Takes what an agent says of its task.
  ///
  /// - Returns: why it cannot be so; nil when it is.
  mutating func answer(_ id: String, _ state: TaskState, agent: String?, note: String) throws
    -> String?
  {
    guard var task = try table.task(id) else { return "there is no task \(id)" }
    if task.state == state {
      // A sign of life: the lease begins anew.
      if let holder = task.agent { try table.hear(holder, of: id, isEnd: false, at: now) }
      if state.isHeld, task.lease != nil { task.lease = now + TaskPolicy.lease }
      try table.put(task)
      return nil
    }
    if let agent, let holder = task.agent, agent != holder {
      return "\(id) is \(holder)’s and not \(agent)’s"
    }
    guard task.become(state, at: now) else {
      return "\(id) is \(task.state.rawValue) and cannot become \(state.rawValue)"
    }
    let said = note.isEmpty ? "" : ": \(note)"
    let by = task.agent ?? "a person"
    if state.isHeld { task.lease = now + TaskPolicy.lease }
    if let agent = task.agent {
      let isEnd = state == .completed || state == .failed
      try table.hear(agent, of: id, isEnd: isEnd, at: now)
      if isEnd {
        try table.note(
          agent, task.type, done: state == .completed ? 1 : 0, failed: state == .failed ? 1 : 0)
      }
    }
    try change(task, "\(state.rawValue) by \(by)\(said)")
    if state == .failed { try retry(&task) }
    return nil
  }

  /// A task whose agent failed waits, goes to another one, and at last to a person.
  private mutating func retry(_ task: inout OperationsTask) throws {
    task.retries += 1
    task.avoid = task.agent
    task.agent = nil
    if task.retries >= TaskPolicy.retriesMax {
      task.retries = 0
      return try escalate(&task, "\(TaskPolicy.retriesMax) attempts failed")
    }
    task.notBefore = now + TaskPolicy.backoff(task.retries)
    task.become(.pending, at: now)
    let minutes = TaskPolicy.backoff(task.retries) / TaskPolicy.minute
    try change(task, "attempt \(task.retries + 1) not before \(minutes) min from then")
  }

  mutating func escalate(_ task: inout OperationsTask, _ reason: String) throws {
    task.level += 1
    task.priority = task.priority.raised
    task.due = min(task.due, now + TaskPolicy.hours(task.priority) * TaskPolicy.hour)
    if task.level >= TaskPolicy.levelOfPeople {
      task.agent = nil
      task.become(.escalated, at: now)
      return try change(task, "escalated to a person: \(reason)")
    }
    if task.state == .failed || task.state == .blocked { task.become(.pending, at: now) }
    try change(task, "escalated to level \(task.level), \(task.priority.rawValue): \(reason)")
  }

  /// What time alone does.
  mutating func keep() throws {
    for var task in try table.lateTasks(at: now) {
      if task.state == .escalated {
        try remind(&task)
        continue
      }
      if let lease = task.lease, lease < now { try takeBack(&task) }
      if task.state == .blocked, task.changed < now - TaskPolicy.blockedMax {
        try escalate(&task, "it was blocked for too long")
      }
      if task.due < now, task.state != .escalated {
        try escalate(&task, "its deadline has passed")
        task.due = now + TaskPolicy.hours(task.priority) * TaskPolicy.hour
        try table.put(task)
      }
    }
  }

  /// Its lease is over: whoever had it has it no longer. A lease that nobody holds ends, too.
  private mutating func takeBack(_ task: inout OperationsTask) throws {
    task.lease = nil
    task.become(.pending, at: now)
    if let agent = task.agent {
      try table.note(agent, task.type, failed: 1)
      try table.note(
        "\(agent) was silent beyond its lease", at: now, task: task.id, incident: task.incident)
    }
    try retry(&task)
  }

  /// A person has it and its deadline has passed: it is said again, at each deadline.
  private mutating func remind(_ task: inout OperationsTask) throws {
    task.due = now + TaskPolicy.hours(task.priority) * TaskPolicy.hour
    try change(task, "still waits for a person")
  }

  /// Gives tasks that wait to agents, the most urgent first.
  mutating func assign() throws {
    let order = try table.waitingTasks(at: now).sorted {
      let ranks = (TaskPolicy.rank($0, at: now), TaskPolicy.rank($1, at: now))
      return ranks.0 == ranks.1 ? $0.id < $1.id : ranks.0 > ranks.1
    }
    for var task in order {
      let assignment = Assignment(
        task.type, task.priority, agents: try table.records(of: rules.agents, for: task.type),
        policy: policy, avoiding: task.avoid)
      let choice = assignment.json(policy.rawValue)
      guard let agent = assignment.agent else {
        if task.choice != choice {
          task.choice = choice
          try table.put(task)
        }
        continue
      }
      task.choice = choice
      try give(&task, to: agent)
    }
  }

  /// - Parameter said: by whom it was wanted and why, where a person did.
  mutating func give(
    _ task: inout OperationsTask, to agent: String, _ said: String = ""
  ) throws {
    task.agent = agent
    task.lease = now + TaskPolicy.lease
    task.become(.assigned, at: now)
    try table.note(agent, task.type, assigned: now)
    try table.give(task.id, to: agent, at: now)
    try change(task, "given to \(agent)\(said)")
  }

  mutating func change(_ task: OperationsTask, _ text: String) throws {
    try table.put(task)
    try table.note(text, at: now, task: task.id, incident: task.incident)
  }
}

extension Assignment {
  /// The choice with every candidate and what its score is made of.
  ///
  /// - Parameter policy: by what was chosen: the name of a policy, or “by” and who named the agent.
  func json(_ policy: String) -> String {
    var json = JSONWriter(isIndented: true)
    json.beginObject()
    json.key("policy")
    json.value(policy)
    json.key("agent")
    if let agent { json.value(agent) } else { json.null() }
    json.key("candidates")
    json.beginArray()
    for candidate in candidates {
      json.beginObject()
      json.key("agent")
      json.value(candidate.agent)
      json.key("score")
      json.value((candidate.score * 10_000).rounded() / 10_000)
      json.key("eligible")
      json.value(candidate.isEligible)
      json.key("parts")
      json.beginObject()
      for part in candidate.parts {
        json.key(part.name)
        json.value((part.value * 10_000).rounded() / 10_000)
      }
      json.endObject()
      json.endObject()
    }
    json.endArray()
    json.endObject()
    return String(decoding: json.takeBytes(), as: UTF8.self)
  }
}
