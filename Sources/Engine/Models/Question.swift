import Chats
import Files

/// A question to one model, and what it has taken so far.
struct Question: Sendable {
  let provider: ModelProvider
  let purpose: ModelPurpose
  let answerDays: Int
  /// Seconds since 1970.
  var deadline: Double
  let schema: JSONSchema?
  let body: [UInt8]
  /// What the same question to the same model has in common, whoever asks.
  let key: String
  private let tokensMax: Int

  /// Whether it is the one that tries a server which failed too often.
  var isProbe = false
  /// When it was first sent, in seconds since 1970; nil: it never was.
  var started: Double?
  var tries = 0
  /// What is set aside for it in all budgets.
  var reserved = 0
  private(set) var model: String
  private var usage = ChatAnswer.Usage(input: 0, output: 0)

  init(
    _ request: ChatRequest, _ provider: ModelProvider, _ purpose: ModelPurpose,
    _ answerDays: Int, _ deadline: Double
  ) {
    self.provider = provider
    self.purpose = purpose
    self.answerDays = answerDays
    self.deadline = deadline
    var request = request
    request.model = provider.model
    request.thinks = provider.thinks
    request.tokensMax =
      provider.thinks
      ? provider.answerTokensMax : min(request.tokensMax, provider.answerTokensMax)
    request.temperature = provider.thinks ? nil : provider.temperature ?? request.temperature
    if !provider.takesSchema { request.schema = nil }
    schema = request.schema
    tokensMax = request.tokensMax
    model = provider.model
    body = provider.dialect.body(of: request, isStreamed: true)
    let parts = [provider.dialect.rawValue, provider.url, provider.model, purpose.version]
    key = Fingerprint(of: Array(parts.joined(separator: "\n").utf8) + [0x0a] + body).description
  }

  /// What has to be set aside for one more try, beside what is.
  var missing: Int {
    let most = provider.price.most(bodyBytes: body.count, tokensMax: tokensMax)
    return max(0, provider.price.cost(usage) + most - reserved)
  }

  /// Four bytes a token, and the longest answer.
  var tokensEstimated: Int { body.count / 4 + tokensMax }
  var tokensUsed: Int { usage.input + usage.output }

  /// Takes an answer in.
  ///
  /// - Returns: its text; of one that has a form, JSON of that form.
  /// - Throws: ``ChatFault`` when it is none that can be used.
  mutating func take(_ answer: ChatAnswer) throws(ChatFault) -> String {
    spend(answer.usage, text: answer.text)
    if !answer.model.isEmpty { model = answer.model }
    switch answer.ending {
    case .blocked(let reason): throw ChatFault(.blocked, "it would not answer: \(reason)")
    case .length: throw ChatFault(.tooLong, "its answer was cut off at \(tokensMax) tokens")
    case .finished, .calls: break
    }
    guard let schema else { return answer.text }
    guard let value = JSONValue(parsing: answer.text.utf8) else {
      throw ChatFault(.unreadable, "its answer is no JSON, as was asked for")
    }
    if let fault = schema.faults(in: value).first {
      throw ChatFault(.unreadable, "its answer has another form than was asked for: \(fault)")
    }
    return answer.text
  }

  /// Counts what an answer took; without the server's count, four bytes a token.
  private mutating func spend(_ counted: ChatAnswer.Usage?, text: String) {
    add(counted ?? estimate(text.utf8.count))
  }

  /// Counts what a try took of which no answer came.
  ///
  /// - Parameters:
  ///   - bytes: that came of an answer and of thoughts.
  ///   - isKnown: whether that is all the server had written. Where it took the question and said
  ///     nothing, it may have written the longest answer.
  mutating func spend(_ counted: ChatAnswer.Usage?, bytes: Int, isKnown: Bool) {
    var spent = counted ?? estimate(bytes)
    // Some count as they begin, and again at the end.
    spent.output = max(spent.output, isKnown ? estimate(bytes).output : tokensMax)
    add(spent)
  }

  private func estimate(_ bytes: Int) -> ChatAnswer.Usage {
    ChatAnswer.Usage(input: body.count / 4 + 1, output: bytes / 4 + 1)
  }

  private mutating func add(_ spent: ChatAnswer.Usage) {
    usage.input += Self.tokens(spent.input)
    usage.output += Self.tokens(spent.output)
    usage.cached += Self.tokens(spent.cached)
  }

  /// A server may say any number.
  private static func tokens(_ count: Int) -> Int { min(max(count, 0), 1 << 40) }

  func call(outcome: String, at now: Double) -> ModelCall {
    ModelCall(
      at: now, purpose: purpose, provider: provider.name, model: model, tokensIn: usage.input,
      tokensOut: usage.output, tokensKept: usage.cached, cost: provider.price.cost(usage),
      seconds: started.map { max(0, now - $0) } ?? 0, tries: tries, outcome: outcome)
  }
}
