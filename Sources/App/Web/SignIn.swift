import Accounts
import Cryptography
import HTTPServer

/// Coming and going: `/login`, `/logout`, and the one-time links of `/welcome`.
struct SignIn: Sendable {
  let accounts: AccountBook
  let pages: any WebPages

  var routes: [WebRoute] {
    [
      WebRoute(.get, "/login", needs: nil) { visit in
        .html(pages.login(form(visit.request.query["next"])))
      },
      WebRoute(.post, "/login", needs: nil, logIn),
      WebRoute(.post, "/logout", needs: .viewer, logOut),
      WebRoute(.get, "/welcome/{token}", needs: nil) { visit in
        try await welcome(visit.parameters["token"] ?? "", nil, 200)
      },
      WebRoute(.post, "/welcome", needs: nil, accept),
    ]
  }

  private func form(
    _ next: String?, waiting: Secret? = nil, _ message: String? = nil
  ) -> LoginForm {
    LoginForm(
      next: next.flatMap { OwnPath($0) }?.text ?? "/", waiting: waiting?.text, message: message)
  }

  @Sendable private func logIn(_ visit: Visit) async throws -> Response {
    let next = visit.form["next"]
    let waiting = visit.form["waiting"].map { Secret(text: $0) }
    do {
      switch try await attempt(visit, waiting) {
      case .signedIn(let secret, _):
        var response = Response.redirect(to: form(next).next)
        response.headers.add("Set-Cookie", SessionCookie.set(secret))
        return response
      case .needsCode(let secret):
        return .html(pages.login(form(next, waiting: secret)), status: 401)
      case .refused where waiting != nil:
        let message = "The code is wrong, or was used already."
        return .html(pages.login(form(next, waiting: waiting, message)), status: 401)
      case .refused:
        return .html(pages.login(form(next, "Name or password is wrong.")), status: 401)
      case .wait(let seconds):
        let problem = Problem.wait(seconds)
        let page = pages.login(form(next, waiting: waiting, problem.detail))
        return problem.decorated(.html(page, status: problem.status))
      }
    } catch AccountError.busy {
      return .html(pages.login(form(next, AccountError.busy.description)), status: 503)
    }
  }

  private func attempt(_ visit: Visit, _ waiting: Secret?) async throws -> LoginResult {
    let agent = visit.request.headers["User-Agent"] ?? ""
    if let waiting {
      return try await accounts.logIn(
        waiting: waiting, code: visit.form["code"] ?? "", from: visit.origin, agent: agent)
    }
    return try await accounts.logIn(
      name: visit.form["user"] ?? "", password: visit.form["password"] ?? "",
      from: visit.origin, agent: agent)
  }

  @Sendable private func logOut(_ visit: Visit) async throws -> Response {
    if case .session(let number) = visit.viewer.proof {
      try await accounts.endSession(number, of: visit.viewer.accountID, by: visit.origin)
    }
    var response = Response.redirect(to: "/login")
    response.headers.add("Set-Cookie", SessionCookie.removal)
    response.headers["Clear-Site-Data"] = "\"cache\", \"storage\""
    return response
  }

  private func welcome(_ token: String, _ message: String?, _ status: Int) async throws -> Response
  {
    do {
      let invitation = try await accounts.invitation(Secret(text: token))
      let form = WelcomeForm(token: token, userName: invitation.account?.name, message: message)
      return .html(pages.welcome(form), status: status)
    } catch AccountError.badLink {
      throw Problem(410, "Used or too old", AccountError.badLink.description)
    }
  }

  @Sendable private func accept(_ visit: Visit) async throws -> Response {
    let token = visit.form["token"] ?? ""
    let password = visit.form["password"] ?? ""
    if password != visit.form["again"] {
      return try await welcome(token, "The two passwords differ.", 422)
    }
    do {
      let account = try await accounts.accept(
        Secret(text: token), name: visit.form["user"] ?? "", password: password,
        from: visit.origin)
      let result = try await accounts.logIn(
        name: account.name, password: password, from: visit.origin,
        agent: visit.request.headers["User-Agent"] ?? "")
      guard case .signedIn(let secret, _) = result else { return .redirect(to: "/login") }
      var response = Response.redirect(to: "/")
      response.headers.add("Set-Cookie", SessionCookie.set(secret))
      return response
    } catch let error as AccountError where error != .badLink {
      return try await welcome(token, error.description, 422)
    }
  }
}
