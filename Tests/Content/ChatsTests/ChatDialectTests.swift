import Chats
import Testing

@Suite struct `A dialect` {
  private static let tool = ChatTool(
    name: "look", description: "Looks.",
    parameters: JSONSchema([
      "type": "object", "properties": ["place": ["type": "string"]], "required": ["place"],
      "additionalProperties": false,
    ]))

  private static let conversation: ChatRequest = {
    let call = ToolCall(id: "c1", name: "look", arguments: ["place": "Ikeja"])
    var request = ChatRequest(
      model: "m", system: "Be short.",
      messages: [
        .user("Where?"), ChatMessage(.assistant, [.text("I look."), .call(call)]),
        ChatMessage(.user, [.text("Go on."), .result(of: call, "there", isError: true)]),
      ], tokensMax: 50, temperature: 0.5, seed: 7)
    request.tools = [tool]
    request.toolChoice = .required
    return request
  }()

  @Test func `of OpenAI writes messages, calls and results in its form`() {
    expect(
      .openai,
      #"""
      {"model":"m","messages":[{"role":"system","content":"Be short."},
      {"role":"user","content":"Where?"},
      {"role":"assistant","content":"I look.","tool_calls":[{"id":"c1","type":"function",
      "function":{"name":"look","arguments":"{\"place\":\"Ikeja\"}"}}]},
      {"role":"tool","tool_call_id":"c1","content":"error: there"},
      {"role":"user","content":"Go on."}],
      "max_tokens":50,"temperature":0.5,"seed":7,
      "tools":[{"type":"function","function":{"name":"look","description":"Looks.",
      "parameters":{"type":"object","properties":{"place":{"type":"string"}},
      "required":["place"],"additionalProperties":false}}}],"tool_choice":"required"}
      """#)
  }

  @Test func `of Anthropic puts results first in their message`() {
    expect(
      .anthropic,
      #"""
      {"model":"m","max_tokens":50,"system":"Be short.",
      "messages":[{"role":"user","content":"Where?"},
      {"role":"assistant","content":[{"type":"text","text":"I look."},
      {"type":"tool_use","id":"c1","name":"look","input":{"place":"Ikeja"}}]},
      {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"there",
      "is_error":true},{"type":"text","text":"Go on."}]}],"temperature":0.5,
      "tools":[{"name":"look","description":"Looks.","input_schema":{"type":"object",
      "properties":{"place":{"type":"string"}},"required":["place"],
      "additionalProperties":false}}],"tool_choice":{"type":"any"}}
      """#)
  }

  @Test func `of Gemini names functions in place of calls`() {
    expect(
      .gemini,
      #"""
      {"contents":[{"role":"user","parts":[{"text":"Where?"}]},
      {"role":"model","parts":[{"text":"I look."},
      {"functionCall":{"name":"look","args":{"place":"Ikeja"}}}]},
      {"role":"user","parts":[{"text":"Go on."},
      {"functionResponse":{"name":"look","response":{"error":"there"}}}]}],
      "systemInstruction":{"parts":[{"text":"Be short."}]},
      "tools":[{"functionDeclarations":[{"name":"look","description":"Looks.",
      "parameters":{"type":"object","properties":{"place":{"type":"string"}},
      "required":["place"]}}]}],"toolConfig":{"functionCallingConfig":{"mode":"ANY"}},
      "generationConfig":{"maxOutputTokens":50,"temperature":0.5,"seed":7}}
      """#)
  }

  @Test(arguments: ChatDialect.allCases)
  func `asks for the form that an answer must have`(_ dialect: ChatDialect) {
    var request = ChatRequest(model: "m", messages: [.user("x")], tokensMax: 5)
    request.schema = .texts(["text"])
    let body = String(decoding: dialect.body(of: request, isStreamed: false), as: UTF8.self)
    switch dialect {
    case .openai: #expect(body.contains(#""response_format":{"type":"json_schema""#))
    case .anthropic: #expect(body.contains(#""system":"Answer with one JSON object"#))
    case .gemini: #expect(body.contains(#""responseMimeType":"application/json""#))
    }
  }

  @Test func `knows its addresses`() {
    let url = { (dialect: ChatDialect, isStreamed: Bool) in
      dialect.url(base: "http://h/v1/", model: "m", isStreamed: isStreamed)
    }
    #expect(url(.openai, false) == "http://h/v1/chat/completions")
    #expect(url(.anthropic, true) == "http://h/v1/messages")
    #expect(url(.gemini, false) == "http://h/v1/models/m:generateContent")
    #expect(url(.gemini, true) == "http://h/v1/models/m:streamGenerateContent?alt=sse")
  }

  @Test(arguments: [
    (
      ChatDialect.openai,
      #"{"model":"m","choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]}"#,
      ChatAnswer(text: "Hi", model: "m")
    ),
    (
      .openai, #"{"choices":[{"message":{"content":null,"refusal":"no"}}]}"#,
      ChatAnswer(text: "", ending: .blocked("no"))
    ),
    (
      .openai,
      #"{"choices":[{"message":{"content":[{"text":"A"}]},"finish_reason":"length"}]}"#,
      ChatAnswer(text: "A", ending: .length)
    ),
    (
      .anthropic,
      #"""
      {"type":"message","content":[{"type":"text","text":"Hi"}],"stop_reason":"end_turn",
      "usage":{"input_tokens":3,"output_tokens":1}}
      """#, ChatAnswer(text: "Hi", usage: .init(input: 3, output: 1))
    ),
    (
      .anthropic, #"{"content":[],"stop_reason":"refusal"}"#,
      ChatAnswer(text: "", ending: .blocked("refusal"))
    ),
    (
      .gemini, #"{"promptFeedback":{"blockReason":"SAFETY"}}"#,
      ChatAnswer(text: "", ending: .blocked("SAFETY"))
    ),
    (
      .gemini,
      #"{"candidates":[{"content":{"parts":[{"text":"Hi"}]},"finishReason":"MAX_TOKENS"}]}"#,
      ChatAnswer(text: "Hi", ending: .length)
    ),
  ])
  func `reads whole answers`(_ dialect: ChatDialect, _ body: String, _ answer: ChatAnswer) throws {
    #expect(try dialect.answer(in: Array(body.utf8)) == answer)
  }

  @Test(arguments: ChatDialect.allCases, ["", "{", "[]", "{}", #"{"choices":[]}"#, "<html>"])
  func `takes nothing else for an answer`(_ dialect: ChatDialect, _ body: String) {
    let fault = #expect(throws: ChatFault.self) { try dialect.answer(in: Array(body.utf8)) }
    #expect(fault?.kind == .unreadable)
  }

  private func expect(
    _ dialect: ChatDialect, _ json: String, location: SourceLocation = #_sourceLocation
  ) {
    let body = dialect.body(of: Self.conversation, isStreamed: false)
    let expected = json.split(separator: "\n").joined()
    #expect(String(decoding: body, as: UTF8.self) == expected, sourceLocation: location)
  }
}

@Suite struct `A refusal` {
  @Test(arguments: [
    (429, #"{"error":{"message":"slow down","type":"requests"}}"#, ChatFault.Kind.rateLimited),
    (429, #"{"error":{"message":"no","code":"insufficient_quota"}}"#, .quota),
    (402, "{}", .quota), (401, "{}", .credentials), (403, "no", .credentials), (404, "", .missing),
    (400, #"{"error":{"message":"You will regain access on 2027-01-01"}}"#, .quota),
    (400, #"{"error":{"code":"context_length_exceeded","message":"m"}}"#, .tooLong),
    (413, "", .tooLong), (400, "[]", .invalid), (422, "x", .invalid), (408, "", .server),
    (500, "<html>", .server), (502, "", .server), (503, "", .overloaded), (529, "", .overloaded),
    (418, "", .invalid),
  ])
  func `means one thing to do`(_ status: Int, _ body: String, _ kind: ChatFault.Kind) {
    let fault = FaultReading.fault(
      status: status, body: Array(body.utf8), header: { _ in nil }, secondsUntil: { _ in nil })
    #expect(fault.kind == kind)
  }

  private static let waits: [([String: String], Double)] = [
    (["retry-after": "7"], 7.0), (["retry-after-ms": "250", "retry-after": "7"], 0.25),
    (["retry-after": "Sun, 06 Nov 1994 08:49:37 GMT"], 12), (["retry-after": "-3"], 0),
  ]

  @Test(arguments: waits)
  func `says how long to wait`(_ headers: [String: String], _ seconds: Double) {
    let fault = FaultReading.fault(
      status: 429, body: [], header: { headers[$0] },
      secondsUntil: { $0.hasSuffix("GMT") ? 12 : nil })
    #expect(fault.waitSeconds == seconds)
  }

  @Test func `of Gemini says it in its body`() {
    let body = #"{"error":{"code":429,"details":[{"@type":"x"},{"retryDelay":"37s"}]}}"#
    let fault = FaultReading.fault(
      status: 429, body: Array(body.utf8), header: { _ in nil }, secondsUntil: { _ in nil })
    #expect(fault.waitSeconds == 37 && fault.kind == .rateLimited)
  }

  @Test func `tells the limits`() {
    let headers = [
      "x-ratelimit-limit-requests": "60", "x-ratelimit-remaining-requests": "0",
      "x-ratelimit-reset-requests": "6m0s", "x-ratelimit-reset-tokens": "1m1.5s20ms",
      "anthropic-ratelimit-tokens-remaining": "9",
      "anthropic-ratelimit-tokens-reset": "2026-01-01T00:00:00Z",
    ]
    let read = { (dialect: ChatDialect) in
      LimitHeaders(dialect, header: { headers[$0] }, secondsUntil: { _ in 30 })
    }
    #expect(read(.openai).requests == .init(limit: 60, left: 0, resetSeconds: 360))
    #expect(read(.openai).tokens.resetSeconds == 61.52)
    #expect(read(.anthropic).tokens == .init(limit: nil, left: 9, resetSeconds: 30))
  }
}

@Suite struct `A figure of a server that cannot be` {
  @Test(arguments: [
    (
      ChatDialect.openai,
      #"{"choices":[{"message":{"content":"x"},"finish_reason":"stop"}],"usage":"#
        + #"{"prompt_tokens":9223372036854775807,"completion_tokens":9223372036854775807}}"#
    ),
    (
      .anthropic,
      #"{"content":[{"type":"text","text":"x"}],"stop_reason":"end_turn","usage":"#
        + #"{"input_tokens":9223372036854775807,"cache_read_input_tokens":9223372036854775807,"#
        + #""output_tokens":-5}}"#
    ),
    (
      .gemini,
      #"{"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"STOP"}],"#
        + #""usageMetadata":{"promptTokenCount":-1,"candidatesTokenCount":9223372036854775807,"#
        + #""thoughtsTokenCount":9223372036854775807}}"#
    ),
  ])
  func `is none that is paid for`(_ dialect: ChatDialect, _ body: String) throws {
    let usage = try #require(try dialect.answer(in: Array(body.utf8)).usage)
    for count in [usage.input, usage.output, usage.cached] {
      #expect((0...3_000_000_000).contains(count))
    }
  }

  @Test(arguments: ["inf", "nan", "1e300", "-5"])
  func `is no time to wait`(_ text: String) {
    let fault = ChatFault(.rateLimited, "slow", waitSeconds: Double(text))
    #expect(fault.waitSeconds.map { (0...2_678_400).contains($0) } ?? true)
  }
}
