package import Foundation

/// A tool of a worker that is run when its time comes.
package struct Schedule: Sendable {
  /// Small letters and hyphens; unique in its worker.
  package let name: String
  package let timing: Timing
  /// The name of the tool, of the same worker.
  package let tool: String
  package let arguments: [String: ToolValue]
  /// When there will be something to do, as the tables stand; nil when there is nothing. It is
  /// asked after each change, of schedules that run as needed.
  package let due: (@Sendable (ToolContext) async throws -> Date?)?

  package init(
    _ name: String, _ timing: Timing, tool: String, _ arguments: [String: ToolValue] = [:],
    due: (@Sendable (ToolContext) async throws -> Date?)? = nil
  ) {
    self.due = due
    self.name = name
    self.timing = timing
    self.tool = tool
    self.arguments = arguments
  }

  /// A schedule as it stands, for lists.
  package struct Standing: Sendable, Equatable, Codable {
    /// `worker/name`
    package var name: String
    package var timing: String
    package var isPaused: Bool
    /// Nil when it never comes again, or nothing needs it.
    package var next: Date?
    /// Nil before the first.
    package var last: Run?
  }

  /// One time that it was run.
  package struct Run: Sendable, Equatable, Codable {
    package enum Outcome: String, Sendable, Codable {
      case running, done, failed
      /// What it wants to do waits for a person.
      case asked
      /// The daemon ended while it ran. It is not run again for that time.
      case interrupted
    }

    package var number: Int
    package var schedule: String
    /// The time that it was for.
    package var nominal: Date
    package var started: Date
    package var ended: Date?
    package var outcome: Outcome
    /// Times before it that passed while nobody was there; they are made up for by this run. They
    /// are counted up to 100.
    package var missed: Int
    /// What the tool said, or why it failed.
    package var text: String
    /// Who wanted it, where it was not its time.
    package var askedBy: String?
  }
}
