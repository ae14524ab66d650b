package import Foundation
package import Storage
import Synchronization

// Before each stage stands a gate. A person may close it, or let so many items through at a time;
// what cannot pass waits before it, as a job that nobody has leased.

/// Which stages are paused, and how many items each takes at a time. Holds over restarts.
package final class StageGates: Sendable {
  /// What a person has set for a stage.
  package struct Setting: Sendable, Equatable {
    package var isPaused = false
    /// Items at a time; nil: as many as there is room for in all.
    package var itemsMax: Int?
    package var by: String?
    package var since: Date?
  }

  private struct Gate {
    var setting = Setting()
    var running = 0

    var isOpen: Bool { !setting.isPaused && running < setting.itemsMax ?? .max }
  }

  private let gates = Mutex<[Stage: Gate]>([:])

  package init() {}

  package static let migrations = [
    Migration(
      "gates-1",
      [
        """
        create table stage_gate(
          stage text primary key,
          is_paused integer not null,
          items_max integer,
          decider text not null,
          at real not null)
        """
      ])
  ]

  /// A limit may not be larger.
  package static let itemsMaxMax = 10_000

  // MARK: - What people set

  /// As an earlier daemon left them.
  package func load(_ database: any Database) async throws {
    let rows = try await database.read { connection in
      try connection.query("select stage, is_paused, items_max, decider, at from stage_gate") {
        (
          Stage(rawValue: $0.text(0)),
          Setting(
            isPaused: $0.integer(1) != 0, itemsMax: $0.optionalInteger(2), by: $0.text(3),
            since: Date(timeIntervalSince1970: $0.real(4)))
        )
      }
    }
    for case (let stage?, let setting) in rows {
      gates.withLock { $0[stage, default: Gate()].setting = setting }
    }
  }

  /// Changes what holds for a stage, from the next item on.
  package func set(
    _ stage: Stage, isPaused: Bool, itemsMax: Int?, by name: String, at time: Date,
    _ database: any Database
  ) async throws {
    let setting = Setting(isPaused: isPaused, itemsMax: itemsMax, by: name, since: time)
    try await database.write { connection in
      try connection.execute(
        """
        insert into stage_gate(stage, is_paused, items_max, decider, at)
        values($1, $2, $3, $4, $5)
        on conflict(stage) do update set is_paused = excluded.is_paused,
          items_max = excluded.items_max, decider = excluded.decider, at = excluded.at
        """,
        [
          .text(stage.rawValue), .integer(isPaused ? 1 : 0), SQLValue(itemsMax), .text(name),
          .real(time.timeIntervalSince1970),
        ])
    }
    gates.withLock { $0[stage, default: Gate()].setting = setting }
  }

  package func setting(of stage: Stage) -> Setting {
    gates.withLock { $0[stage]?.setting ?? Setting() }
  }

  package var paused: [Stage] { Stage.allCases.filter { setting(of: $0).isPaused } }

  // MARK: - What passes

  /// Whether an item may begin this stage now; then ``leave(_:)`` must follow.
  func enter(_ stage: Stage) -> Bool {
    gates.withLock { gates in
      guard gates[stage, default: Gate()].isOpen else { return false }
      gates[stage, default: Gate()].running += 1
      return true
    }
  }

  func leave(_ stage: Stage) { gates.withLock { $0[stage]?.running -= 1 } }

  /// Those that let nothing through now.
  var closed: [Stage] {
    gates.withLock { gates in Stage.allCases.filter { gates[$0].map { !$0.isOpen } ?? false } }
  }

  /// Whether any takes only so many: then not more may be leased in one go.
  var hasLimits: Bool { gates.withLock { $0.values.contains { $0.setting.itemsMax != nil } } }
}
