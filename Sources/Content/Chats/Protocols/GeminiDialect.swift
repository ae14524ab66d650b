/// generateContent: <https://ai.google.dev/api/generate-content>.
enum GeminiDialect {
  static func body(of request: ChatRequest) -> JSONValue {
    .object([
      "contents": .list(request.messages.map(content)),
      "systemInstruction": request.system.isEmpty
        ? nil : ["parts": .list([["text": .text(request.system)]])],
      "tools": request.tools.isEmpty
        ? nil : .list([["functionDeclarations": .list(request.tools.map(tool))]]),
      "toolConfig": request.tools.isEmpty
        ? nil : ["functionCallingConfig": ["mode": mode(request.toolChoice)]],
      "generationConfig": .object([
        "maxOutputTokens": .integer(request.tokensMax),
        "temperature": request.temperature.map(JSONValue.number),
        "seed": request.seed.map(JSONValue.integer),
        "responseMimeType": request.schema == nil ? nil : "application/json",
        "responseSchema": request.schema.map { form(of: $0.value) },
      ]),
    ])
  }

  private static func content(_ message: ChatMessage) -> JSONValue {
    let role = message.role == .user ? "user" : "model"
    return ["role": .text(role), "parts": .list(message.parts.map(part))]
  }

  private static func part(_ part: ChatMessage.Part) -> JSONValue {
    switch part {
    case .text(let text): ["text": .text(text)]
    case .call(let call):
      ["functionCall": ["name": .text(call.name), "args": call.arguments]]
    case .result(let call, let text, let isError):
      [
        "functionResponse": [
          "name": .text(call.name),
          "response": isError ? ["error": .text(text)] : ["result": .text(text)],
        ]
      ]
    }
  }

  private static func tool(_ tool: ChatTool) -> JSONValue {
    [
      "name": .text(tool.name), "description": .text(tool.description),
      "parameters": form(of: tool.parameters.value),
    ]
  }

  private static func mode(_ choice: ChatRequest.ToolChoice) -> JSONValue {
    switch choice {
    case .auto: "AUTO"
    case .none: "NONE"
    case .required: "ANY"
    }
  }

  /// The protocol's schemas are OpenAPI's, which know no `additionalProperties`.
  private static func form(of schema: JSONValue) -> JSONValue {
    switch schema {
    case .object(let members):
      .object(
        members.filter { $0.name != "additionalProperties" }
          .map { JSONValue.Member(name: $0.name, value: form(of: $0.value)) })
    case .list(let list): .list(list.map(form))
    default: schema
    }
  }

  static func answer(in value: JSONValue) -> ChatAnswer? {
    var reading = GeminiReading()
    reading.take(value)
    return reading.ending == nil && reading.text.isEmpty && reading.calls.isEmpty
      ? nil : reading.answer
  }
}

/// Adds up the answer, which a stream gives in pieces of the same form.
struct GeminiReading {
  private(set) var text = ""
  private(set) var calls: [ToolCall] = []
  private(set) var ending: ChatAnswer.Ending?
  private(set) var usage: ChatAnswer.Usage?
  /// Thoughts, too, which are no part of the answer.
  private(set) var writtenBytes = 0
  private var model = ""

  /// - Returns: what is new in this piece.
  @discardableResult
  mutating func take(_ value: JSONValue) -> [ChatEvent] {
    var events: [ChatEvent] = []
    let candidate = value["candidates"]?.list.first
    for part in candidate?["content"]?["parts"]?.list ?? [] {
      writtenBytes += part["text"]?.text?.utf8.count ?? 0
      if part["thought"] == .flag(true) { continue }
      if let piece = part["text"]?.text, !piece.isEmpty {
        text += piece
        events.append(.text(piece))
      }
      let asked = part["functionCall"]
      if let call = ToolCallReading.call(
        id: asked?["id"]?.text ?? "call-\(calls.count)", name: asked?["name"]?.text,
        arguments: asked?["args"])
      {
        calls.append(call)
        events.append(.call(call))
      }
    }
    if let reason = candidate?["finishReason"]?.text { ending = Self.ending(reason) }
    if let reason = value["promptFeedback"]?["blockReason"]?.text { ending = .blocked(reason) }
    if let counts = value["usageMetadata"], let input = counts["promptTokenCount"]?.tokens {
      usage = ChatAnswer.Usage(
        input: input,
        output: (counts["candidatesTokenCount"]?.tokens ?? 0)
          + (counts["thoughtsTokenCount"]?.tokens ?? 0),
        cached: counts["cachedContentTokenCount"]?.tokens ?? 0)
    }
    model = value["modelVersion"]?.text ?? model
    return events
  }

  var answer: ChatAnswer {
    let end = ending ?? .finished
    return ChatAnswer(
      text: text, calls: calls, ending: end == .finished && !calls.isEmpty ? .calls : end,
      usage: usage, model: model)
  }

  private static func ending(_ reason: String) -> ChatAnswer.Ending {
    switch reason {
    case "STOP", "FINISH_REASON_UNSPECIFIED": .finished
    case "MAX_TOKENS": .length
    default: .blocked(reason)
    }
  }
}
