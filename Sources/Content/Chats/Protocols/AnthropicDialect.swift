/// Messages: <https://docs.anthropic.com/en/api/messages>.
enum AnthropicDialect {
  /// The protocol has no form for answers: one that is wanted stands in the system's words.
  static func body(of request: ChatRequest, isStreamed: Bool) -> JSONValue {
    let form = request.schema.map {
      "Answer with one JSON object and nothing else. Its JSON schema: \($0.value.written)"
    }
    let system = [request.system, form ?? ""].filter { !$0.isEmpty }.joined(separator: "\n\n")
    return .object([
      "model": .text(request.model),
      "max_tokens": .integer(request.tokensMax),
      "system": system.isEmpty ? nil : .text(system),
      "messages": .list(request.messages.map(message)),
      "temperature": request.temperature.map { .number(min($0, 1)) },
      "tools": request.tools.isEmpty ? nil : .list(request.tools.map(tool)),
      "tool_choice": request.tools.isEmpty ? nil : choice(request.toolChoice),
      "stream": isStreamed ? true : nil,
    ])
  }

  /// Results of tools come first in their message.
  private static func message(_ message: ChatMessage) -> JSONValue {
    if case .text(let text) = message.parts.first, message.parts.count == 1 {
      return ["role": .text(message.role.rawValue), "content": .text(text)]
    }
    let blocks = message.parts.map(block)
    let results = blocks.filter { $0["type"] == "tool_result" }
    let others = blocks.filter { $0["type"] != "tool_result" }
    return ["role": .text(message.role.rawValue), "content": .list(results + others)]
  }

  private static func block(_ part: ChatMessage.Part) -> JSONValue {
    switch part {
    case .text(let text): ["type": "text", "text": .text(text)]
    case .call(let call):
      [
        "type": "tool_use", "id": .text(call.id), "name": .text(call.name),
        "input": call.arguments,
      ]
    case .result(let call, let text, let isError):
      [
        "type": "tool_result", "tool_use_id": .text(call.id), "content": .text(text),
        "is_error": .flag(isError),
      ]
    }
  }

  private static func tool(_ tool: ChatTool) -> JSONValue {
    [
      "name": .text(tool.name), "description": .text(tool.description),
      "input_schema": tool.parameters.value,
    ]
  }

  private static func choice(_ choice: ChatRequest.ToolChoice) -> JSONValue {
    switch choice {
    case .auto: ["type": "auto"]
    case .none: ["type": "none"]
    case .required: ["type": "any"]
    }
  }

  static func answer(in value: JSONValue) -> ChatAnswer? {
    guard case .list(let blocks) = value["content"] else { return nil }
    let calls = blocks.enumerated().compactMap { index, block in
      block["type"] == "tool_use"
        ? ToolCallReading.call(
          id: block["id"]?.text ?? "call-\(index)", name: block["name"]?.text,
          arguments: block["input"]) : nil
    }
    return ChatAnswer(
      text: blocks.filter { $0["type"] == "text" }.compactMap { $0["text"]?.text }.joined(),
      calls: calls, ending: ending(value["stop_reason"]?.text, hasCalls: !calls.isEmpty),
      usage: value["usage"].flatMap { usage(in: $0, after: nil) },
      model: value["model"]?.text ?? "")
  }

  static func ending(_ reason: String?, hasCalls: Bool) -> ChatAnswer.Ending {
    switch reason {
    case "max_tokens", "model_context_window_exceeded": .length
    case "refusal": .blocked("refusal")
    case "tool_use": .calls
    default: hasCalls ? .calls : .finished
    }
  }

  /// What is kept and what is written to the keep counts as read. In a stream the numbers come in
  /// parts, and the later ones are totals.
  static func usage(
    in usage: JSONValue, after earlier: ChatAnswer.Usage?
  ) -> ChatAnswer.Usage? {
    let cached = usage["cache_read_input_tokens"]?.tokens ?? 0
    let fresh = usage["input_tokens"]?.tokens
    let input = fresh.map { $0 + cached + (usage["cache_creation_input_tokens"]?.tokens ?? 0) }
    guard let read = input ?? earlier?.input else { return nil }
    let written = usage["output_tokens"]?.tokens ?? earlier?.output ?? 0
    return ChatAnswer.Usage(
      input: max(read, earlier?.input ?? 0), output: written,
      cached: max(cached, earlier?.cached ?? 0))
  }
}
