package import Accounts
import Cryptography
package import HTTPServer
package import Telemetry

// One request on its way:
//
//   host ─► asset? ─► route ─► who asks ─► role ─► same origin, form token ─► handler
//     └──────── whatever is thrown on the way becomes a page or problem+json ────┘─► headers, log

/// Answers all requests: finds the route, lets in who may, and shows what went wrong.
package struct WebApplication: Sendable {
  private let accounts: AccountBook
  private let pages: any WebPages
  private let assets: Assets
  private let router: Router
  private let guardian: Guard
  private let configuration: WebConfiguration
  private let logger: Logger
  private let metrics: WebMetrics
  private let box = FlashBox()

  package init(
    _ configuration: WebConfiguration, routes: [WebRoute], pages: any WebPages, assets: Assets,
    accounts: AccountBook, events: EventStream, metrics: WebMetrics, logger: Logger
  ) {
    self.configuration = configuration
    self.accounts = accounts
    self.pages = pages
    self.assets = assets
    self.metrics = metrics
    self.logger = logger
    guardian = Guard(configuration: configuration)
    let listening = WebRoute(.get, "/events", needs: .viewer) { visit in
      try events.response(to: visit.request, for: visit.viewer)
    }
    let signIn = SignIn(accounts: accounts, pages: pages)
    router = Router(signIn.routes + [listening] + routes)
  }

  /// The answer, whatever happens.
  @Sendable package func answer(_ request: Request) async -> Response {
    let start = ContinuousClock.now
    var viewer: Viewer?
    var pattern = "none"
    var response: Response
    do {
      response = try await reply(request, &viewer, &pattern)
    } catch {
      response = answer(error, request, viewer)
    }
    SecurityHeaders.add(to: &response, for: request, configuration)
    metrics.note(pattern, response.status, ContinuousClock.now - start)
    logger.debug(
      "request answered",
      [
        "request": request.id, "method": request.method.rawValue,
        "route": pattern, "status": "\(response.status)",
      ])
    return response
  }

  private func reply(
    _ request: Request, _ viewer: inout Viewer?, _ pattern: inout String
  ) async throws -> Response {
    try guardian.checkHost(request)
    if Assets.areAskedFor(by: request) {
      pattern = "/assets"
      guard let response = assets.response(to: request) else {
        throw Problem.notFound("There is no such file.")
      }
      return response
    }
    viewer = try await whoAsks(request)
    let (route, parameters) = try find(request)
    pattern = route.pattern
    if let role = route.role {
      guard let viewer else { return try signInFirst(request, route) }
      try await checkRights(viewer, role, route, request)
    }
    let form = try await form(of: request, route)
    try checkForgery(request, route, viewer, form)
    let visit = Visit(
      request, viewer ?? .nobody, parameters, form: form,
      address: guardian.address(of: request), isSecure: guardian.isSecure(request),
      accounts: accounts, box: box)
    return try await route.handler(visit)
  }

  private func checkRights(
    _ viewer: Viewer, _ role: Role, _ route: WebRoute, _ request: Request
  ) async throws {
    let (needed, text): (String, String)
    if viewer.role < role {
      needed = role.rawValue
      text = "This is for the role \(role.rawValue), and yours is \(viewer.role.rawValue)."
    } else if route.isOfAll, viewer.scope != .all {
      needed = "all businesses"
      text = "This is of all businesses together, and for those who see all of them."
    } else {
      return
    }
    try await accounts.record(
      "access.refused", "\(request.method.rawValue) \(route.pattern)", "needs \(needed)",
      origin(of: viewer, request))
    throw Problem.forbidden(text)
  }

  private func find(_ request: Request) throws -> (WebRoute, [String: String]) {
    switch router.match(request.method, request.path) {
    case .route(let route, let parameters): return (route, parameters)
    case .nothing: throw Problem.notFound("There is nothing at this address.")
    case .otherMethods(let methods):
      var problem = Problem(405, "Wrong method", "This address is there for other requests.")
      problem.allow = methods.map(\.rawValue)
      throw problem
    }
  }

  private func whoAsks(_ request: Request) async throws -> Viewer? {
    if let header = request.headers["Authorization"] {
      let words = header.split(separator: " ")
      guard words.count == 2, words[0].lowercased() == "bearer",
        let viewer = try await accounts.viewer(ofToken: Secret(text: String(words[1])))
      else { throw Problem.signInNeeded }
      return viewer
    }
    guard let secret = SessionCookie.read(request) else { return nil }
    return try await accounts.viewer(ofSession: secret)
  }

  /// A person goes to the page for it, and from there back to where it was.
  private func signInFirst(_ request: Request, _ route: WebRoute) throws -> Response {
    let isPage = request.headers["Accept"]?.contains("text/html") ?? true
    guard request.method.isSafe, !route.isForPrograms, isPage else { throw Problem.signInNeeded }
    // A longer one would be passed over behind the door, and may be more than a head can hold.
    let isNamed = request.target != "/" && request.target.utf8.count <= OwnPath.bytesMax
    let next = FormFields([("next", request.target)]).encoded
    return .redirect(to: isNamed ? "/login?\(next)" : "/login")
  }

  private func form(of request: Request, _ route: WebRoute) async throws -> FormFields {
    guard request.contentType == "application/x-www-form-urlencoded", !route.readsBody else {
      return FormFields()
    }
    return FormFields(
      decoding: try await request.body.collect(limit: configuration.bodyBytesMax))
  }

  /// Who shows a token is no browser that was tricked into it.
  private func checkForgery(
    _ request: Request, _ route: WebRoute, _ viewer: Viewer?, _ form: FormFields
  ) throws {
    if request.method.isSafe { return }
    if case .token = viewer?.proof { return }
    try guardian.checkSameOrigin(request)
    guard let viewer, route.role != nil, route.pattern != "/logout" else { return }
    if route.readsBody, request.contentType == "multipart/form-data" { return }
    try Guard.checkToken(request.headers["X-CSRF-Token"] ?? form["_csrf"], of: viewer)
  }

  // MARK: What went wrong

  private func answer(_ error: any Error, _ request: Request, _ viewer: Viewer?) -> Response {
    let problem = problem(of: error, request)
    return problem.answer(to: request) { pages.problem(problem, for: viewer, request: request.id) }
  }

  private func problem(of error: any Error, _ request: Request) -> Problem {
    switch error {
    case let problem as Problem: return problem
    case RequestError.tooLarge(let limit):
      return Problem(413, "Too large", "What was sent is larger than \(limit) bytes.")
    case let error as RequestError: return .malformed(error.description)
    case AccountError.throttled(let seconds): return .wait(seconds)
    case let error as AccountError: return .invalid(error.description)
    default:
      logger.error("request failed", ["request": request.id, "reason": "\(error)"])
      return .fault(request: request.id)
    }
  }

  private func origin(of viewer: Viewer, _ request: Request) -> Origin {
    Origin(
      accountID: viewer.accountID, name: viewer.name, address: guardian.address(of: request),
      request: request.id)
  }
}
