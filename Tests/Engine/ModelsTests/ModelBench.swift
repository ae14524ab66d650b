import Chats
import Files
import Foundation
import Rules
import SQLiteStorage
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Models

/// A clock on which nobody waits: each sleep moves it on at once, and is written down.
final class JumpingClock: Clock, Sendable {
  struct Instant: InstantProtocol {
    let offset: Duration
    func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Duration { other.offset - offset }
    static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  private let state = Mutex((now: Duration.zero, sleeps: [Double]()))

  var now: Instant { Instant(offset: state.withLock { $0.now }) }
  var minimumResolution: Duration { .zero }
  var sleeps: [Double] { state.withLock { $0.sleeps } }
  var date: Date { Date(timeIntervalSince1970: 1_800_000_000 + now.offset / .seconds(1)) }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    state.withLock { state in
      let length = max(.zero, deadline.offset - state.now)
      state.now += length
      state.sleeps.append(length / .seconds(1))
    }
  }

  func advance(by seconds: Double) { state.withLock { $0.now += .seconds(seconds) } }
}

/// A desk with a server behind it, and a database of its own.
struct ModelBench {
  let place: TemporaryDirectory
  let database: SQLiteDatabase
  let server: LoopbackServer
  let clock = JumpingClock()
  let desk: ModelDesk

  /// - Parameter answer: what to do with a request, and how many came before it.
  init(
    deadlineSeconds: Double = 180,
    _ answer: @escaping @Sendable (LoopbackServer.Request, Int) -> [LoopbackServer.Step]
  ) async throws {
    place = try TemporaryDirectory()
    database = try SQLiteDatabase(path: "\(place.path)/models.sqlite")
    try await Migration.apply(ModelTables.migrations, to: database)
    server = try LoopbackServer(answer)
    let clock = clock
    desk = ModelDesk(
      credentials: place.path / "credentials", clock: clock,
      now: { clock.date }, seed: 1, deadlineSeconds: deadlineSeconds)
  }

  func stop() async {
    server.stop()
    await database.close()
  }

  func provider(
    _ name: String, _ dialect: ChatDialect = .openai, key: KeySource? = nil, next: String? = nil,
    requestsPerMinute: Double? = nil, tokensPerMinute: Double? = nil, schema: Bool = true,
    callsMax: Int = 8, temperature: Double? = nil, thinks: Bool = false,
    timeout: Duration = .seconds(120)
  ) -> ModelProvider {
    ModelProvider(
      name: name, dialect: dialect, url: "\(server.url)/\(name)", model: "m", key: key,
      price: ModelPrice(input: 1, output: 2), answerTokensMax: 50,
      requestsPerMinute: requestsPerMinute, tokensPerMinute: tokensPerMinute,
      callsMax: callsMax, timeout: timeout, takesSchema: schema,
      temperature: temperature, thinks: thinks, next: next)
  }

  func ask(
    _ settings: ModelSettings, _ text: String = "Hi", of model: String = "a",
    business: String = "acme", item: Int? = 1, schema: JSONSchema? = nil
  ) async throws -> ModelReply {
    try await desk.ask(
      ChatRequest(model: "", messages: [.user(text)], tokensMax: 50, schema: schema), of: model,
      for: ModelPurpose(
        business: business, item: item, name: "test", prompt: "p", version: "v"),
      settings, in: database)
  }

  func spent(_ scope: String) async throws -> Int {
    try await database.read { connection in
      try connection.first(
        "select max(amount) from model_spend where scope = $1", [.text(scope)]
      ) { $0.integer(0) } ?? 0
    }
  }

  func outcomes() async throws -> [String] {
    try await database.write { _ in }
    return try await database.read { connection in
      try connection.query(
        "select provider || ' ' || outcome || ' ' || tries from model_call order by id"
      ) { $0.text(0) }
    }
  }

  /// How long each question took, in seconds, by the ledger.
  func seconds() async throws -> [Double] {
    try await database.write { _ in }
    return try await database.read { connection in
      try connection.query("select seconds from model_call order by id") { $0.real(0) }
    }
  }

  /// A streamed answer of ten tokens read and five written.
  static func said(_ text: String, _ dialect: ChatDialect = .openai) -> [LoopbackServer.Step] {
    let written = JSONValue.text(text).written
    let body =
      switch dialect {
      case .openai:
        #"data: {"choices":[{"delta":{"content":\#(written)},"finish_reason":"stop"}],"#
          + #""usage":{"prompt_tokens":10,"completion_tokens":5}}"# + "\n\ndata: [DONE]\n\n"
      case .anthropic:
        #"data: {"type":"message_start","message":{"usage":{"input_tokens":10}}}"# + "\n\n"
          + #"data: {"type":"content_block_start","index":0,"content_block":{"type":"text","#
          + #""text":\#(written)}}"# + "\n\n"
          + #"data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"#
          + #""usage":{"output_tokens":5}}"# + "\n\n" + #"data: {"type":"message_stop"}"# + "\n\n"
      case .gemini:
        #"data: {"candidates":[{"content":{"parts":[{"text":\#(written)}]},"#
          + #""finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":10,"#
          + #""candidatesTokenCount":5}}"# + "\n\n"
      }
    return LoopbackServer.answer(200, body, type: "text/event-stream")
  }
}
