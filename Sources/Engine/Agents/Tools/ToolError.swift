/// Why a tool was not run, or did not do what was wanted.
package struct ToolError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Reason: Sendable, Equatable {
    /// There is no such tool.
    case unknown
    /// An argument is missing, unknown or of the wrong kind.
    case badArgument
    /// What is asked for cannot be.
    case refused
  }

  package var reason: Reason
  package var description: String

  package init(_ reason: Reason, _ description: String) {
    self.reason = reason
    self.description = description
  }
}
