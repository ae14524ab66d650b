package import Foundation

/// One use of a tool, with arguments that are right.
package struct ToolCall: Sendable, Equatable {
  package let arguments: [String: ToolValue]
  /// Nothing is to be done; the answer says what would be.
  package let isDryRun: Bool
  /// Who wants it: a person's name, or `schedule operations/daily`.
  package let by: String
  /// The time that the call is for: a call that is repeated has the same.
  package let time: Date

  /// - Throws: ``ToolError`` when an argument is missing, unknown or of the wrong kind.
  package init(
    _ tool: Tool, _ arguments: [String: ToolValue], isDryRun: Bool, by: String, at time: Date
  ) throws(ToolError) {
    let given = arguments.filter { $0.value != .none }
    for (name, value) in given.sorted(by: { $0.key < $1.key }) {
      guard let parameter = tool.parameters.first(where: { $0.name == name }) else {
        throw ToolError(.badArgument, "\(tool.name) takes no “\(name)”")
      }
      if let fault = parameter.fault(value) {
        throw ToolError(.badArgument, "“\(value.shown)” for \(name) \(fault)")
      }
    }
    if let missing = tool.parameters.first(where: { $0.isRequired && given[$0.name] == nil }) {
      throw ToolError(
        .badArgument, "\(tool.name) needs \(missing.name): \(missing.sentence)")
    }
    self.arguments = given
    self.isDryRun = isDryRun
    self.by = by
    self.time = time
  }

  package func text(_ name: String) -> String? {
    guard case .text(let text)? = arguments[name] else { return nil }
    return text
  }

  package func integer(_ name: String) -> Int? {
    guard case .integer(let integer)? = arguments[name] else { return nil }
    return integer
  }

  package func flag(_ name: String) -> Bool { arguments[name] == .flag(true) }
}
