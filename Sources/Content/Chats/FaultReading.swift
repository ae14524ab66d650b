/// What a server's refusal means.
package enum FaultReading {
  /// - Parameters:
  ///   - mask: takes out of its words what nobody may read: some servers say the key back.
  ///   - header: the first value of a header, by its name in lower case.
  ///   - secondsUntil: how long it is until a time written as HTTP writes it.
  package static func fault(
    status: Int, body: [UInt8], mask: (String) -> String = { $0 },
    header: (String) -> String?, secondsUntil: (String) -> Double?
  ) -> ChatFault {
    let value = JSONValue(parsing: body)
    let error = value?["error"] ?? value?.list.first?["error"] ?? value
    let words = mask(message(of: error) ?? String(decoding: body, as: UTF8.self))
    let kind = kind(status: status, error: error, words: words.lowercased())
    return ChatFault(
      kind, "HTTP \(status): \(words.prefix(200))",
      waitSeconds: wait(header, secondsUntil) ?? error.flatMap(retryDelay))
  }

  /// An error that stands where an answer should, as in the middle of a stream.
  static func inBody(_ value: JSONValue, _ mask: (String) -> String = { $0 }) -> ChatFault? {
    guard let error = value["error"], !error.isNull else { return nil }
    let words = mask(message(of: error) ?? error.written)
    let status = error["code"]?.integer ?? statuses[error["type"]?.text ?? ""] ?? 500
    return ChatFault(
      kind(status: status, error: error, words: words.lowercased()), words,
      waitSeconds: retryDelay(error))
  }

  /// The types of errors that come without a status.
  private static let statuses = [
    "overloaded_error": 529, "rate_limit_error": 429, "api_error": 500, "timeout_error": 504,
    "invalid_request_error": 400, "authentication_error": 401, "billing_error": 402,
    "permission_error": 403, "not_found_error": 404, "request_too_large": 413,
    "server_error": 500, "rate_limit_exceeded": 429, "insufficient_quota": 429,
  ]

  private static func message(of error: JSONValue?) -> String? {
    error?.text ?? error?["message"]?.text
  }

  private static func kind(status: Int, error: JSONValue?, words: String) -> ChatFault.Kind {
    let codes = [error?["code"]?.text, error?["type"]?.text, error?["status"]?.text]
      .compactMap { $0?.lowercased() }
    if codes.contains("insufficient_quota") || codes.contains("billing_error")
      || quotaWords.contains(where: words.contains)
    {
      return .quota
    }
    let isLong =
      codes.contains("context_length_exceeded") || longWords.contains(where: words.contains)
    switch status {
    case 402: return .quota
    case 429: return .rateLimited
    case 401, 403: return .credentials
    case 404: return .missing
    case 413: return .tooLong
    case 400, 422: return isLong ? .tooLong : .invalid
    case 408, 409, 425: return .server
    case 503, 529: return .overloaded
    case 500...: return .server
    default: return .invalid
    }
  }

  private static let quotaWords = [
    "regain access on", "insufficient_quota", "exceeded your current quota", "credit balance",
    "perday", "requests per day",
  ]
  private static let longWords = [
    "context length", "context window", "prompt is too long", "context size", "too many tokens",
    "exceeds the maximum number of tokens",
  ]

  private static func wait(
    _ header: (String) -> String?, _ secondsUntil: (String) -> Double?
  ) -> Double? {
    if let milliseconds = header("retry-after-ms").flatMap(Double.init) {
      return max(0, milliseconds / 1000)
    }
    guard let text = header("retry-after") else { return nil }
    return (Double(text) ?? secondsUntil(text)).map { max(0, $0) }
  }

  /// `RetryInfo` of a Gemini error: `"retryDelay": "37s"`.
  private static func retryDelay(_ error: JSONValue) -> Double? {
    let delays = (error["details"]?.list ?? []).compactMap { $0["retryDelay"]?.text }
    return delays.first.flatMap(LimitHeaders.seconds)
  }
}

/// What a server says of its limits: how much is left, and when there will be all of it again.
package struct LimitHeaders: Sendable, Hashable {
  package struct Window: Sendable, Hashable {
    package var limit: Int?
    package var left: Int?
    package var resetSeconds: Double?

    package init(limit: Int? = nil, left: Int? = nil, resetSeconds: Double? = nil) {
      self.limit = limit
      self.left = left
      self.resetSeconds = resetSeconds
    }
  }

  package var requests: Window
  package var tokens: Window

  /// - Parameter header: the first value of a header, by its name in lower case.
  package init(
    _ dialect: ChatDialect, header: (String) -> String?, secondsUntil: (String) -> Double?
  ) {
    func window(_ what: String) -> Window {
      let anthropic = dialect == .anthropic
      func name(_ part: String) -> String {
        anthropic ? "anthropic-ratelimit-\(what)-\(part)" : "x-ratelimit-\(part)-\(what)"
      }
      return Window(
        limit: header(name("limit")).flatMap(Int.init),
        left: header(name("remaining")).flatMap(Int.init),
        resetSeconds: header(name("reset")).flatMap { Self.seconds($0) ?? secondsUntil($0) })
    }
    requests = window("requests")
    tokens = window("tokens")
  }

  /// `6m0s`, `1.5s`, `20ms`, `37`; nil for anything else.
  static func seconds(_ text: String) -> Double? {
    if let seconds = Double(text) { return seconds }
    let units = ["ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86_400]
    var rest = text[...]
    var sum = 0.0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isNumber || $0 == "." }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(unit.count)
      guard let count = Double(digits), let factor = units[String(unit)] else { return nil }
      sum += count * factor
    }
    return text.isEmpty ? nil : sum
  }
}
