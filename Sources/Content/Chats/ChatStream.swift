/// Reads an answer that comes in pieces: bytes in, events out, and at the end the whole answer.
///
/// The bytes may be cut anywhere. What ends before its protocol's end is a fault, never an answer.
package struct ChatStream: Sendable {
  private let dialect: ChatDialect
  private let mask: @Sendable (String) -> String
  private var lines = EventLines()
  private var gemini = GeminiReading()
  private var text = ""
  private var parts: [Int: CallPart] = [:]
  private var calls: [ToolCall] = []
  private var reason: String?
  private var refusal = ""
  private var usage: ChatAnswer.Usage?
  private var model = ""
  /// Bytes that came of its thoughts, which are no part of the answer.
  private var thoughtBytes = 0
  private var hasStopped = false

  /// A call of a tool whose arguments are still coming.
  private struct CallPart: Sendable {
    var id: String?
    var name = ""
    var arguments = ""
  }

  /// - Parameter mask: takes out of a server's words what nobody may read.
  package init(_ dialect: ChatDialect, mask: @escaping @Sendable (String) -> String = { $0 }) {
    self.dialect = dialect
    self.mask = mask
  }

  /// - Returns: what these bytes complete.
  package mutating func take(_ bytes: some Sequence<UInt8>) throws(ChatFault) -> [ChatEvent] {
    var events: [ChatEvent] = []
    for data in try lines.take(bytes) {
      if data.elementsEqual("[DONE]".utf8) { continue }
      guard let value = JSONValue(parsing: data) else {
        throw ChatFault(.unreadable, "an event of the stream is no JSON")
      }
      if let fault = FaultReading.inBody(value, mask) { throw fault }
      switch dialect {
      case .openai: events += takeOpenAI(value)
      case .anthropic: events += takeAnthropic(value)
      case .gemini: events += gemini.take(value)
      }
    }
    return events
  }

  /// The whole answer, when the connection has ended.
  package mutating func finish() throws(ChatFault) -> ChatAnswer {
    switch dialect {
    case .openai:
      if reason == nil { throw Self.early }
      calls += parts.sorted { $0.key < $1.key }.compactMap { call($0.value, $0.key) }
      parts = [:]
      let ending = OpenAIDialect.ending(reason, hasCalls: !calls.isEmpty)
      return answer(refusal.isEmpty ? ending : .blocked(refusal))
    case .anthropic:
      if !hasStopped { throw Self.early }
      return answer(AnthropicDialect.ending(reason, hasCalls: !calls.isEmpty))
    case .gemini:
      if gemini.ending == nil { throw Self.early }
      return gemini.answer
    }
  }

  /// What the server has counted so far, and how many bytes have come: for an answer that ends
  /// before its end, too.
  package var counted: ChatAnswer.Usage? { dialect == .gemini ? gemini.usage : usage }
  package var writtenBytes: Int {
    dialect == .gemini ? gemini.writtenBytes : text.utf8.count + thoughtBytes
  }

  private static let early = ChatFault(.broken, "the stream ended before the answer did")

  private func answer(_ ending: ChatAnswer.Ending) -> ChatAnswer {
    ChatAnswer(text: text, calls: calls, ending: ending, usage: usage, model: model)
  }

  private mutating func takeOpenAI(_ value: JSONValue) -> [ChatEvent] {
    usage = OpenAIDialect.usage(in: value) ?? usage
    model = value["model"]?.text ?? model
    guard let choice = value["choices"]?.list.first else { return [] }
    reason = choice["finish_reason"]?.text ?? reason
    let delta = choice["delta"]
    refusal += delta?["refusal"]?.text ?? ""
    let thought = delta?["reasoning_content"] ?? delta?["reasoning"]
    thoughtBytes += thought?.text?.utf8.count ?? 0
    for (place, piece) in (delta?["tool_calls"]?.list ?? []).enumerated() {
      let index = piece["index"]?.integer ?? place
      parts[index, default: CallPart()].id = piece["id"]?.text ?? parts[index]?.id
      parts[index, default: CallPart()].name += piece["function"]?["name"]?.text ?? ""
      parts[index, default: CallPart()].arguments += piece["function"]?["arguments"]?.text ?? ""
    }
    return added(OpenAIDialect.text(of: delta?["content"]))
  }

  private mutating func takeAnthropic(_ value: JSONValue) -> [ChatEvent] {
    let index = value["index"]?.integer ?? 0
    switch value["type"]?.text {
    case "message_start":
      let message = value["message"]
      model = message?["model"]?.text ?? model
      usage = message?["usage"].flatMap { AnthropicDialect.usage(in: $0, after: nil) }
    case "content_block_start":
      let block = value["content_block"]
      if block?["type"] == "tool_use" {
        parts[index] = CallPart(id: block?["id"]?.text, name: block?["name"]?.text ?? "")
      }
      return added(block?["text"]?.text ?? "")
    case "content_block_delta":
      let delta = value["delta"]
      if let piece = delta?["partial_json"]?.text { parts[index]?.arguments += piece }
      thoughtBytes += delta?["thinking"]?.text?.utf8.count ?? 0
      if delta?["type"] == "text_delta" { return added(delta?["text"]?.text ?? "") }
    case "content_block_stop":
      guard let part = parts.removeValue(forKey: index), let call = call(part, index) else {
        return []
      }
      calls.append(call)
      return [.call(call)]
    case "message_delta":
      reason = value["delta"]?["stop_reason"]?.text ?? reason
      if let counts = value["usage"] {
        usage = AnthropicDialect.usage(in: counts, after: usage) ?? usage
      }
    case "message_stop": hasStopped = true
    default: break
    }
    return []
  }

  private func call(_ part: CallPart, _ index: Int) -> ToolCall? {
    ToolCallReading.call(
      id: part.id ?? "call-\(index)", name: part.name, arguments: .text(part.arguments))
  }

  private mutating func added(_ piece: String) -> [ChatEvent] {
    if piece.isEmpty { return [] }
    text += piece
    return [.text(piece)]
  }
}
