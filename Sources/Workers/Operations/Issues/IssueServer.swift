import Foundation
import HTTPClient
import Tables

// The interface of GitHub for issues, version 2022-11-28, and of what speaks as it does. Its
// limits: an answer 403 or 429 with `retry-after`, or with `x-ratelimit-remaining: 0` and the time
// of `x-ratelimit-reset`, says when to come again. Source: “Best practices for using the REST API”.

/// Files issues.
struct IssueServer: Sendable {
  /// An issue as the server has it.
  struct Issue: Decodable, Sendable, Equatable {
    var number: Int
    var url: String?
    var body: String?

    enum CodingKeys: String, CodingKey {
      case number, body
      case url = "html_url"
    }
  }

  /// What is to stand in it.
  struct Draft: Sendable, Equatable {
    var title: String
    var body: String
    var labels: [String]
    var isOpen: Bool
  }

  enum Failure: Error, Sendable, Equatable, CustomStringConvertible {
    /// Nothing more may be asked before this time, in seconds since 1970.
    case limited(until: Double)
    /// The token does not open this repository.
    case notAllowed(String)
    /// There is no such issue, or no such repository.
    case missing(String)
    /// This issue cannot be so, whenever it is asked.
    case refused(String)
    /// Perhaps later.
    case unavailable(String)

    var description: String {
      switch self {
      case .limited: "the server asks to come later"
      case .notAllowed(let text): "the token is not accepted: \(text)"
      case .missing(let text): "the server has no such thing: \(text)"
      case .refused(let text): "the server refuses it: \(text)"
      case .unavailable(let text): "the server cannot be used now: \(text)"
      }
    }
  }

  let settings: IssueSettings
  let token: Secret
  let session: HTTPSession
  /// Seconds since 1970.
  let now: Double

  private static let pageSize = 100
  private static let pagesMax = 20
  private static let waitSeconds = 60.0
  /// Whoever asks for more is asked again after this.
  private static let waitSecondsMax = 86_400.0

  /// The issues that were filed by a program, the newest first.
  func filed() async throws -> [Issue] {
    var all: [Issue] = []
    for page in 1...Self.pagesMax {
      let query = "?labels=auto-reported&state=all&per_page=\(Self.pageSize)&page=\(page)"
      let answer = try await send(.get, query)
      let issues = try Self.decoded([Issue].self, answer)
      all += issues
      if issues.count < Self.pageSize { break }
    }
    return all
  }

  func create(_ draft: Draft) async throws -> Issue {
    try Self.decoded(Issue.self, try await send(.post, "", Self.json(draft, withState: false)))
  }

  func update(_ number: Int, _ draft: Draft) async throws -> Issue {
    try Self.decoded(
      Issue.self, try await send(.patch, "/\(number)", Self.json(draft, withState: true)))
  }

  private func send(
    _ method: HTTPRequest.Method, _ rest: String, _ body: [UInt8] = []
  ) async throws -> HTTPResponse {
    let request = HTTPRequest(
      method, "\(settings.url)/repos/\(settings.repository)/issues\(rest)",
      headers: [
        HTTPHeader("accept", "application/vnd.github+json"),
        HTTPHeader("x-github-api-version", "2022-11-28"),
        HTTPHeader("content-type", "application/json"),
        HTTPHeader("authorization", prefix: "Bearer ", secret: token),
      ], body: body)
    let answer: HTTPResponse
    do throws(HTTPError) {
      answer = try await session.send(request)
    } catch {
      throw Failure.unavailable("\(error)")
    }
    if answer.isSuccess { return answer }
    throw failure(answer)
  }

  private func failure(_ answer: HTTPResponse) -> Failure {
    struct Said: Decodable { var message: String? }
    // Not every answer is JSON: then its status says enough.
    let said = try? JSONDecoder().decode(Said.self, from: Data(answer.body))
    let text = "\(answer.status) \(said?.message ?? "")".trimmingCharacters(in: .whitespaces)
    if [403, 429].contains(answer.status), let time = limit(answer.head) {
      return .limited(until: time)
    }
    switch answer.status {
    case 429: return .limited(until: now + Self.waitSeconds)
    case 401, 403: return .notAllowed(text)
    case 404, 410: return .missing(text)
    case 422: return .refused(text)
    default: return .unavailable(text)
    }
  }

  /// What is no number counts as not said, and at most a day is waited, whatever is said.
  private func limit(_ head: HTTPHead) -> Double? {
    func number(_ name: String) -> Double? {
      head[name].flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil }
    }
    func time(after seconds: Double) -> Double { now + min(max(1, seconds), Self.waitSecondsMax) }
    if let seconds = number("retry-after") { return time(after: seconds) }
    guard head["x-ratelimit-remaining"] == "0" else { return nil }
    return number("x-ratelimit-reset").map { time(after: $0 - now) }
  }

  private static func decoded<Value: Decodable>(
    _ type: Value.Type, _ answer: HTTPResponse
  ) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(answer.body))
    } catch {
      throw Failure.unavailable("its answer is none of this interface")
    }
  }

  private static func json(_ draft: Draft, withState: Bool) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.put("title", draft.title)
    json.put("body", draft.body)
    json.put("labels", draft.labels)
    if withState { json.put("state", draft.isOpen ? "open" : "closed") }
    json.endObject()
    return json.takeBytes()
  }
}
