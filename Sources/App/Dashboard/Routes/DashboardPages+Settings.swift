import Accounts
import Cryptography
import Foundation
import HTTPServer
import Pages
import Web

// What a person chooses, and where they are signed in.
extension DashboardPages {
  var settingsRoutes: [WebRoute] {
    [
      WebRoute(.get, "/settings", needs: .viewer) { visit in
        try await settings(visit, newToken: nil)
      },
      WebRoute(.post, "/settings", needs: .viewer) { visit in try await keep(visit) },
      WebRoute(.post, "/settings/password", needs: .viewer) { visit in
        try await changePassword(visit)
      },
      WebRoute(.post, "/settings/sessions/end", needs: .viewer) { visit in
        try await services.accounts.endSession(
          visit.form["number"] ?? "", of: visit.viewer.accountID, by: visit.origin)
        return visit.redirect(to: "/settings", .success(words(visit)("Ended.")))
      },
      WebRoute(.post, "/settings/tokens", needs: .viewer) { visit in try await addToken(visit) },
      WebRoute(.post, "/settings/tokens/remove", needs: .viewer) { visit in
        try await services.accounts.removeToken(
          Int(visit.form["id"] ?? "") ?? 0, of: visit.viewer.accountID, by: visit.origin)
        return visit.redirect(to: "/settings", .success(words(visit)("Removed.")))
      },
    ]
  }

  func words(_ visit: Visit) -> Words { Words.of(visit.viewer.settings["language"]) }

  private func settings(_ visit: Visit, newToken: String?) async throws -> Response {
    let context = try await context(of: visit)
    let account = visit.viewer.accountID
    let sessions = try await services.accounts.sessions(of: account).map { session in
      SettingsPage.SessionEntry(
        number: session.number, begun: Date(timeIntervalSince1970: session.begun),
        seen: Date(timeIntervalSince1970: session.seen), address: session.address,
        agent: session.agent, isThis: visit.viewer.proof == .session(session.number))
    }
    let tokens = try await services.accounts.tokens(of: account).map { token in
      SettingsPage.TokenEntry(
        id: token.id, name: token.name, role: token.role.title(context.words),
        expires: Date(timeIntervalSince1970: token.expires),
        used: token.used.map(Date.init(timeIntervalSince1970:)))
    }
    let roles = Role.allCases.filter { $0 <= visit.viewer.role }.map(\.rawValue)
    let hasSecondFactor = try await services.accounts.account(account)?.hasSecondFactor ?? false
    return page(.settings, context, visit) {
      SettingsPage(
        sessions: sessions, tokens: tokens, roles: roles, newToken: newToken,
        hasSecondFactor: hasSecondFactor, context: context)
    }
  }

  /// The names of settings and what each may be.
  private static let choices = [
    "theme": ["system", "light", "dark"], "language": ["en", "de"],
    "times": ["relative", "local", "utc"], "refresh": ["0", "1", "5", "15"],
    "keys": ["on", "off"],
  ]

  private func keep(_ visit: Visit) async throws -> Response {
    for (name, values) in Self.choices {
      guard let value = visit.form[name] else { continue }
      guard values.contains(value) else {
        throw Problem.invalid("\(name) can be \(values.joined(separator: ", ")).")
      }
      try await services.accounts.set(name, to: value, of: visit.viewer.accountID)
    }
    let language = visit.form["language"] ?? visit.viewer.settings["language"]
    return visit.redirect(to: "/settings", .success(Words.of(language)("Kept.")))
  }

  private func changePassword(_ visit: Visit) async throws -> Response {
    let words = words(visit)
    guard let account = try await services.accounts.account(visit.viewer.accountID) else {
      throw Problem.notFound("There is no such user.")
    }
    do {
      let isRight = try await services.accounts.isPassword(
        visit.form["current"] ?? "", of: account, from: visit.origin)
      if !isRight {
        return visit.redirect(
          to: "/settings", .failure(words("The password until now is another one.")))
      }
    } catch AccountError.throttled(let seconds) {
      return visit.redirect(to: "/settings", .failure(waiting(seconds, words)))
    }
    let password = visit.form["password"] ?? ""
    if password != visit.form["again"] {
      return visit.redirect(
        to: "/settings", .failure(words("The new password was typed in two ways.")))
    }
    var session: String?
    if case .session(let number) = visit.viewer.proof { session = number }
    do {
      try await services.accounts.setPassword(
        password, of: account.id, keeping: session, by: visit.origin)
    } catch let error as AccountError {
      return visit.redirect(to: "/settings", .failure("\(error)"))
    }
    return visit.redirect(
      to: "/settings", .success(words("Changed. Everywhere else you are signed out.")))
  }

  /// What is told who has tried too often: nobody has looked whether it was right this time.
  func waiting(_ seconds: Double, _ words: Words) -> String {
    let whole = words.number(Int(seconds.rounded(.up)))
    return words("There were too many tries. Try again in %1 seconds.", whole)
  }

  private func addToken(_ visit: Visit) async throws -> Response {
    let role = Role(rawValue: visit.form["role"] ?? "") ?? .viewer
    let days = min(max(Int(visit.form["days"] ?? "") ?? 90, 1), 365)
    let made = try await services.accounts.addToken(
      visit.form["name"] ?? "", of: visit.viewer.accountID, role: min(role, visit.viewer.role),
      scope: visit.viewer.scope, seconds: Double(days) * 86_400, with: visit.viewer.tokenID,
      by: visit.origin)
    return try await settings(visit, newToken: made.text.text)
  }
}
