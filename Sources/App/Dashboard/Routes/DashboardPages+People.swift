import Accounts
import Cryptography
import Foundation
import HTTPServer
import Pages
import Web

// Who may sign in, and what people did.
extension DashboardPages {
  var peopleRoutes: [WebRoute] {
    [
      WebRoute(.get, "/people", needs: .admin) { visit in try await people(visit, link: nil) },
      WebRoute(.post, "/people", needs: .admin) { visit in try await invite(visit) },
      WebRoute(.post, "/people/{id}", needs: .admin) { visit in try await change(visit) },
      WebRoute(.get, "/audit", needs: .admin) { visit in
        let context = try await context(of: visit)
        let before = visit.request.query["before"].flatMap(Int.init)
        let entries = try await services.accounts.audit(before: before, limit: 100)
        return page(.audit, context, visit) {
          AuditPage(
            entries: entries, next: entries.count == 100 ? entries.last?.id : nil,
            context: context)
        }
      },
    ]
  }

  private func people(
    _ visit: Visit, link: (name: String, address: String)?
  ) async throws -> Response {
    let context = try await context(of: visit)
    let accounts = try await services.accounts.accounts()
    return page(.people, context, visit) {
      PeoplePage(accounts: accounts, link: link, context: context)
    }
  }

  private func scope(_ visit: Visit) -> BusinessScope {
    let names = (visit.form["businesses"] ?? "").split(whereSeparator: \.isNewline)
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    return names.isEmpty ? .all : .only(Set(names))
  }

  private func invite(_ visit: Visit) async throws -> Response {
    let name = visit.form["name"] ?? ""
    guard let role = Role(rawValue: visit.form["role"] ?? "") else {
      throw Problem.invalid("There is no such role.")
    }
    do {
      let account = try await services.accounts.add(
        name, role: role, scope: scope(visit), password: nil, by: visit.origin)
      return try await showLink(for: account, visit)
    } catch let error as AccountError {
      return visit.redirect(to: "/people", .failure("\(error)"))
    }
  }

  private func showLink(for account: Account, _ visit: Visit) async throws -> Response {
    let secret = try await services.accounts.link(for: account.id, by: visit.origin)
    let scheme = visit.isSecure ? "https" : "http"
    let host = visit.request.headers["Host"] ?? ""
    return try await people(
      visit, link: (account.name, "\(scheme)://\(host)/welcome/\(secret.text)"))
  }

  private func change(_ visit: Visit) async throws -> Response {
    let words = words(visit)
    guard let id = Int(visit.parameters["id"] ?? ""),
      let account = try await services.accounts.account(id)
    else { throw Problem.notFound("There is no such user.") }
    do {
      switch visit.form["do"] {
      case "link": return try await showLink(for: account, visit)
      case "no-code":
        try await services.accounts.removeSecondFactor(of: id, by: visit.origin)
      case "lock", "unlock":
        try await services.accounts.change(
          id, isDisabled: visit.form["do"] == "lock", by: visit.origin)
      default:
        guard visit.form["was"] == account.rights else {
          throw Problem.conflict(
            "What \(account.name) may was changed meanwhile: nothing was kept.",
            hint: "Look at the page again, and change it there.")
        }
        try await services.accounts.change(
          id, role: Role(rawValue: visit.form["role"] ?? ""), scope: scope(visit),
          by: visit.origin)
      }
    } catch let error as AccountError {
      return visit.redirect(to: "/people", .failure("\(error)"))
    }
    return visit.redirect(to: "/people", .success(words("Kept.")))
  }
}
