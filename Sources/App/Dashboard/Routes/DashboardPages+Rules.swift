import Accounts
import Foundation
import HTTPServer
import Pages
import Pipeline
import Rules
import Storage
import Web

// Rule files: read, checked, changed.
extension DashboardPages {
  var ruleRoutes: [WebRoute] {
    [
      WebRoute(.get, "/rules", needs: .viewer) { visit in try await rules(visit) }.ofAll(),
      WebRoute(.get, "/rules/new", needs: .admin) { visit in
        let wish = visit.request.query["name"] ?? ""
        let name = wish.isEmpty ? "50-new.yaml" : wish
        if try services.rules.files().contains(where: { $0.file.name == name }) {
          return .redirect(to: "/rules/file/\(Address.encoded(name))")
        }
        return try await file(visit, try ruleName(name), RuleForm(text: Self.example))
      },
      WebRoute(.get, "/rules/file/{name}", needs: .viewer) { visit in
        let name = visit.parameters["name"] ?? ""
        if let stored = try services.rules.stored(name) {
          return try await file(
            visit, name, RuleForm(text: stored.text, fingerprint: stored.fingerprint))
        }
        guard let own = services.rules.ownFiles.first(where: { $0.name == name }) else {
          throw Problem.notFound("There is no rule file “\(name)”.")
        }
        return try await file(
          visit, name, RuleForm(text: String(decoding: own.shipped, as: UTF8.self)))
      }.ofAll(),
      WebRoute(.post, "/rules/file/{name}", needs: .admin) { visit in try await save(visit) },
    ]
  }

  /// What stands in the editor.
  private struct RuleForm {
    var text: String
    var fingerprint = ""
    var faults: [RuleFault] = []
    /// What somebody else has saved meanwhile.
    var other: String?
    /// What comes of it for an example, when it was asked for.
    var preview: [(name: String, text: String)]?
  }

  private static let example = """
    rules:
      - name: orders
        match: {path: "worker/orders/**", name: "*.csv"}
        worker: worker

    """

  private func ruleName(_ name: String) throws -> String {
    if services.rules.takes(name) { return name }
    throw Problem.invalid(
      "A rule file is named with letters, digits, - and _, and ends in .yaml: 05-orders.yaml")
  }

  private func rules(_ visit: Visit) async throws -> Response {
    let context = try await context(of: visit)
    let faults = try services.rules.faults()
    let files = try services.rules.files().map { stored in
      let (rules, _) = services.rules.read(stored)
      return RulesPage.File(name: stored.file.name, rules: rules, changed: stored.changed)
    }
    let own = try services.rules.ownFiles.map { own in
      let stored = try services.rules.stored(own.name)
      return RulesPage.OwnFile(
        name: own.name, isShipped: !own.shipped.isEmpty, changed: stored?.changed,
        faultCount: stored.map { own.check($0.file).count } ?? 0)
    }
    return page(.rules, context, visit) {
      RulesPage(files: files, own: own, faults: faults, context: context)
    }
  }

  private func file(
    _ visit: Visit, _ name: String, _ form: RuleForm, status: Int = 200
  ) async throws -> Response {
    let context = try await context(of: visit)
    let versions = try await services.database.read {
      try RuleHistory($0).versions(of: name)
    }
    var response = page(name, .rules, context, visit) {
      RuleFilePage(
        name: name, text: form.text, isNew: form.fingerprint.isEmpty, faults: form.faults,
        fingerprint: form.fingerprint, versions: versions, other: form.other,
        preview: preview(name, form), context: context)
    }
    response.status = status
    return response
  }

  private func save(_ visit: Visit) async throws -> Response {
    let name = try ruleName(visit.parameters["name"] ?? "")
    let words = Words.of(visit.viewer.settings["language"])
    // A browser sends line ends of its own.
    let text = (visit.form["text"] ?? "").replacingOccurrences(of: "\r\n", with: "\n")
    var form = RuleForm(text: text, fingerprint: visit.form["fingerprint"] ?? "")
    let bytes = Array(text.utf8)
    if visit.form["do"] != "save" {
      form.faults = try services.rules.faults(of: name, bytes)
      if !form.faults.isEmpty { return try await file(visit, name, form) }
      if visit.form["do"] == "preview" { form.preview = services.rules.preview(of: name, bytes) }
      return try await checked(visit, name, form)
    }
    let verdict = try await services.rules.save(
      name, bytes, over: form.fingerprint, by: visit.viewer.name)
    let address = "/rules/file/\(Address.encoded(name))"
    switch verdict {
    case .saved:
      try await visit.audit("rules.write", name)
      services.changed("rules", name)
      return visit.redirect(to: address, .success(words("Saved: the rules are in force.")))
    case .faults(let faults):
      form.faults = faults
      return try await file(visit, name, form)
    case .changedMeanwhile:
      // Their text is shown beside; who saves again has seen it.
      let stored = try services.rules.stored(name)
      form.other = stored?.text ?? ""
      form.fingerprint = stored?.fingerprint ?? ""
      return try await file(visit, name, form, status: 409)
    }
  }

  private func checked(_ visit: Visit, _ name: String, _ form: RuleForm) async throws -> Response {
    var context = try await context(of: visit)
    context.notes.append(
      PageContext.Note(kind: .good, text: context.words("This holds. It is not saved yet.")))
    let shown = context
    return page(name, .rules, shown, visit) {
      RuleFilePage(
        name: name, text: form.text, isNew: form.fingerprint.isEmpty, faults: [],
        fingerprint: form.fingerprint, versions: [], other: nil, preview: preview(name, form),
        context: shown)
    }
  }

  private func preview(_ name: String, _ form: RuleForm) -> RuleFilePage.Preview {
    if let parts = form.preview { return .shown(parts.map { .init(name: $0.name, text: $0.text) }) }
    let hasOne = services.rules.ownFiles.contains { $0.name == name && $0.preview != nil }
    return hasOne ? .offered : .none
  }
}
