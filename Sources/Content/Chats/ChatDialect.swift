/// The protocols in which models are asked.
package enum ChatDialect: String, Sendable, CaseIterable {
  /// Chat completions, which most servers speak, those of one's own too.
  case openai
  /// Messages.
  case anthropic
  /// generateContent.
  case gemini

  /// A header of a request; the key is put in where it says.
  package enum Header: Sendable, Hashable {
    case plain(String, String)
    case key(String, prefix: String)
  }

  /// The address of a request: `https://host/v1` and what the protocol appends.
  ///
  /// - Parameter base: up to where the protocol's own path begins, with or without a slash.
  package func url(base: String, model: String, isStreamed: Bool) -> String {
    let base = base.hasSuffix("/") ? String(base.dropLast()) : base
    switch self {
    case .openai: return "\(base)/chat/completions"
    case .anthropic: return "\(base)/messages"
    case .gemini:
      let method = isStreamed ? "streamGenerateContent?alt=sse" : "generateContent"
      return "\(base)/models/\(model):\(method)"
    }
  }

  package var headers: [Header] {
    let json = Header.plain("content-type", "application/json")
    switch self {
    case .openai: return [json, .key("authorization", prefix: "Bearer ")]
    case .anthropic:
      return [json, .plain("anthropic-version", "2023-06-01"), .key("x-api-key", prefix: "")]
    case .gemini: return [json, .key("x-goog-api-key", prefix: "")]
    }
  }

  /// The body of a request. The same request always gives the same bytes.
  package func body(of request: ChatRequest, isStreamed: Bool) -> [UInt8] {
    switch self {
    case .openai: OpenAIDialect.body(of: request, isStreamed: isStreamed).bytes
    case .anthropic: AnthropicDialect.body(of: request, isStreamed: isStreamed).bytes
    case .gemini: GeminiDialect.body(of: request).bytes
    }
  }

  /// The answer in the body of a successful response.
  ///
  /// - Parameter mask: takes out of a server's words what nobody may read.
  package func answer(
    in bytes: [UInt8], mask: @Sendable (String) -> String = { $0 }
  ) throws(ChatFault) -> ChatAnswer {
    guard let value = JSONValue(parsing: bytes) else {
      throw ChatFault(.unreadable, "the answer is no JSON")
    }
    if let fault = FaultReading.inBody(value, mask) { throw fault }
    let answer =
      switch self {
      case .openai: OpenAIDialect.answer(in: value)
      case .anthropic: AnthropicDialect.answer(in: value)
      case .gemini: GeminiDialect.answer(in: value)
      }
    guard let answer else { throw ChatFault(.unreadable, "the answer has no message in it") }
    return answer
  }
}
