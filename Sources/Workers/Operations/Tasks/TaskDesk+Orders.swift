extension TaskDesk {
  /// Does what a person wants.
  ///
  /// - Returns: why it cannot be; nil when it is done.
  mutating func order(
    _ order: TaskOrder, _ id: String, agent: String?, by person: String, note: String
  ) throws -> String? {
    // These are about all tasks: what they ask for is done with any file.
    if order == .tend || order == .report { return nil }
    guard var task = try table.task(id) else { return "there is no task \(id)" }
    let said = " by \(person)" + (note.isEmpty ? "" : ": \(note)")
    switch order {
    case .tend, .report: break
    case .assign: return try give(&task, to: agent, by: person, said)
    case .retry:
      guard task.state == .pending || task.become(.pending, at: now) else {
        return "\(id) is \(task.state.rawValue) and cannot be tried again"
      }
      task.avoid = task.agent ?? task.avoid
      task.agent = nil
      task.retries = 0
      task.notBefore = 0
      try change(task, "to be tried again\(said)")
    case .escalate:
      guard task.state.isOpen, task.state != .escalated else {
        return "\(id) is \(task.state.rawValue)"
      }
      try escalate(&task, "wanted\(said)")
    case .complete, .cancel:
      let state: TaskState = order == .complete ? .completed : .cancelled
      // What an agent did not have any more is not to its credit.
      let holder = task.state.isHeld ? task.agent : nil
      guard task.become(state, at: now) else {
        return "\(id) is \(task.state.rawValue) and cannot become \(state.rawValue)"
      }
      if let holder, state == .completed { try table.note(holder, task.type, done: 1) }
      try change(task, "\(state.rawValue)\(said)")
    }
    return nil
  }

  private mutating func give(
    _ task: inout OperationsTask, to agent: String?, by person: String, _ said: String
  ) throws -> String? {
    guard task.state == .pending || task.state == .escalated || task.become(.pending, at: now)
    else { return "\(task.id) is \(task.state.rawValue) and cannot be given to anybody" }
    task.notBefore = 0
    guard let agent else {
      if task.state == .escalated { task.become(.pending, at: now) }
      task.agent = nil
      try change(task, "to be given to somebody\(said)")
      return nil
    }
    guard let known = rules.agents.first(where: { $0.name == agent }) else {
      return "there is no agent \(agent); there are: "
        + rules.agents.map(\.name).joined(separator: ", ")
    }
    let open = try table.openCount(of: agent)
    if open >= known.tasksMax { return "\(agent) has \(open) tasks and takes no more" }
    task.choice = Assignment(of: agent).json("by \(person)")
    try give(&task, to: agent, said)
    return nil
  }
}
