// A tool is a named operation with typed parameters. A schedule runs it, a command, a button, an
// agent; whoever it is, what may not be done without a person waits for one (ToolRunner).

/// Something that can be done, and how much can go wrong.
package struct Tool: Sendable {
  /// Small letters and hyphens; unique in its worker.
  package let name: String
  /// What it does, for a list.
  package let sentence: String
  package let parameters: [ToolParameter]
  package let risk: Risk
  /// Does it, or, in a dry run, says what would be done and does nothing.
  package let perform: @Sendable (ToolCall, ToolContext) async throws -> ToolAnswer

  package init(
    _ name: String, _ sentence: String, _ parameters: [ToolParameter] = [], risk: Risk = .safe,
    perform: @escaping @Sendable (ToolCall, ToolContext) async throws -> ToolAnswer
  ) {
    self.name = name
    self.sentence = sentence
    self.parameters = parameters
    self.risk = risk
    self.perform = perform
  }
}
