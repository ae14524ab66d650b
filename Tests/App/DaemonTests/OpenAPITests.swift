import Accounts
import Foundation
import HTTPServer
import SQLiteStorage
import Storage
import Testing

@testable import API
@testable import Web

@Suite struct `The description of the API` {
  private func document(_ surface: WebSurface) async throws -> JSONValue {
    let headers = try await surface.signIn("ada").headers
    let response = try await surface.send(.get, "/api/v1/openapi.json", headers)
    return try Self.json(response)
  }

  private static func json(_ response: Response) throws -> JSONValue {
    guard case .bytes(let bytes) = response.body else { return .null }
    return try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
  }

  private static func members(_ value: JSONValue?) -> [String: JSONValue] {
    if case .object(let members)? = value { return members }
    return [:]
  }

  @Test func `names every route that there is, and none that there is not`() async throws {
    let surface = try await WebSurface()
    let paths = Self.members(try await document(surface)["paths"])
    let told = paths.flatMap { path, item in
      Self.members(item).keys.map { "\($0.uppercased()) \(path)" }
    }
    let real = surface.routes.filter { $0.pattern.hasPrefix("/api/") }
      .map { "\($0.method.rawValue) \($0.pattern)" }
      .filter { !$0.hasSuffix("/openapi.json") }
    #expect(Set(told) == Set(real))
  }

  @Test func `tells each parameter of a path, and each operation under a name of its own`()
    async throws
  {
    let surface = try await WebSurface()
    var names: [String] = []
    for (path, item) in Self.members(try await document(surface)["paths"]) {
      for operation in Self.members(item).values {
        names.append(operation["operationId"]?.text ?? "")
        let told = (operation["parameters"]?.list ?? []).filter { $0["in"]?.text == "path" }
          .compactMap { $0["name"]?.text }
        let wanted = path.split(separator: "/").filter { $0.hasPrefix("{") }
          .map { String($0.dropFirst().dropLast()) }
        #expect(told == wanted, "\(path)")
        let responses = Self.members(operation["responses"])
        #expect(responses["default"] != nil && responses.keys.contains { $0.hasPrefix("2") })
      }
    }
    #expect(Set(names).count == names.count && !names.contains(""))
  }

  @Test func `is what the answers keep to`() async throws {
    let surface = try await WebSurface()
    let headers = try await surface.signIn("ada").headers
    var checked = 0
    for endpoint in surface.programs.endpoints where endpoint.method == .get {
      for number in ["1", "999999"] {
        let target = WebSurface.target(Endpoint.base + endpoint.path)
          .replacing("999999", with: number)
        let response = try await surface.send(.get, target, headers)
        let json = try Self.json(response)
        if response.status == endpoint.status {
          let faults = try #require(endpoint.answer).faults(in: json)
          #expect(faults.isEmpty, "\(target): \(faults)")
          checked += 1
        } else {
          try expectProblem(response, json, target)
        }
      }
    }
    #expect(checked > 20)
  }

  @Test(arguments: ["arrival", "name", "size", "finished"])
  func `tells where a page of items may begin, whatever it is sorted by`(
    _ sort: String
  ) async throws {
    let surface = try await WebSurface()
    let headers = try await surface.signIn("ada").headers
    try await surface.database.write { connection in
      try connection.execute("update item set name='Größe ✓.csv' where id=2")
    }
    let operation = try await document(surface)["paths"]?["/api/v1/items"]?["get"]
    let after = operation?["parameters"]?.list?.first { $0["name"]?.text == "after" }
    let pattern = try Regex(try #require(after?["schema"]?["pattern"]?.text))
    for order in ["up", "down"] {
      let target = "/api/v1/items?sort=\(sort)&order=\(order)&limit=1"
      let page = try Self.json(await surface.send(.get, target, headers))
      let next = try #require(page["next"]?.text)
      #expect(try pattern.wholeMatch(in: next) != nil, "\(next)")
      let rest = try Self.json(await surface.send(.get, "\(target)&after=\(next)", headers))
      #expect(rest["items"]?.list?.count == 1 && rest["next"] == .null, "\(next)")
    }
  }

  @Test func `is what refusals keep to`() async throws {
    let surface = try await WebSurface()
    let headers = try await surface.signIn("ada").headers
    let token = try await surface.signIn("ada")
    for endpoint in surface.programs.endpoints where endpoint.method != .get {
      let target = WebSurface.target(Endpoint.base + endpoint.path)
      for body in ["{}", "[", "{\"no\":1}"] {
        let response = try await surface.send(
          endpoint.method, target, headers + [("X-CSRF-Token", token.token)], json: body)
        if response.status < 300 { continue }
        try expectProblem(response, try Self.json(response), "\(endpoint.method) \(target)")
      }
    }
  }

  private func expectProblem(_ response: Response, _ json: JSONValue, _ place: String) throws {
    let type = response.headers["Content-Type"] ?? ""
    #expect((400..<500).contains(response.status), "\(place): \(response.status)")
    #expect(type.hasPrefix("application/problem+json"), "\(place): \(type)")
    for name in ["type", "title", "detail", "instance"] {
      #expect(json[name]?.text?.isEmpty == false, "\(place): \(name)")
    }
    #expect(json["status"]?.integer == response.status, "\(place)")
  }

  @Test func `has a write with a key done once, over restarts`() async throws {
    let surface = try await WebSurface()
    let session = try await surface.signIn("ada")
    let headers = session.headers + [("X-CSRF-Token", session.token), ("Idempotency-Key", "k1")]
    func act(_ action: String, _ door: WebSurface) async throws -> Response {
      try await door.send(
        .post, "/api/v1/schedules/clockwork/hourly", headers, json: "{\"action\":\"\(action)\"}")
    }
    try await surface.database.write { connection in
      try connection.execute(
        "insert into schedule(name, timing, is_known) values('clockwork/hourly', '', 1)")
    }
    let first = try await act("pause", surface)
    let second = try await act("pause", surface)
    #expect(first.status == 200 && second.status == 200)
    #expect(try surface.text(first) == surface.text(second))
    #expect(try await act("resume", surface).status == 422)
    // What an earlier process kept is known to the next, and what it left open is not done twice.
    try await surface.database.write { connection in
      try connection.execute("update api_answer set status = null, run = 'before'")
    }
    #expect(try await act("pause", surface).status == 409)
  }

  @Test func `keeps no secrets for who asks again`() async throws {
    let surface = try await WebSurface()
    let session = try await surface.signIn("ada")
    let headers = session.headers + [("X-CSRF-Token", session.token), ("Idempotency-Key", "k2")]
    let body = "{\"name\":\"ci\",\"role\":\"viewer\",\"days\":3}"
    let first = try await surface.send(.post, "/api/v1/tokens", headers, json: body)
    #expect(first.status == 201)
    #expect(try await surface.send(.post, "/api/v1/tokens", headers, json: body).status == 409)
    let kept = try await surface.database.read { connection in
      try connection.query("select coalesce(body, '') from api_answer") { $0.text(0) }
    }
    #expect(kept == [""])
  }

  @Test func `lets a change be made over what was read alone`() async throws {
    let surface = try await WebSurface()
    let session = try await surface.signIn("ada")
    let vic = try #require(try await surface.accounts.account(named: "vic"))
    let target = "/api/v1/users/\(vic.id)"
    let read = try await surface.send(.get, target, session.headers)
    let tag = try #require(read.headers["ETag"])
    func change(_ role: String, _ match: String) async throws -> Int {
      try await surface.send(
        .patch, target,
        session.headers + [("X-CSRF-Token", session.token), ("If-Match", match)],
        json: "{\"role\":\"\(role)\"}"
      ).status
    }
    #expect(try await change("operator", tag) == 200)
    #expect(try await change("admin", tag) == 412)
    #expect(try await change("admin", "*") == 200)
  }
}
