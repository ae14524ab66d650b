/// What a model answered.
package struct ChatAnswer: Sendable, Hashable {
  package enum Ending: Sendable, Hashable {
    case finished
    /// The answer was cut off at its greatest length.
    case length
    /// The model waits for tools.
    case calls
    /// The model or its provider would not.
    case blocked(String)
  }

  package struct Usage: Sendable, Hashable {
    /// Tokens read, those included that the provider had kept.
    package var input: Int
    package var output: Int
    /// Of `input`, what the provider had kept.
    package var cached: Int

    package init(input: Int, output: Int, cached: Int = 0) {
      self.input = input
      self.output = output
      self.cached = cached
    }
  }

  package var text: String
  package var calls: [ToolCall]
  package var ending: Ending
  /// Nil when the server does not say.
  package var usage: Usage?
  /// The model that answered, in its provider's words.
  package var model: String

  package init(
    text: String, calls: [ToolCall] = [], ending: Ending = .finished, usage: Usage? = nil,
    model: String = ""
  ) {
    self.text = text
    self.calls = calls
    self.ending = ending
    self.usage = usage
    self.model = model
  }
}

/// What comes out of a stream.
package enum ChatEvent: Sendable, Hashable {
  /// The next piece of the answer's text.
  case text(String)
  /// A call of a tool, once it is whole.
  case call(ToolCall)
}
