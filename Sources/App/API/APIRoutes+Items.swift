import Accounts
import Foundation
import HTTPServer
import Pipeline
import Storage
import Web

extension APIRoutes {
  static let itemPath = [("id", Schema.id, "The number of the item.")]

  var itemEndpoints: [Endpoint] {
    [
      Endpoint(
        .get, "/items", needs: .viewer, "Items that match, in pages.",
        query: Self.itemQuery + Self.paging(Self.cursor),
        answer: .object([
          .needed("items", .many(ItemAnswer.schema)), .needed("matching", .count),
          .needed("counts", .map(.count)), .needed("next", .nullable(.line)),
        ]), items),
      Endpoint(
        .get, "/items/{id}", needs: .viewer, "An item with its history.", path: Self.itemPath,
        answer: ItemAnswer.detailSchema, item),
      Endpoint(
        .get, "/items/{id}/records", needs: .viewer, "Records that a stage wrote.",
        path: Self.itemPath,
        query: [
          .init(
            name: "stage", schema: .word(Stage.allCases.map(\.rawValue)),
            summary: "Which; ingest by default."),
          .init(name: "from", schema: .id, summary: "The first record; 1 by default."),
          .init(name: "limit", schema: .integer(1...500), summary: "How many at most."),
        ],
        answer: .object([.needed("records", .many(RecordAnswer.schema))]), records),
      Endpoint(
        .get, "/items/{id}/rejects", needs: .viewer, "What was left out, and why.",
        path: Self.itemPath,
        query: [
          .init(name: "skip", schema: .count, summary: "How many to pass over."),
          .init(name: "limit", schema: .integer(1...500), summary: "How many at most."),
        ],
        answer: .object([.needed("rejects", .many(RejectAnswer.schema))]), rejects),
      Endpoint(
        .get, "/items/{id}/held", needs: .viewer, "Records that wait for a decision, and why.",
        path: Self.itemPath,
        query: [
          .init(name: "after", schema: .count, summary: "The number of the last one known."),
          .init(name: "limit", schema: .integer(1...500), summary: "How many at most."),
        ],
        answer: .object([.needed("records", .many(HeldAnswer.schema))]), held),
      Endpoint(
        .post, "/items/{id}/actions", needs: .operator, "Decides about an item.",
        path: Self.itemPath,
        body: .object([
          .needed("action", .word(ItemAction.all.map(\.description))),
          .optional("records", .list(.id, 1...10_000)),
        ]), answer: ItemAnswer.schema, act),
    ]
  }

  private static let age = Schema.pattern("^[0-9]{1,6}[smhd]$") { text in
    text.last.map { "smhd".contains($0) } == true && (2...7).contains(text.utf8.count)
      && text.dropLast().utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// What `next` says: where a page ends.
  private static let cursor = Schema.pattern(
    "^[np][1-9][0-9]{0,14}"
      + "(\\.(i[0-9]{1,15}|r[0-9]{1,12}(\\.[0-9]{1,12})?|s([0-9a-f]{2}){1,1020}))?$"
  ) { ItemPage.Cursor($0) != nil }

  static let itemQuery: [Endpoint.Parameter] = {
    let texts = ["worker", "business", "rule", "outcome", "text"].map {
      Endpoint.Parameter(name: $0, schema: .text(1...200), summary: "Only with this \($0).")
    }
    let ages = ["older", "younger"].map {
      Endpoint.Parameter(
        name: $0, schema: age, summary: "Received so long ago: 90s, 15m, 2h, 3d.")
    }
    return [
      .init(
        name: "place", schema: .word(Workspace.Place.allCases.map(\.rawValue)),
        summary: "Where it lies; several may be given.", isList: true),
      .init(
        name: "progress", schema: .word(ItemQuery.Progress.allCases.map(\.rawValue)),
        summary: "What the queue says of it."),
      .init(name: "parent", schema: .id, summary: "Only parts of this item."),
      .init(
        name: "sort", schema: .word(ItemQuery.Sort.allCases.map(\.rawValue)),
        summary: "By arrival, unless said."),
      .init(name: "order", schema: .word(["up", "down"]), summary: "Down, unless said."),
    ] + texts + ages
  }()

  /// What is asked for, within what the person may see.
  static func query(
    _ parameters: [(name: String, value: String)], _ viewer: Viewer
  ) throws -> ItemQuery {
    do throws(ItemQuery.Fault) {
      var query = try ItemQuery(parameters: parameters)
      query.visibleBusinesses = viewer.scope.names
      return query
    } catch {
      throw Problem.invalid(
        "A parameter is not valid.", [.init(pointer: error.name, detail: error.expected)])
    }
  }

  private func items(_ call: APICall) async throws -> APIAnswer {
    struct Answer: Encodable {
      let items: [ItemAnswer]
      let matching: Int
      let counts: [String: Int]
      @AlwaysWritten var next: String?
    }
    let known = Set(ItemQuery.names)
    let query = try Self.query(
      call.visit.request.query.pairs.filter { known.contains($0.name) }
        .map { (name: $0.name, value: $0.value) }, call.viewer)
    let cursor = try call.text("after").map { text in
      guard let cursor = ItemPage.Cursor(text) else {
        throw Problem.invalid(
          "A parameter is not valid.",
          [.init(pointer: "after", detail: "It must be `next` of the page before.")])
      }
      return cursor
    }
    let (limit, now) = (call.limit(), services.now())
    let page = try await services.database.read {
      try ItemPage.read(query, limit: limit, at: cursor, now: now, $0)
    }
    return try .json(
      Answer(
        items: page.items.map(ItemAnswer.init), matching: page.matching,
        counts: Dictionary(
          page.counts.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { $1 }),
        next: page.next?.description))
  }

  private func item(_ call: APICall) async throws -> APIAnswer {
    try .json(ItemAnswer.Detail(try await details(call)))
  }

  private func records(_ call: APICall) async throws -> APIAnswer {
    let details = try await details(call)
    let stage = call.text("stage").flatMap(Stage.init) ?? .ingest
    let records = try details.records(
      of: stage, from: call.integer("from") ?? 1, limit: call.limit())
    return try .json(["records": records.map { RecordAnswer($0.number, $0.fields) }])
  }

  private func rejects(_ call: APICall) async throws -> APIAnswer {
    let rejects = try await details(call).rejects(
      skipping: call.integer("skip") ?? 0, limit: call.limit())
    return try .json(["rejects": rejects.map(RejectAnswer.init)])
  }

  private func held(_ call: APICall) async throws -> APIAnswer {
    let records = try await details(call).held(
      after: call.integer("after") ?? 0, limit: call.limit())
    return try .json(["records": records.map(HeldAnswer.init)])
  }

  /// What is to be done, with one item or with many.
  ///
  /// - Throws: ``Web/Problem`` where this person may not do that.
  static func action(_ call: APICall) throws -> ItemAction {
    guard let action = call.body["action"]?.text.flatMap({ ItemAction($0) }) else {
      throw Problem.invalid("There is no such action.")
    }
    if action.isForGood, call.viewer.role < .admin {
      throw Problem.forbidden("This is for the role admin: nobody can take it back.")
    }
    return action
  }

  private func act(_ call: APICall) async throws -> APIAnswer {
    let item = try await summary(ItemID(try call.id()), call.viewer)
    let action = try Self.action(call)
    let records = call.body["records"]?.list?.compactMap(\.integer)
    do {
      try await services.desk.perform(
        action, on: ItemID(item.id), records: records, by: call.viewer.name)
    } catch let error as ItemActionError {
      throw Problem.conflict(error.description)
    }
    let list = records.map { "records \($0.map(String.init).joined(separator: ","))" }
    try await call.visit.audit("item.\(action)", "\(item.id)", list ?? "")
    services.changed("item", ItemID(item.id).description, business: item.business)
    return try .json(ItemAnswer(try await summary(ItemID(item.id), call.viewer)))
  }

  /// - Throws: ``Web/Problem`` where there is none that this person may see.
  private func summary(_ id: ItemID, _ viewer: Viewer) async throws -> ItemSummary {
    let found = try await services.database.read { try ItemSummary.one(id, $0) }
    guard let found, viewer.scope.contains(found.business) else {
      throw Problem.notFound("There is no item \(id.number).")
    }
    return found
  }

  private func details(_ call: APICall) async throws -> ItemDetails {
    let id = ItemID(try call.id())
    _ = try await summary(id, call.viewer)
    let found = try await ItemDetails.read(
      id, in: services.workspace, visible: call.viewer.scope.names, services.database)
    guard let found else { throw Problem.notFound("Item \(id.number) is no longer kept.") }
    return found
  }
}
