import Chats

/// Recorded forms of streams, with the answer that each holds.
struct Transcript: Sendable, CustomStringConvertible {
  let description: String
  let dialect: ChatDialect
  let bytes: [UInt8]
  let answer: ChatAnswer

  private init(_ name: String, _ dialect: ChatDialect, _ text: String, _ answer: ChatAnswer) {
    description = "\(dialect.rawValue): \(name)"
    self.dialect = dialect
    bytes = Array(text.utf8)
    self.answer = answer
  }

  private static let call = ToolCall(
    id: "c1", name: "look", arguments: ["place": "Ikeja", "floors": 2])

  static let all = [
    Transcript(
      "text with counts", .openai,
      """
      : keep-alive\r
      data: {"model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}\r
      \r
      data: {"choices":[{"delta":{"content":"Zwei Räume, "}}],"unknown":{"a":[1,2]}}\r
      \r
      data: {"choices":[{"delta":{"content":"30 m² 🏠"}}]}\r
      \r
      data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\r
      \r
      data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":4,\
      "prompt_tokens_details":{"cached_tokens":3}}}\r
      \r
      data: [DONE]\r
      \r

      """,
      ChatAnswer(
        text: "Zwei Räume, 30 m² 🏠", usage: .init(input: 9, output: 4, cached: 3), model: "m-1")),
    Transcript(
      "a call, and no counts", .openai,
      """
      data:{"choices":[{"delta":{"content":null,"tool_calls":[{"index":0,"id":"c1","type":\
      "function","function":{"name":"look","arguments":""}}]}}]}

      data:{"choices":[{"delta":{"tool_calls":[{"index":0,"function":\
      {"arguments":"{\\"place\\":\\"Ik"}}]}}]}

      data:{"choices":[{"delta":{"tool_calls":[{"index":0,"function":\
      {"arguments":"eja\\",\\"floors\\":2}"}}]}}]}

      data:{"choices":[{"delta":{},"finish_reason":"tool_calls"}]}


      """,
      ChatAnswer(text: "", calls: [call], ending: .calls)),
    Transcript(
      "text and a call", .anthropic,
      """
      event: message_start
      data: {"type":"message_start","message":{"model":"c-1","usage":{"input_tokens":5,\
      "cache_read_input_tokens":2,"output_tokens":1}}}

      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

      event: ping
      data: {"type": "ping"}

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Señor "}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"ok"}}

      event: content_block_stop
      data: {"type":"content_block_stop","index":0}

      data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"c1",\
      "name":"look","input":{}}}

      data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta",\
      "partial_json":"{\\"place\\": \\"Ikeja\\","}}

      data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta",\
      "partial_json":" \\"floors\\": 2}"}}

      data: {"type":"content_block_stop","index":1}

      data: {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":8}}

      data: {"type":"message_stop"}


      """,
      ChatAnswer(
        text: "Señor ok", calls: [call], ending: .calls,
        usage: .init(input: 7, output: 8, cached: 2), model: "c-1")),
    Transcript(
      "text and a call", .gemini,
      """
      data: {"candidates":[{"content":{"role":"model","parts":[{"text":"Ein "}]}}],\
      "modelVersion":"g-1"}\r\r\
      data: {"candidates":[{"content":{"parts":[{"text":"thinking","thought":true},\
      {"text":"Häuschen"},{"functionCall":{"id":"c1","name":"look",\
      "args":{"place":"Ikeja","floors":2}}}]},"finishReason":"STOP"}],\
      "usageMetadata":{"promptTokenCount":6,"candidatesTokenCount":3,"thoughtsTokenCount":2}}\r\r
      """,
      ChatAnswer(
        text: "Ein Häuschen", calls: [call], ending: .calls, usage: .init(input: 6, output: 5),
        model: "g-1")),
  ]
}
