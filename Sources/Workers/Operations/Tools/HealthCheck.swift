import Agents
import Files
import Foundation
import Jobs
import Storage

// What a machine and this program can be asked without disturbing either. Each measure has two
// bounds; beyond the second somebody must act now.

/// A look at the machine, the queues and the agents.
struct HealthCheck {
  enum State: String, Sendable, Comparable {
    case good, warning, critical

    static func < (one: State, other: State) -> Bool { one.rank < other.rank }

    private var rank: Int { self == .good ? 0 : self == .warning ? 1 : 2 }
  }

  struct Measure: Sendable, Equatable {
    var name: String
    var found: String
    var state: State

    /// - Parameter bounds: from where on it is a warning, and critical; upwards.
    init(_ name: String, _ value: Double, _ bounds: (Double, Double), _ found: String) {
      self.name = name
      self.found = found
      state = value >= bounds.1 ? .critical : value >= bounds.0 ? .warning : .good
    }
  }

  struct Findings: Sendable {
    var measures: [Measure]

    var state: State { measures.map(\.state).max() ?? .good }

    var bad: [Measure] { measures.filter { $0.state != .good } }

    var answer: ToolAnswer {
      let summary =
        bad.isEmpty
        ? "all is well"
        : bad.map { "\($0.name) is \($0.state.rawValue): \($0.found)" }.joined(separator: "; ")
      return ToolAnswer(
        summary, isGood: state != .critical, columns: ["measure", "state", "found"],
        rows: measures.map { [.text($0.name), .text($0.state.rawValue), .text($0.found)] })
    }
  }

  private let context: ToolContext

  init(_ context: ToolContext) { self.context = context }

  func run() async throws -> Findings {
    let started = ContinuousClock.now
    let (jobs, tasks, busy) = try await context.tables.read { connection in
      let tasks =
        try connection.first(
          "select count(*) from operations_task where state = 'pending'", []
        ) { $0.integer(0) } ?? 0
      var busy: [String: [String: Int]] = [:]
      try connection.forEach(
        """
        select business, agent, count(*) from operations_task
        where agent is not null and state in ('assigned', 'in_progress', 'review')
        group by business, agent
        """, []
      ) { busy[$0.text(0), default: [:]][$0.text(1)] = $0.integer(2) }
      return (try JobTable(connection).counts(), tasks, busy)
    }
    let seconds = (ContinuousClock.now - started) / .seconds(1)
    let waiting = [JobState.available, .scheduled, .retryable].reduce(0) { $0 + (jobs[$1] ?? 0) }
    let failing = jobs[.retryable] ?? 0
    return Findings(measures: [
      try disk(), try memory(), try load(),
      Measure(
        "queue", Double(waiting), (10_000, 100_000),
        "\(waiting) items wait, \(failing) of them after a failure"),
      Measure("tasks", Double(tasks), (50, 100), "\(tasks) wait for an agent"),
      Measure(
        "database", seconds, (0.5, 5), "answered in \(Int((seconds * 1000).rounded(.up))) ms"),
      try agents(busy),
    ])
  }

  private func disk() throws -> Measure {
    let space = try FileSystemSpace(of: context.places.root)
    let used = 1 - Double(space.freeBytes) / Double(max(1, space.totalBytes))
    return Measure(
      "disk", used, (0.9, 0.97),
      "\(Self.percent(used)) full, \(space.freeBytes >> 30) GiB free")
  }

  /// Source: proc_meminfo(5). What can be had without swapping is `MemAvailable`.
  private func memory() throws -> Measure {
    let text = String(
      decoding: try FileReader.contents(of: "/proc/meminfo"), as: UTF8.self)
    func kilobytes(_ name: String) -> Double {
      let line = text.split(separator: "\n").first { $0.hasPrefix("\(name):") }
      return line?.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
    }
    let used = 1 - kilobytes("MemAvailable") / max(1, kilobytes("MemTotal"))
    return Measure("memory", used, (0.9, 0.97), "\(Self.percent(used)) used")
  }

  /// Source: proc_loadavg(5). For each processor, over five minutes.
  private func load() throws -> Measure {
    let text = String(
      decoding: try FileReader.contents(of: "/proc/loadavg"), as: UTF8.self)
    let figures = text.split(separator: " ").compactMap { Double($0) }
    let cores = Double(max(1, ProcessInfo.processInfo.activeProcessorCount))
    let load = (figures.count > 1 ? figures[1] : 0) / cores
    return Measure(
      "load", load, (4, 16), "\((load * 100).rounded() / 100) for each processor")
  }

  /// How many tasks an agent may have holds for each business: it is as ill as the worst off.
  ///
  /// - Parameter busy: the tasks of each agent, by business.
  private func agents(_ busy: [String: [String: Int]]) throws -> Measure {
    let agents = try context.operationsRules().agents
    let free = busy.mapValues { tasks in
      agents.filter { tasks[$0.name, default: 0] < $0.tasksMax }.count
    }
    let worst = free.min { ($0.value, $0.key) < ($1.value, $1.key) }
    let count = worst?.value ?? agents.count
    let taken = 1 - Double(count) / Double(max(1, agents.count))
    let whose = worst.map { count < agents.count ? " for \($0.key)" : "" } ?? ""
    return Measure("agents", taken, (0.7, 1), "\(count) of \(agents.count) have room\(whose)")
  }

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
