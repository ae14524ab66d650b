import Accounts
import HTTPServer
import Pages
import Pipeline
import Web

// Lists that people keep under a name.
extension DashboardPages {
  var viewRoutes: [WebRoute] {
    [
      WebRoute(.post, "/items/views", needs: .viewer) { visit in try await keepView(visit) },
      WebRoute(.post, "/items/views/remove", needs: .viewer) { visit in
        let view = SavedView(name: visit.form["name"] ?? "", query: "")
        try await services.accounts.forget(setting: view.setting, of: visit.viewer.accountID)
        return visit.redirect(to: "/items", .success(words(visit)("Removed.")))
      },
    ]
  }

  private func keepView(_ visit: Visit) async throws -> Response {
    let words = words(visit)
    let name = (visit.form["name"] ?? "").split(separator: " ").joined(separator: " ")
    let text = visit.form["query"] ?? ""
    // What is no query is refused here, and not when somebody opens it.
    let parameters = try query(
      FormFields(decoding: Array(text.utf8.drop { $0 == 0x3F })), visit.viewer
    ).parameters
    let view = SavedView(name: name, query: Address.of("", parameters))
    guard !name.isEmpty, name.unicodeScalars.count <= SavedView.nameCharactersMax,
      view.query.utf8.count <= SavedView.queryBytesMax
    else {
      throw Problem.invalid(
        "A view needs a name of at most \(SavedView.nameCharactersMax) characters, and not too many"
          + " filters.")
    }
    let known = SavedView.all(in: visit.viewer.settings)
    if known.count >= SavedView.countMax, !known.contains(where: { $0.name == name }) {
      throw Problem.invalid("There are \(known.count) views: remove one first.")
    }
    try await services.accounts.set(view.setting, to: view.query, of: visit.viewer.accountID)
    return visit.redirect(to: "/items" + view.query, .success(words("Kept as “%1”.", name)))
  }
}
