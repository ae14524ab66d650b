import Accounts
import Files
import Foundation
import HTTPServer
import Storage
import Synchronization
import Web

/// What holds for all endpoints: so many requests a minute, a write that is asked for twice done
/// once, an answer that has not changed not sent again.
final class APIDoor: Sendable {
  private struct Window {
    var start: Double
    var count = 0
  }

  private let windows = Mutex<[Int: Window]>([:])
  private let database: any Database
  /// Tells what this process began from what an earlier one did.
  private let run = UUID().uuidString
  /// What reads the thing that a path names, so that `If-Match` can be held against it.
  private let readers: [String: Endpoint]
  private let now: @Sendable () -> Date

  /// Requests of an account within a minute.
  static let requestsMax = 30_000
  private static let windowSeconds = 60.0

  init(
    _ endpoints: [Endpoint], database: any Database, now: @escaping @Sendable () -> Date
  ) {
    let reading = endpoints.filter { $0.method == .get }
    readers = Dictionary(reading.map { ($0.path, $0) }, uniquingKeysWith: { $1 })
    self.database = database
    self.now = now
  }

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
    try await checkMatch(call, endpoint)
    guard endpoint.method == .post, let key = visit.request.headers["Idempotency-Key"] else {
      return Self.response(try await endpoint.handler(call), endpoint, visit.request)
    }
    let isPlain = key.utf8.allSatisfy { (0x21...0x7e).contains($0) }
    if !isPlain || !(1...255).contains(key.utf8.count) {
      throw Problem.malformed("An Idempotency-Key has 1 to 255 plain characters.")
    }
    let name = "\(visit.viewer.accountID) \(visit.request.rawPath) \(key)"
    let body = try APIAnswer.json(call.body).bytes
    let content = Fingerprint(of: Array(visit.request.target.utf8) + body).description
    let (run, time) = (run, now().timeIntervalSince1970)
    let known = try await database.write {
      try AnswerTable($0).begin(name, content, run: run, at: time)
    }
    if let known { return known }
    do {
      let response = Self.response(try await endpoint.handler(call), endpoint, visit.request)
      let isSecret = endpoint.answersSecret
      try await database.write {
        try AnswerTable($0).keep(response, isSecret: isSecret, for: name)
      }
      return response
    } catch {
      try await database.write { try AnswerTable($0).forget(name) }
      throw error
    }
  }

  // MARK: Only over what was read

  /// Holds `If-Match` against what reading the same address would give.
  ///
  /// - Throws: ``Web/Problem`` (412) when it is no longer that.
  private func checkMatch(_ call: APICall, _ endpoint: Endpoint) async throws {
    guard [.put, .patch, .delete].contains(endpoint.method), !endpoint.checksMatch,
      let wanted = call.visit.request.headers["If-Match"], let reader = readers[endpoint.path]
    else { return }
    if call.viewer.role < reader.role { return }
    let there = Self.tag(of: try await reader.handler(call))
    if !EntityTags(wanted).match(there) {
      throw Problem(412, "Changed meanwhile", "It is no longer as you have read it.")
    }
  }

  private static func tag(of answer: APIAnswer) -> String {
    answer.headers.first { $0.0 == "ETag" }?.1
      ?? "\"\(Fingerprint(of: answer.bytes).description.prefix(24))\""
  }

  // MARK: Not too often

  /// - Returns: how many more there may be, below 0 when there were too many, and for how long.
  private func count(_ account: Int) -> (left: Int, seconds: Double) {
    let time = now().timeIntervalSince1970
    return windows.withLock { windows in
      var window = windows[account] ?? Window(start: time)
      if time - window.start >= Self.windowSeconds { window = Window(start: time) }
      window.count += 1
      windows[account] = window
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
    let tag = Self.tag(of: answer)
    response.headers["ETag"] = tag
    if let known = request.headers["If-None-Match"], EntityTags(known).match(tag) {
      return Response(304, headers: ["ETag": tag])
    }
    return response
  }
}
