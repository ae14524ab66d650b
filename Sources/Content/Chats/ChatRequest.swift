// Chats: questions to language models and their answers, in the three protocols that are spoken.
//
//   ChatRequest ──ChatDialect.body──► bytes ──► a server
//   ChatAnswer ◄──ChatDialect.answer── bytes ◄── the server     (or ChatFault)
//   ChatEvent… ◄──ChatStream.take───── bytes ◄── the server, piece by piece
//
// The module does no I/O and reads no clock: it turns values into bytes and bytes into values.

/// What a model is asked.
package struct ChatRequest: Sendable, Hashable {
  package var model: String
  /// What holds for the whole conversation; never words from a file.
  package var system: String
  package var messages: [ChatMessage]
  /// How long the answer may become.
  package var tokensMax: Int
  package var temperature: Double?
  package var seed: Int?
  /// Whether the model thinks before it speaks: its thoughts count as tokens of the answer.
  package var thinks = false
  package var tools: [ChatTool] = []
  package var toolChoice = ToolChoice.auto
  /// What the answer's text must be: JSON of this form.
  package var schema: JSONSchema?

  package enum ToolChoice: Sendable, Hashable {
    case auto, none, required
  }

  package init(
    model: String, system: String = "", messages: [ChatMessage], tokensMax: Int,
    temperature: Double? = nil, seed: Int? = nil, schema: JSONSchema? = nil
  ) {
    self.model = model
    self.system = system
    self.messages = messages
    self.tokensMax = tokensMax
    self.temperature = temperature
    self.seed = seed
    self.schema = schema
  }
}

/// One turn of a conversation.
package struct ChatMessage: Sendable, Hashable {
  package enum Role: String, Sendable {
    case user, assistant
  }

  package enum Part: Sendable, Hashable {
    case text(String)
    /// The assistant asks for a tool.
    case call(ToolCall)
    /// What the tool gave.
    case result(of: ToolCall, String, isError: Bool)
  }

  package let role: Role
  package let parts: [Part]

  package init(_ role: Role, _ parts: [Part]) {
    self.role = role
    self.parts = parts
  }

  package static func user(_ text: String) -> ChatMessage { ChatMessage(.user, [.text(text)]) }

  package static func assistant(_ text: String) -> ChatMessage {
    ChatMessage(.assistant, [.text(text)])
  }

  var text: String {
    parts.compactMap { if case .text(let text) = $0 { text } else { nil } }.joined()
  }
}

/// A tool that a model may ask for.
package struct ChatTool: Sendable, Hashable {
  package let name: String
  package let description: String
  package let parameters: JSONSchema

  package init(name: String, description: String, parameters: JSONSchema) {
    self.name = name
    self.description = description
    self.parameters = parameters
  }

  /// What is wrong with a call of this tool, in words for the model; empty for a good one.
  package func faults(in call: ToolCall) -> [String] { parameters.faults(in: call.arguments) }
}

/// A model's wish to have a tool run.
package struct ToolCall: Sendable, Hashable {
  package let id: String
  package let name: String
  package let arguments: JSONValue

  package init(id: String, name: String, arguments: JSONValue) {
    self.id = id
    self.name = name
    self.arguments = arguments
  }
}
