import Accounts
import Cryptography
import HTTPServer
import SQLiteStorage
import Storage
import Telemetry
import TestSupport
import Testing

@testable import Web

/// An application with one page, one action and one address for programs.
struct WebBench {
  struct Pages: WebPages {
    func login(_ form: LoginForm) -> [UInt8] {
      Array("login \(form.next) \(form.message ?? "")".utf8)
    }
    func welcome(_ form: WelcomeForm) -> [UInt8] { Array("welcome".utf8) }
    func problem(_ problem: Problem, for viewer: Viewer?, request id: String) -> [UInt8] {
      Array("problem \(problem.title)".utf8)
    }
  }

  let place: TemporaryDirectory
  let accounts: AccountBook
  let application: WebApplication
  static let password = "a meadow in the rain"

  init(proxies: Set<String> = []) async throws {
    place = try TemporaryDirectory()
    let database = try SQLiteDatabase(path: "\(place.path)/accounts.sqlite")
    try await Migration.apply(AccountBook.migrations, to: database)
    var limits = AccountsConfiguration()
    limits.cost = .least
    limits.hashingThreads = 1
    accounts = AccountBook(database: database, configuration: limits, now: { 1_800_000_000 })
    let origin = Origin.commandLine
    for (name, role) in [("ada", Role.admin), ("vic", .viewer)] {
      _ = try await accounts.add(
        name, role: role, scope: .all, password: Self.password, by: origin)
    }
    var configuration = WebConfiguration(
      HTTPConfiguration(.address(ListenAddress(host: "127.0.0.1", port: 0))))
    configuration.proxies = proxies
    let routes = [
      WebRoute(.get, "/page", needs: .viewer) { visit in
        .text(([visit.viewer.name] + visit.takeFlashes().map(\.text)).joined(separator: " "))
      },
      WebRoute(.post, "/act", needs: .operator) { visit in
        visit.redirect(to: "/page", .success("done by \(visit.viewer.name) at \(visit.address)"))
      },
      WebRoute(.get, "/api/v1/thing", needs: .viewer) { _ in .json(Array("{}".utf8)) },
      WebRoute(.post, "/api/v1/thing", needs: .viewer) { _ in .json(Array("{}".utf8)) },
      WebRoute(.get, "/scheme", needs: nil) { visit in
        .text(visit.isSecure ? "https" : "http")
      },
      WebRoute(.get, "/broken", needs: nil) { _ in throw AccountsFault.secret },
    ]
    let assets = Assets([
      .init(name: "a.css", type: "text/css", bytes: Array("body{}".utf8)),
      .init(name: "icon.svg", type: "image/svg+xml", bytes: Array("<svg/>".utf8)),
    ])
    #expect(assets.path("a.css").hasPrefix("/assets/a."))
    application = WebApplication(
      configuration, routes: routes, pages: Pages(), assets: assets, accounts: accounts,
      events: EventStream(run: "r"), metrics: WebMetrics(), logger: .silent)
  }

  enum AccountsFault: Error { case secret }

  func send(
    _ method: HTTPServer.Method, _ target: String, _ headers: [(String, String)] = [],
    form: [(String, String)]? = nil, from address: String = "127.0.0.1"
  ) async throws -> Response {
    var all = Headers()
    all.add("Host", "localhost:8321")
    for (name, value) in headers { all.add(name, value) }
    var body: [UInt8] = []
    if let form {
      all.add("Content-Type", "application/x-www-form-urlencoded")
      body = Array(FormFields(form).encoded.utf8)
    }
    return await application.answer(
      try Request(
        method, target, headers: all, remoteAddress: address, id: "r1", body: .bytes(body)))
  }

  /// The cookie of a new session.
  func signIn(_ name: String) async throws -> String {
    let response = try await send(
      .post, "/login", [("Sec-Fetch-Site", "same-origin")],
      form: [("user", name), ("password", Self.password)])
    return String(try #require(response.headers["Set-Cookie"]).prefix { $0 != ";" })
  }

  func formToken(_ cookie: String) async throws -> String {
    let secret = Secret(text: String(cookie.split(separator: "=")[1]))
    return try #require(try await accounts.viewer(ofSession: secret)).formToken
  }
}

@Suite struct `The web application` {
  private static let own = ("Sec-Fetch-Site", "same-origin")

  @Test func `shows nothing to who has not signed in`() async throws {
    let bench = try await WebBench()
    let page = try await bench.send(.get, "/page?a=b")
    #expect(page.status == 303)
    #expect(page.headers["Location"] == "/login?next=%2Fpage%3Fa%3Db")
    #expect(try await bench.send(.get, "/api/v1/thing").status == 401)
    #expect(try await bench.send(.post, "/act", [Self.own]).status == 401)
    #expect(try await bench.send(.get, "/events").status == 303)
  }

  @Test func `signs in, and out again`() async throws {
    let bench = try await WebBench()
    let cookie = try await bench.signIn("ada")
    #expect(cookie.hasPrefix("__Host-session="))
    #expect(try await bench.send(.get, "/page", [("Cookie", cookie)]).status == 200)
    let out = try await bench.send(.post, "/logout", [("Cookie", cookie), Self.own])
    #expect(out.headers["Set-Cookie"]?.contains("Max-Age=0") == true)
    #expect(try await bench.send(.get, "/page", [("Cookie", cookie)]).status == 303)
  }

  @Test func `goes to no other site after the sign-in`() async throws {
    let bench = try await WebBench()
    for (next, target) in [("/page", "/page"), ("//evil.example", "/"), ("https://e.x", "/")] {
      let response = try await bench.send(
        .post, "/login", [Self.own],
        form: [("user", "ada"), ("password", WebBench.password), ("next", next)])
      #expect(response.headers["Location"] == target)
    }
  }

  @Test(arguments: [
    [("Sec-Fetch-Site", "cross-site")], [("Sec-Fetch-Site", "same-site")], [],
    [("Origin", "http://evil.example")], [("Origin", "null")],
    [("Sec-Fetch-Site", "none"), ("Origin", "http://localhost:8321")],
  ])
  func `takes no form from another site`(_ headers: [(String, String)]) async throws {
    let bench = try await WebBench()
    let cookie = try await bench.signIn("ada")
    let token = try await bench.formToken(cookie)
    let response = try await bench.send(
      .post, "/act", headers + [("Cookie", cookie)], form: [("_csrf", token)])
    #expect(response.status == 403)
  }

  @Test func `takes a form with the token of its session, and says what was done once`()
    async throws
  {
    let bench = try await WebBench()
    let cookie = ("Cookie", try await bench.signIn("ada"))
    let other = try await bench.formToken(try await bench.signIn("ada"))
    for form in [[], [("_csrf", "x")], [("_csrf", other)]] {
      #expect(try await bench.send(.post, "/act", [cookie, Self.own], form: form).status == 403)
    }
    let token = try await bench.formToken(cookie.1)
    let origin = ("Origin", "http://localhost:8321")
    let response = try await bench.send(.post, "/act", [cookie, origin], form: [("_csrf", token)])
    #expect(response.status == 303)
    guard case .bytes(let first) = try await bench.send(.get, "/page", [cookie]).body,
      case .bytes(let second) = try await bench.send(.get, "/page", [cookie]).body
    else {
      Issue.record("a page without text")
      return
    }
    #expect(String(decoding: first, as: UTF8.self) == "ada done by ada at 127.0.0.1")
    #expect(String(decoding: second, as: UTF8.self) == "ada")
  }

  @Test func `lets a viewer look only, and keeps that it was tried`() async throws {
    let bench = try await WebBench()
    let cookie = try await bench.signIn("vic")
    let token = try await bench.formToken(cookie)
    let response = try await bench.send(
      .post, "/act", [("Cookie", cookie), Self.own], form: [("_csrf", token)])
    #expect(response.status == 403)
    #expect(try await bench.accounts.audit(action: "access", limit: 1).count == 1)
  }

  @Test func `takes a token in its header, and no wrong one`() async throws {
    let bench = try await WebBench()
    let account = try #require(try await bench.accounts.account(named: "ada"))
    let (text, _) = try await bench.accounts.addToken(
      "ci", of: account.id, role: .viewer, scope: .all, seconds: 60, by: .commandLine)
    let right = ("Authorization", "Bearer \(text.text)")
    #expect(try await bench.send(.get, "/api/v1/thing", [right]).status == 200)
    #expect(try await bench.send(.post, "/api/v1/thing", [right]).status == 200)
    for wrong in ["Bearer dm_wrong", "Basic YTpi", "Bearer"] {
      #expect(
        try await bench.send(.get, "/api/v1/thing", [("Authorization", wrong)]).status == 401)
    }
  }

  @Test func `answers wrong names and wrong passwords alike, and slows down guessing`()
    async throws
  {
    let bench = try await WebBench()
    func attempt(_ name: String) async throws -> Response {
      try await bench.send(
        .post, "/login", [Self.own], form: [("user", name), ("password", "wrong")])
    }
    let (one, other) = (try await attempt("ada"), try await attempt("nobody"))
    guard case .bytes(let page) = one.body, case .bytes(let otherPage) = other.body else {
      Issue.record("a page without text")
      return
    }
    #expect(one.status == 401 && other.status == 401 && page == otherPage)
    for _ in 0..<4 { _ = try await attempt("ada") }
    let last = try await attempt("ada")
    #expect(last.status == 429 && last.headers["Retry-After"] == "60")
  }

  @Test func `tells no stranger what went wrong inside`() async throws {
    let bench = try await WebBench()
    let response = try await bench.send(.get, "/broken")
    guard case .bytes(let page) = response.body else {
      Issue.record("a page without text")
      return
    }
    #expect(response.status == 500)
    #expect(String(decoding: page, as: UTF8.self) == "problem Something went wrong")
  }

  @Test(arguments: ["/", "/page", "/nothing", "/broken", "/login", "/api/v1/thing", "/api/none"])
  func `says to the browser with each answer what it may do`(_ path: String) async throws {
    let response = try await WebBench().send(.get, path)
    let policy = try #require(response.headers["Content-Security-Policy"])
    for part in [
      "default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'",
      "form-action 'self'", "script-src 'self'",
    ] {
      #expect(policy.contains(part))
    }
    #expect(!policy.contains("unsafe"))
    #expect(response.headers["X-Content-Type-Options"] == "nosniff")
    #expect(response.headers["Referrer-Policy"] == "same-origin")
    #expect(response.headers["Cache-Control"] == "private, no-store")
    #expect(response.headers["X-Request-Id"] == "r1")
    #expect(response.headers["Server"] == nil)
  }

  @Test func `answers to the names of this machine only`() async throws {
    let bench = try await WebBench()
    for (host, status) in [
      ("evil.example", 421), ("127.0.0.1:1", 200), ("[::1]:1", 200), ("localhost", 200),
      ("LocalHost:1", 200), ("", 421),
    ] {
      let request = try Request(.get, "/login", headers: ["Host": host])
      #expect(await bench.application.answer(request).status == status)
    }
  }

  @Test func `believes its own proxies, and nobody else, where a request comes from`()
    async throws
  {
    let bench = try await WebBench(proxies: ["10.0.0.1"])
    let cookie = ("Cookie", try await bench.signIn("ada"))
    let token = try await bench.formToken(cookie.1)
    let forwarded = ("X-Forwarded-For", "6.6.6.6, 192.0.2.7")
    for (peer, address) in [("10.0.0.1", "192.0.2.7"), ("192.0.2.9", "192.0.2.9")] {
      _ = try await bench.send(
        .post, "/act", [cookie, Self.own, forwarded], form: [("_csrf", token)], from: peer)
      guard case .bytes(let page) = try await bench.send(.get, "/page", [cookie]).body else {
        Issue.record("a page without text")
        return
      }
      #expect(String(decoding: page, as: UTF8.self).hasSuffix(" at \(address)"))
    }
  }

  @Test(arguments: [
    ("10.0.0.1", nil, "https"), ("10.0.0.1", "https", "https"), ("10.0.0.1", "http", "http"),
    ("10.0.0.1", "http, https", "https"), ("192.0.2.9", "https", "http"),
    ("192.0.2.9", nil, "http"),
  ])
  func `takes what comes by its own proxies for TLS, unless they say otherwise`(
    _ peer: String, _ said: String?, _ scheme: String
  ) async throws {
    let bench = try await WebBench(proxies: ["10.0.0.1"])
    let headers = said.map { [("X-Forwarded-Proto", $0)] } ?? []
    guard case .bytes(let text) = try await bench.send(.get, "/scheme", headers, from: peer).body
    else {
      Issue.record("no text")
      return
    }
    #expect(String(decoding: text, as: UTF8.self) == scheme)
  }

  @Test func `gives assets that may be kept for ever`() async throws {
    let bench = try await WebBench()
    let assets = Assets([.init(name: "a.css", type: "text/css", bytes: Array("body{}".utf8))])
    let response = try await bench.send(.get, assets.path("a.css"))
    #expect(response.status == 200)
    #expect(response.headers["Cache-Control"]?.contains("immutable") == true)
    #expect(try await bench.send(.get, "/assets/a.css").status == 404)
  }

  @Test func `gives its icon to who asks for one unasked`() async throws {
    let bench = try await WebBench()
    let target = try #require(
      try await bench.send(.get, "/favicon.ico").headers["Location"])
    #expect(try await bench.send(.get, target).headers["Content-Type"] == "image/svg+xml")
    #expect(try await bench.send(.post, "/favicon.ico").status != 303)
  }
}
