import Accounts
import Foundation
import HTTPServer
import Web

// An endpoint is declared once: what it takes and gives is checked by it, and told by it in the
// OpenAPI document, so that the two cannot differ.

/// One thing that programs can ask for.
struct Endpoint: Sendable {
  struct Parameter: Sendable {
    let name: String
    let schema: Schema
    let summary: String
    var isInPath = false
    var isList = false
  }

  typealias Handler = @Sendable (APICall) async throws -> APIAnswer

  let method: HTTPServer.Method
  /// Below `/api/v1`.
  let path: String
  let role: Role
  let summary: String
  var parameters: [Parameter] = []
  var body: Schema?
  /// Nil: an answer without a body.
  var answer: Schema?
  var status = 200
  /// The answer holds what is shown once, and may not be kept.
  private(set) var answersSecret = false
  /// The handler holds `If-Match` against the thing itself, in one go with changing it.
  private(set) var checksMatch = false
  /// What it is about belongs to all businesses together.
  private(set) var isOfAll: Bool
  let handler: Handler

  static let base = "/api/v1"
  /// How often a parameter that may come several times may come.
  static let listMax = 20

  init(
    _ method: HTTPServer.Method, _ path: String, needs role: Role, _ summary: String,
    path places: [(String, Schema, String)] = [], query: [Parameter] = [], body: Schema? = nil,
    answer: Schema? = nil, status: Int = 200, _ handler: @escaping Handler
  ) {
    self.method = method
    self.path = path
    self.role = role
    isOfAll = role == .admin
    self.summary = summary
    parameters =
      places.map { Parameter(name: $0.0, schema: $0.1, summary: $0.2, isInPath: true) } + query
    self.body = body
    self.answer = answer
    self.status = status
    self.handler = handler
  }

  /// The same, for those alone who see all businesses.
  func ofAll() -> Endpoint {
    var endpoint = self
    endpoint.isOfAll = true
    return endpoint
  }

  /// The same, of an answer that may not be kept.
  func answeringSecret() -> Endpoint {
    var endpoint = self
    endpoint.answersSecret = true
    return endpoint
  }

  /// The same, of a handler that looks at `If-Match` itself.
  func checkingMatch() -> Endpoint {
    var endpoint = self
    endpoint.checksMatch = true
    return endpoint
  }

  /// As an application serves it.
  func route(_ door: APIDoor) -> WebRoute {
    let route = WebRoute(method, Self.base + path, needs: role) { visit in
      try await door.pass(visit, self)
    }
    return isOfAll ? route.ofAll() : route
  }

  // MARK: What was sent

  func call(_ visit: Visit) async throws -> APICall {
    var values: [String: JSONValue] = [:]
    var faults: [Problem.Fault] = []
    for parameter in parameters {
      let texts =
        parameter.isInPath
        ? visit.parameters[parameter.name].map { [$0] } ?? []
        : visit.request.query.all(parameter.name)
      if texts.isEmpty { continue }
      let read = texts.map { parameter.schema.value(of: $0) }
      let most = parameter.isList ? Self.listMax : 1
      if read.contains(where: { $0 == nil }) || texts.count > most {
        if parameter.isInPath { throw Problem.notFound("There is nothing at this address.") }
        faults.append(.init(pointer: parameter.name, detail: parameter.schema.expectation))
      }
      let found = read.compactMap(\.self)
      values[parameter.name] = parameter.isList ? .list(found) : found.first
    }
    if !faults.isEmpty { throw Problem.invalid("Parameters are not valid.", faults) }
    return APICall(visit: visit, values: values, body: try await json(visit.request))
  }

  private static let bodyBytesMax = 2 << 20

  private func json(_ request: Request) async throws -> JSONValue {
    guard let body else { return .null }
    guard request.contentType == "application/json" else {
      throw Problem(415, "Wrong media type", "This takes application/json.")
    }
    let bytes = try await request.body.collect(limit: Self.bodyBytesMax)
    let value: JSONValue
    do {
      value = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
    } catch {
      throw Problem.malformed("The body is no JSON.")
    }
    let faults = body.faults(in: value)
    if !faults.isEmpty { throw Problem.invalid("The body is not valid.", faults) }
    return value
  }
}

/// What was asked, checked.
struct APICall: Sendable {
  let visit: Visit
  fileprivate let values: [String: JSONValue]
  let body: JSONValue

  var viewer: Viewer { visit.viewer }

  init(visit: Visit, values: [String: JSONValue], body: JSONValue) {
    self.visit = visit
    self.values = values
    self.body = body
  }

  func text(_ name: String) -> String? { values[name]?.text }
  func integer(_ name: String) -> Int? { values[name]?.integer }
  func texts(_ name: String) -> [String] { values[name]?.list?.compactMap(\.text) ?? [] }

  /// Of the path, where it is always there.
  func id(_ name: String = "id") throws -> Int {
    guard let id = integer(name) else { throw Problem.notFound("There is no such thing.") }
    return id
  }

  func limit(_ standard: Int = 50) -> Int { integer("limit") ?? standard }
}

/// What is answered.
struct APIAnswer: Sendable {
  var bytes: [UInt8] = []
  var headers: [(String, String)] = []

  /// Nothing to say.
  static let done = APIAnswer()

  static func json(_ value: some Encodable) throws -> APIAnswer {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return APIAnswer(bytes: Array(try encoder.encode(value)))
  }
}
