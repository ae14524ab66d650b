import Accounts
import Files
import Foundation
import HTTPServer
import Synchronization
import Web

/// What holds for all endpoints: so many requests a minute, a write that is asked for twice done
/// once, an answer that has not changed not sent again.
final class APIDoor: Sendable {
  private struct Window {
    var start: Double
    var count = 0
  }

  private enum Kept {
    case underWay
    case done(Fingerprint, Response)
  }

  private struct State {
    var windows: [Int: Window] = [:]
    var answers: [String: (kept: Kept, until: Double)] = [:]
  }

  private let state = Mutex(State())
  private let now: @Sendable () -> Date

  /// Requests of an account within a minute.
  static let requestsMax = 30_000
  private static let windowSeconds = 60.0
  private static let answersMax = 10_000
  private static let answerSeconds = 24 * 3600.0

  init(now: @escaping @Sendable () -> Date) { self.now = now }

  func pass(_ visit: Visit, _ endpoint: Endpoint) async throws -> Response {
    let (left, seconds) = count(visit.viewer.accountID)
    if left < 0 { throw Problem.wait(seconds) }
    var response = try await answer(visit, endpoint)
    let whole = Int(seconds.rounded(.up))
    response.headers["RateLimit-Policy"] = "\"default\";q=\(Self.requestsMax);w=60"
    response.headers["RateLimit"] = "\"default\";r=\(left);t=\(whole)"
    return response
  }

  private func answer(_ visit: Visit, _ endpoint: Endpoint) async throws -> Response {
    let call = try await endpoint.call(visit)
    guard endpoint.method == .post, let key = visit.request.headers["Idempotency-Key"] else {
      return Self.response(try await endpoint.handler(call), endpoint, visit.request)
    }
    let isPlain = key.utf8.allSatisfy { (0x21...0x7e).contains($0) }
    if !isPlain || !(1...255).contains(key.utf8.count) {
      throw Problem.malformed("An Idempotency-Key has 1 to 255 plain characters.")
    }
    let name = "\(visit.viewer.accountID) \(visit.request.rawPath) \(key)"
    let body = try APIAnswer.json(call.body).bytes
    let content = Fingerprint(of: Array(visit.request.target.utf8) + body)
    if let known = try begin(name, content) { return known }
    do {
      let response = Self.response(try await endpoint.handler(call), endpoint, visit.request)
      keep(.done(content, response), name)
      return response
    } catch {
      keep(nil, name)
      throw error
    }
  }

  // MARK: Written once

  /// - Returns: what was answered to the same request before.
  private func begin(_ name: String, _ content: Fingerprint) throws -> Response? {
    let time = now().timeIntervalSince1970
    return try state.withLock { state in
      if state.answers.count >= Self.answersMax {
        state.answers = state.answers.filter { $0.value.until > time }
        if state.answers.count >= Self.answersMax { state.answers = [:] }
      }
      if let known = state.answers[name], known.until > time {
        switch known.kept {
        case .underWay:
          throw Problem.conflict("The same request is being carried out.")
        case .done(let before, let response):
          if before == content { return response }
          throw Problem.invalid("This Idempotency-Key came with another request before.")
        }
      }
      state.answers[name] = (.underWay, time + Self.answerSeconds)
      return nil
    }
  }

  private func keep(_ kept: Kept?, _ name: String) {
    let until = now().timeIntervalSince1970 + Self.answerSeconds
    state.withLock { $0.answers[name] = kept.map { (kept: $0, until: until) } }
  }

  // MARK: Not too often

  /// - Returns: how many more there may be, below 0 when there were too many, and for how long.
  private func count(_ account: Int) -> (left: Int, seconds: Double) {
    let time = now().timeIntervalSince1970
    return state.withLock { state in
      var window = state.windows[account] ?? Window(start: time)
      if time - window.start >= Self.windowSeconds { window = Window(start: time) }
      window.count += 1
      state.windows[account] = window
      return (Self.requestsMax - window.count, window.start + Self.windowSeconds - time)
    }
  }

  // MARK: Sent once

  private static func response(
    _ answer: APIAnswer, _ endpoint: Endpoint, _ request: Request
  ) -> Response {
    var response = Response(endpoint.status)
    if endpoint.answer != nil { response = .json(answer.bytes, status: endpoint.status) }
    for (name, value) in answer.headers { response.headers[name] = value }
    guard endpoint.method == .get else { return response }
    let tag =
      response.headers["ETag"] ?? "\"\(Fingerprint(of: answer.bytes).description.prefix(24))\""
    response.headers["ETag"] = tag
    let known = request.headers["If-None-Match"]?.split(separator: ",").map {
      $0.drop { $0 == " " }
    }
    if known?.contains(where: { $0 == tag }) == true {
      return Response(304, headers: ["ETag": tag])
    }
    return response
  }
}
