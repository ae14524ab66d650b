/// Chat completions: <https://platform.openai.com/docs/api-reference/chat>.
enum OpenAIDialect {
  static func body(of request: ChatRequest, isStreamed: Bool) -> JSONValue {
    let system = request.system.isEmpty ? [] : [message("system", request.system)]
    let format = request.schema.map { schema -> JSONValue in
      [
        "type": "json_schema",
        "json_schema": ["name": "answer", "strict": true, "schema": schema.value],
      ]
    }
    return .object([
      "model": .text(request.model),
      "messages": .list(system + request.messages.flatMap(messages)),
      // OpenAI's models that think know no other name, and servers elsewhere know only the first.
      request.thinks ? "max_completion_tokens" : "max_tokens": .integer(request.tokensMax),
      "temperature": request.temperature.map(JSONValue.number),
      "seed": request.seed.map(JSONValue.integer),
      "response_format": format,
      "tools": request.tools.isEmpty ? nil : .list(request.tools.map(tool)),
      "tool_choice": request.tools.isEmpty ? nil : choice(request.toolChoice),
      "stream": isStreamed ? true : nil,
      "stream_options": isStreamed ? ["include_usage": true] : nil,
    ])
  }

  private static func message(_ role: String, _ text: String) -> JSONValue {
    ["role": .text(role), "content": .text(text)]
  }

  /// Results of tools are messages of their own.
  private static func messages(_ message: ChatMessage) -> [JSONValue] {
    var calls: [JSONValue] = []
    var results: [JSONValue] = []
    for part in message.parts {
      switch part {
      case .text: break
      case .call(let call):
        calls.append([
          "id": .text(call.id), "type": "function",
          "function": ["name": .text(call.name), "arguments": .text(call.arguments.written)],
        ])
      case .result(let call, let text, let isError):
        results.append([
          "role": "tool", "tool_call_id": .text(call.id),
          "content": .text(isError ? "error: \(text)" : text),
        ])
      }
    }
    if !calls.isEmpty {
      return [
        ["role": "assistant", "content": .text(message.text), "tool_calls": .list(calls)]
      ]
    }
    return results
      + (message.text.isEmpty ? [] : [self.message(message.role.rawValue, message.text)])
  }

  private static func tool(_ tool: ChatTool) -> JSONValue {
    [
      "type": "function",
      "function": [
        "name": .text(tool.name), "description": .text(tool.description),
        "parameters": tool.parameters.value,
      ],
    ]
  }

  private static func choice(_ choice: ChatRequest.ToolChoice) -> JSONValue {
    switch choice {
    case .auto: "auto"
    case .none: "none"
    case .required: "required"
    }
  }

  static func answer(in value: JSONValue) -> ChatAnswer? {
    guard let choice = value["choices"]?.list.first, let message = choice["message"] else {
      return nil
    }
    let calls = (message["tool_calls"]?.list ?? []).enumerated().compactMap { index, call in
      ToolCallReading.call(
        id: call["id"]?.text ?? "call-\(index)", name: call["function"]?["name"]?.text,
        arguments: call["function"]?["arguments"])
    }
    let refusal = message["refusal"]?.text
    return ChatAnswer(
      text: text(of: message["content"]), calls: calls,
      ending: refusal.map(ChatAnswer.Ending.blocked)
        ?? ending(choice["finish_reason"]?.text, hasCalls: !calls.isEmpty),
      usage: usage(in: value), model: value["model"]?.text ?? "")
  }

  /// Some servers give the content as parts.
  static func text(of content: JSONValue?) -> String {
    content?.text ?? (content?.list ?? []).compactMap { $0["text"]?.text }.joined()
  }

  static func ending(_ reason: String?, hasCalls: Bool) -> ChatAnswer.Ending {
    switch reason {
    case "length", "max_tokens": .length
    case "content_filter": .blocked("content_filter")
    case "tool_calls", "function_call": .calls
    default: hasCalls ? .calls : .finished
    }
  }

  static func usage(in value: JSONValue) -> ChatAnswer.Usage? {
    guard let usage = value["usage"], let input = usage["prompt_tokens"]?.tokens,
      let output = usage["completion_tokens"]?.tokens
    else { return nil }
    return ChatAnswer.Usage(
      input: input, output: output,
      cached: usage["prompt_tokens_details"]?["cached_tokens"]?.tokens ?? 0)
  }
}

/// Calls of tools, as whole or pieced together.
enum ToolCallReading {
  /// - Parameter arguments: an object, or JSON in a text; what is neither is kept as it is, so that
  ///   the tool's schema refuses it and the model is told.
  static func call(id: String, name: String?, arguments: JSONValue?) -> ToolCall? {
    guard let name, !name.isEmpty else { return nil }
    guard let text = arguments?.text else {
      return ToolCall(id: id, name: name, arguments: arguments ?? .object([]))
    }
    let parsed = text.isEmpty ? .object([]) : JSONValue(parsing: text.utf8)
    return ToolCall(id: id, name: name, arguments: parsed ?? .text(text))
  }
}
