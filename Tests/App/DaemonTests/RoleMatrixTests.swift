import Accounts
import Cryptography
import HTTPServer
import Testing

@testable import Web

@Suite struct `Each of the daemon's addresses` {
  /// What everybody may ask.
  private static let open = ["/healthz", "/readyz"]

  /// A form or a JSON text that no handler can do anything with.
  private func ask(
    _ surface: WebSurface, _ route: WebRoute, _ headers: [(String, String)], _ token: String? = nil
  ) async throws -> Response {
    let target = WebSurface.target(route.pattern)
    if route.method == .get { return try await surface.send(.get, target, headers) }
    let all = headers + (token.map { [("X-CSRF-Token", $0)] } ?? [])
    if route.pattern.hasPrefix("/api/") {
      return try await surface.send(route.method, target, all, json: "{}")
    }
    return try await surface.send(route.method, target, all, form: [])
  }

  @Test func `needs a sign-in, but for those that say whether it lives`() async throws {
    let surface = try await WebSurface()
    #expect(surface.routes.count > 80)
    for route in surface.routes {
      let response = try await ask(surface, route, [WebSurface.own])
      if Self.open.contains(route.pattern) {
        #expect(response.status == 200, "\(route.method) \(route.pattern)")
      } else {
        #expect(
          response.status == 401 || response.headers["Location"]?.hasPrefix("/login") == true,
          "\(route.method) \(route.pattern): \(response.status)")
      }
    }
  }

  @Test(arguments: [("vic", Role.viewer), ("otto", .operator), ("ada", .admin)])
  func `is for those roles alone that it says`(_ name: String, _ role: Role) async throws {
    let surface = try await WebSurface()
    let account = try #require(try await surface.accounts.account(named: name))
    let (secret, _) = try await surface.accounts.addToken(
      "t", of: account.id, role: role, scope: .all, seconds: 600, by: .commandLine)
    let bearer = ("Authorization", "Bearer \(secret.text)")
    let session = try await surface.signIn(name)
    for route in surface.routes {
      // Asked last of all, as it ends what it is asked with.
      if route.pattern == "/logout" { continue }
      let responses = [
        try await ask(surface, route, session.headers, session.token),
        try await ask(surface, route, [bearer]),
      ]
      for response in responses {
        let place = "\(name): \(route.method) \(route.pattern): \(response.status)"
        #expect(response.status < 500, "\(place)")
        if let needed = route.role, role < needed {
          #expect(response.status == 403, "\(place)")
        } else {
          #expect(response.status != 401 && response.status != 403, "\(place)")
        }
      }
    }
  }

  @Test func `that changes something takes no form without its token`() async throws {
    let surface = try await WebSurface()
    let session = try await surface.signIn("ada")
    for route in surface.routes where route.method != .get {
      let response = try await ask(surface, route, session.headers)
      // What reads its body itself looks for the token there.
      if route.readsBody { continue }
      #expect(response.status == 403, "\(route.method) \(route.pattern): \(response.status)")
    }
  }

  @Test func `shows nothing of other businesses`() async throws {
    let surface = try await WebSurface()
    let scoped = try await surface.signIn("sam")
    let all = try await surface.signIn("ada")
    var seen: [String] = []
    for route in surface.routes where route.method == .get {
      let target = WebSurface.target(route.pattern).replacing("999999", with: "2")
      let own = try surface.text(await surface.send(.get, target, scoped.headers))
      #expect(!own.contains("canary"), "\(target)")
      let whole = try surface.text(await surface.send(.get, target, all.headers))
      if whole.contains("canary") { seen.append(route.pattern) }
    }
    // Those who see all see it: the test would find it.
    #expect(seen.contains("/items") && seen.contains("/") && seen.contains("/api/v1/items"))
  }

  /// An admin of one business manages that business, and not the program: who could change people
  /// or rules could see and do everything the next minute.
  @Test func `that is of all businesses is for those who see all`() async throws {
    let surface = try await WebSurface()
    let scoped = try await surface.signIn("sam")
    let account = try #require(try await surface.accounts.account(named: "sam"))
    let routes = surface.routes.filter(\.isOfAll)
    #expect(routes.count > 35 && surface.routes.allSatisfy { $0.role != .admin || $0.isOfAll })
    for route in routes {
      let response = try await ask(surface, route, scoped.headers, scoped.token)
      #expect(response.status == 403, "\(route.method) \(route.pattern): \(response.status)")
    }
    let page = try surface.text(await surface.send(.get, "/", scoped.headers))
    for section in ["people", "audit", "rules", "schedules", "logs"] {
      #expect(!page.contains("href=\"/\(section)\""), "\(section)")
    }
    let more = try await surface.send(
      .post, "/people/\(account.id)", scoped.headers,
      form: [("do", "change"), ("role", "admin"), ("businesses", ""), ("_csrf", scoped.token)])
    #expect(more.status == 403)
    let after = try await surface.accounts.account(account.id)
    #expect(after?.scope == .only(["acme"]))
  }

  @Test func `counts for a person what that person may see`() async throws {
    let surface = try await WebSurface()
    for (name, count) in [("ada", "2"), ("sam", "1")] {
      let headers = try await surface.signIn(name).headers
      let page = try surface.text(await surface.send(.get, "/pipeline", headers))
      #expect(
        page.contains(
          "href=\"/items?place=failed\">Failed</a><span class=\"tile-value\">\(count)</span>"),
        "\(name)")
    }
  }
}
