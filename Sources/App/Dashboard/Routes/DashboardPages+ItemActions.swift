import Accounts
import Foundation
import HTTPServer
import Pages
import Pipeline
import Storage
import Web

// What is done with items: first asked, then carried out.
extension DashboardPages {
  var itemActionRoutes: [WebRoute] {
    [
      WebRoute(.post, "/items/decide", needs: .operator) { visit in try await ask(visit) },
      WebRoute(.post, "/items/carry-out", needs: .operator) { visit in
        try await carryOut(visit)
      },
      WebRoute(.post, "/items/{id}/records", needs: .operator) { visit in
        try await decideRecords(visit)
      },
      WebRoute(.post, "/items/{id}/change", needs: .operator) { visit in
        try await change(visit)
      },
    ]
  }

  private func action(_ visit: Visit) throws -> ItemAction {
    guard let action = ItemAction(visit.form["action"] ?? "") else {
      throw Problem.invalid("It was not said what is to be done.")
    }
    if action.isForGood, visit.viewer.role < .admin {
      throw Problem.forbidden("This is for the role admin: nobody can take it back.")
    }
    return action
  }

  private func ids(_ visit: Visit) -> [ItemID] { visit.form.all("id").compactMap { ItemID($0) } }

  /// The query of a list, as its form sends it back.
  private func query(_ visit: Visit) throws -> ItemQuery {
    let text = visit.form["query"] ?? ""
    return try query(FormFields(decoding: Array(text.utf8.drop { $0 == 0x3F })), visit.viewer)
  }

  private func ask(_ visit: Visit) async throws -> Response {
    let context = try await context(of: visit)
    let action = try action(visit)
    let words = context.words
    if visit.form["all"] == "yes" {
      let query = try query(visit).narrowed(to: action.places)
      let now = services.now()
      let found = try await services.database.read {
        try ItemPage.read(query, limit: ItemPage.limitMax, now: now, $0)
      }
      // What nobody can take back is done to those that are there now, and to none that comes to
      // them while somebody reads the page.
      let ids = action.isForGood && found.next == nil ? found.items.map(\.id) : []
      return page(action.title(words), .items, context, visit) {
        ConfirmPage(
          action: action, ids: ids, query: visit.form["query"] ?? "", count: found.matching,
          name: nil, context: context)
      }
    }
    let ids = ids(visit)
    if ids.isEmpty {
      return visit.redirect(to: back(visit), .notice(words("Choose some items first.")))
    }
    let names = try await names(of: ids, visit.viewer)
    if ids.count == 1, !Self.needsWord(action) {
      return try await carryOut(action, ids, visit, context)
    }
    return page(action.title(words), .items, context, visit) {
      ConfirmPage(
        action: action, ids: ids.map(\.number), query: "", count: ids.count,
        name: ids.count == 1 ? names.first : nil, context: context)
    }
  }

  /// What can be taken back, or only goes on, needs no second word for one item, nor for some that
  /// have come to those of which it was asked.
  private static func needsWord(_ action: ItemAction) -> Bool {
    ![.retry, .restore, .release].contains(action)
  }

  /// - Throws: ``Web/Problem`` when one is not there for this person.
  private func names(of ids: [ItemID], _ viewer: Viewer) async throws -> [String] {
    let found = try await services.database.read { connection in
      try ids.map { try ItemSummary.one($0, connection) }
    }
    return try zip(ids, found).map { id, item in
      guard let item, viewer.scope.contains(item.business) else {
        throw Problem.notFound("There is no item \(id.number).")
      }
      return item.name
    }
  }

  private func carryOut(_ visit: Visit) async throws -> Response {
    let context = try await context(of: visit)
    let action = try action(visit)
    let ids = ids(visit)
    if ids.isEmpty { return try await carryOutAll(action, visit, context) }
    _ = try await names(of: ids, visit.viewer)
    return try await carryOut(action, ids, visit, context)
  }

  private func carryOutAll(
    _ action: ItemAction, _ visit: Visit, _ context: PageContext
  ) async throws -> Response {
    let count = visit.form["count"].flatMap(Int.init) ?? 0
    if count > ConfirmPage.typedFrom, visit.form["typed"].flatMap(Int.init) != count {
      throw Problem.invalid("The number that was typed is not \(count): nothing was done.")
    }
    let query = try query(visit)
    if Self.needsWord(action) { try await checkHasNotGrown(query, action, count) }
    let number = try await services.bulk.begin(action, query, by: visit.viewer.name)
    try await visit.audit("items.\(action)", "all that match", visit.form["query"] ?? "")
    services.changed("bulk", String(number))
    return visit.redirect(
      to: back(visit), .success(context.words("It has begun; the list shows how far it is.")))
  }

  /// - Throws: ``Web/Problem`` when more match now than somebody has said yes to.
  private func checkHasNotGrown(
    _ query: ItemQuery, _ action: ItemAction, _ count: Int
  ) async throws {
    let (asked, now) = (query.narrowed(to: action.places), services.now())
    let there = try await services.database.read { try ItemPage.matching(asked, now: now, $0) }
    if there > count {
      throw Problem.conflict(
        "The list held \(count) when it was asked, and holds \(there) now: nothing was done.",
        hint: "Go back to it, look at them, and ask again.")
    }
  }

  private func carryOut(
    _ action: ItemAction, _ ids: [ItemID], _ visit: Visit, _ context: PageContext
  ) async throws -> Response {
    let words = context.words
    var done = 0
    var refused: [String] = []
    for id in ids {
      do {
        try await services.desk.perform(action, on: id, by: visit.viewer.name)
        try await visit.audit("item.\(action)", String(id.number))
        services.changed("item", id.description)
        done += 1
      } catch let error as ItemActionError {
        refused.append(error.description)
      }
    }
    // What is gone for good has no page any more.
    let isKept = ids.count == 1 && !action.isForGood
    let target = isKept ? "/items/\(ids[0].number)" : back(visit)
    if let first = refused.first {
      return visit.redirect(
        to: target,
        .failure(
          words("%1 done, %2 not: %3", words.number(done), words.number(refused.count), first)))
    }
    return visit.redirect(
      to: target,
      .success("\(action.title(words)): \(words.count(done, "1 item", "%1 items"))."))
  }

  private func decideRecords(_ visit: Visit) async throws -> Response {
    let context = try await context(of: visit)
    let words = context.words
    let details = try await details(visit)
    let id = details.item.id
    let target = "/items/\(id.number)"
    let records = visit.form.all("record").compactMap { Int($0) }
    if records.isEmpty {
      return visit.redirect(to: target, .notice(words("Choose some records first.")))
    }
    let action = try action(visit)
    guard action == .reject || action == .release else {
      throw Problem.invalid("It was not said what is to be done.")
    }
    do {
      try await services.desk.perform(action, on: id, records: records, by: visit.viewer.name)
    } catch let error as ItemActionError {
      return visit.redirect(to: target, .failure(error.description))
    }
    let list = records.map(String.init).joined(separator: ",")
    try await visit.audit("item.\(action)", String(id.number), "records \(list)")
    services.changed("item", id.description, business: details.item.business)
    let text =
      action == .release
      ? words("%1 go on.", words.count(records.count, "1 record", "%1 records"))
      : words("%1 left out.", words.count(records.count, "1 record", "%1 records"))
    return visit.redirect(to: target, .success(text))
  }

  /// Gives the item to another business, and runs it again.
  private func change(_ visit: Visit) async throws -> Response {
    let details = try await details(visit)
    let id = details.item.id
    let business = (visit.form["business"] ?? "").trimmingCharacters(in: .whitespaces)
    guard BusinessScope.isName(business) else {
      throw Problem.invalid("“\(business.prefix(100))” cannot be the name of a business's folder.")
    }
    guard visit.viewer.scope.contains(business) else {
      throw Problem.forbidden("“\(business)” is none of your businesses.")
    }
    do {
      try await services.desk.change(id, business: business, by: visit.viewer.name)
    } catch let error as ItemActionError {
      return visit.redirect(to: "/items/\(id.number)", .failure(error.description))
    }
    try await visit.audit(
      "item.change", String(id.number), "\(details.item.business) → \(business)")
    services.changed("item", id.description, business: business)
    return visit.redirect(
      to: "/items/\(id.number)",
      .success(words(visit)("It is run again, for %1.", business)))
  }

  private func back(_ visit: Visit) -> String {
    "/items" + (visit.form["query"] ?? "")
  }
}
