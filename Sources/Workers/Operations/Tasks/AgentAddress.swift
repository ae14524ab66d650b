import Files
import Foundation
import HTTPClient
import Rules

// An agent elsewhere: the task in as one JSON object, the answer as a program would write it.
//
//   POST   {"task_id": …, "description": …, "excerpt": …}, with `idempotency-key`: task and turn
//   200    {"state": "completed", "note": "…"}; nothing: it is done
//   202    it has the task and will drop its answer; its lease runs
//   408, 425, 429, 500 and above, or nobody there: twice more, when it says so; then it has failed
//
// What holds of all requests holds of these: TLS verified, nothing redirected or proxied, no
// link-local address, limits of time and size, the key in no log and no error.

/// An address that does tasks.
struct AgentAddress: Sendable, Equatable {
  var url: String
  var key: KeySource?
  var timeout = Duration.seconds(60)

  private static let triesMax = 3
  private static let waitMax = 30.0
  private static let answerBytesMax = 1 << 20

  /// - Parameters:
  ///   - id: of the task and its turn: the same for each try.
  /// - Throws: `FileError` when its key cannot be read, `CancellationError`.
  func answer(
    to input: [UInt8], id: String, session: HTTPSession,
    clock: any Clock<Duration> = ContinuousClock()
  ) async throws -> AgentProgram.Answer {
    let secret = try key?.secret()
    let request = request(input, id, secret)
    var answer = AgentProgram.Answer(state: .failed, note: "")
    for number in 1...Self.triesMax {
      let (said, wait) = try await Self.attempt(request, session, hiding: secret)
      answer = said
      guard let wait, wait <= Self.waitMax, number < Self.triesMax else { break }
      try await clock.sleep(for: .seconds(max(wait, Double(1 << (number - 1)))))
    }
    return answer
  }

  /// - Returns: what it says, and after how many seconds to ask again; nil: not at all.
  private static func attempt(
    _ request: HTTPRequest, _ session: HTTPSession, hiding secret: Secret?
  ) async throws -> (AgentProgram.Answer, Double?) {
    do throws(HTTPError) {
      return answer(try await session.send(request), hiding: secret)
    } catch {
      if error.reason == .cancelled { throw CancellationError() }
      let isPassing = [.unconnected, .timedOut, .broken].contains(error.reason)
      return (AgentProgram.Answer(state: .failed, note: "\(error)"), isPassing ? 1 : nil)
    }
  }

  private func request(_ input: [UInt8], _ id: String, _ secret: Secret?) -> HTTPRequest {
    var request = HTTPRequest(
      .post, url,
      headers: [
        HTTPHeader("content-type", "application/json"),
        HTTPHeader("accept", "application/json"), HTTPHeader("idempotency-key", id),
      ], body: input)
    if let secret {
      request.headers.append(HTTPHeader("authorization", prefix: "Bearer ", secret: secret))
    }
    request.limits.firstByte = timeout
    request.limits.total = timeout
    request.limits.bodyBytesMax = Self.answerBytesMax
    return request
  }

  private static let passing: Set<Int> = [408, 425, 429]

  /// Whatever it says, the key is not in it.
  private static func answer(
    _ response: HTTPResponse, hiding secret: Secret?
  ) -> (AgentProgram.Answer, Double?) {
    let body = secret?.masked(in: response.body) ?? response.body
    switch response.status {
    case 202: return (AgentProgram.Answer(state: .inProgress, note: "it will answer later"), nil)
    case 200..<300: return (AgentProgram.answer(body, status: 0, messages: ""), nil)
    default:
      let words = String(decoding: body, as: UTF8.self)
        .trimmingCharacters(in: .whitespacesAndNewlines).prefix(200)
      let note = "it answered \(response.status)\(words.isEmpty ? "" : ": \(words)")"
      let isPassing = passing.contains(response.status) || response.status >= 500
      let wait = response.head["retry-after"].flatMap(Double.init) ?? 1
      return (AgentProgram.Answer(state: .failed, note: note), isPassing ? wait : nil)
    }
  }
}
