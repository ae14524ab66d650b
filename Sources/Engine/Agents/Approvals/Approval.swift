package import Foundation

/// Something that waits for a person's word, or had it.
package struct Approval: Sendable, Equatable, Codable {
  package enum State: String, Sendable, CaseIterable, Codable {
    /// Nobody has decided.
    case waiting
    /// To be done now.
    case approved
    case running
    case done
    case failed
    case rejected
    /// Nobody decided in time.
    case expired
    /// The daemon ended while it was done: whether it was done is not known. A person looks, and
    /// may ask again.
    case interrupted
  }

  /// What is asked for.
  package struct Question: Sendable, Equatable {
    package var worker: String
    package var tool: String
    package var arguments: [String: ToolValue]
    package var risk: Risk
    package var why: String
    /// What the dry run said that would be done.
    package var preview: String
    /// What it costs, in words; empty where nobody knows.
    package var cost = ""
  }

  package var number: Int
  package var worker: String
  package var tool: String
  package var arguments: [String: ToolValue]
  package var risk: Risk
  package var why: String
  package var preview: String
  package var cost: String
  package var asked: Date
  package var expires: Date
  package var state: State
  package var decided: Date?
  package var decidedBy: String?
  package var note: String?
  package var ended: Date?
  /// What the tool answered, or why it failed.
  package var result: String?

  /// What a person says.
  package enum Decision: String, Sendable, CaseIterable {
    case approve, reject

    var state: State { self == .approve ? .approved : .rejected }
  }

  /// A question that nobody decides for so long is over.
  static let lifetimeSeconds = 7 * 86_400.0
}
