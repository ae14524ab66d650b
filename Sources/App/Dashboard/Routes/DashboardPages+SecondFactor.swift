import Accounts
import Cryptography
import HTTPServer
import Pages
import Web

// The second factor of the person who looks: on, once a code proves that it is there; off by one.
extension DashboardPages {
  var secondFactorRoutes: [WebRoute] {
    [
      WebRoute(.get, "/settings/second-factor", needs: .viewer) { visit in
        try await secondFactor(visit, secret: OneTimeCode.makeSecret(), message: nil)
      },
      WebRoute(.post, "/settings/second-factor", needs: .viewer) { visit in
        try await changeSecondFactor(visit)
      },
    ]
  }

  private func own(_ visit: Visit) async throws -> Account {
    guard let account = try await services.accounts.account(visit.viewer.accountID) else {
      throw Problem.notFound("There is no such user.")
    }
    return account
  }

  private func secondFactor(
    _ visit: Visit, secret: [UInt8], message: String?
  ) async throws -> Response {
    var context = try await context(of: visit)
    // A secret that somebody is typing may not be replaced.
    context.isStill = true
    let shown = context
    let isOn = try await own(visit).hasSecondFactor
    var response = page(shown.words("Second factor"), .settings, shown, visit) {
      SecondFactorPage(secret: isOn ? nil : secret, message: message, context: shown)
    }
    if message != nil { response.status = 422 }
    return response
  }

  private func changeSecondFactor(_ visit: Visit) async throws -> Response {
    let words = words(visit)
    let account = try await own(visit)
    let offered = Base32.bytes(visit.form["secret"] ?? "") ?? []
    let secret = offered.count == 20 ? offered : OneTimeCode.makeSecret()
    let code = visit.form["code"] ?? ""
    do {
      let isPassword = try await services.accounts.isPassword(
        visit.form["current"] ?? "", of: account, from: visit.origin)
      if !isPassword {
        return try await secondFactor(
          visit, secret: secret, message: words("That is not your password."))
      }
      if account.hasSecondFactor {
        try await services.accounts.removeSecondFactor(of: account.id, code: code, by: visit.origin)
        return visit.redirect(to: "/settings", .success(words("The second factor is off.")))
      }
      try await services.accounts.setSecondFactor(
        secret, code: code, of: account.id, by: visit.origin)
      return visit.redirect(
        to: "/settings",
        .success(words("The second factor is on: the next sign-in asks for a code.")))
    } catch AccountError.throttled(let seconds) {
      return try await secondFactor(visit, secret: secret, message: waiting(seconds, words))
    } catch AccountError.wrongCode {
      return try await secondFactor(
        visit, secret: secret,
        message: words("That code is not right: is the clock of your telephone right?"))
    }
  }
}
