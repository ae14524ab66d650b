import Accounts
import Foundation
import HTTPServer
import Pipeline
import Storage
import Web

extension APIRoutes {
  var bulkEndpoints: [Endpoint] {
    [
      Endpoint(
        .post, "/bulk", needs: .operator, "Begins an action on all items that match.",
        query: Self.itemQuery,
        body: .object([.needed("action", .word(ItemAction.all.map(\.description)))]),
        answer: BulkAnswer.schema, status: 202, begin),
      Endpoint(
        .get, "/bulk", needs: .viewer, "The latest actions on many items.",
        query: [
          .init(name: "limit", schema: .integer(1...500), summary: "How many at most.")
        ],
        answer: .object([.needed("actions", .many(BulkAnswer.schema))])
      ) { call in
        let limit = call.limit()
        let found = try await services.database.read { try BulkActionTable($0).latest(limit) }
        let seen = found.filter { call.viewer.seesActions(of: $0.by) }
        return try .json(["actions": seen.map(BulkAnswer.init)])
      },
      Endpoint(
        .get, "/bulk/{id}", needs: .viewer, "How far an action on many items is.",
        path: [("id", .id, "The number of the action.")], answer: BulkAnswer.schema
      ) { call in try .json(BulkAnswer(try await bulk(call.id(), call))) },
    ]
  }

  private func begin(_ call: APICall) async throws -> APIAnswer {
    let action = try Self.action(call)
    let known = Set(ItemQuery.names)
    let query = try Self.query(
      call.visit.request.query.pairs.filter { known.contains($0.name) }
        .map { (name: $0.name, value: $0.value) }, call.viewer)
    let number = try await services.bulk.begin(action, query, by: call.viewer.name)
    let text = query.parameters.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    try await call.visit.audit("items.\(action)", "bulk \(number)", text)
    return try .json(BulkAnswer(try await bulk(number, call)))
  }

  private func bulk(_ number: Int, _ call: APICall) async throws -> BulkAction {
    let found = try await services.database.read { try BulkActionTable($0).one(number) }
    guard let found, call.viewer.seesActions(of: found.by) else {
      throw Problem.notFound("There is no action \(number).")
    }
    return found
  }
}

/// An action on many items as programs see it.
struct BulkAnswer: Encodable {
  let id: Int
  let action: String
  let by: String
  let begun: Date
  let total: Int
  let done: Int
  let skipped: Int
  let reasons: [String]
  @AlwaysWritten var ended: Date?

  init(_ bulk: BulkAction) {
    id = bulk.number
    action = bulk.action.description
    by = bulk.by
    begun = bulk.begun
    total = bulk.total
    done = bulk.done
    skipped = bulk.skipped
    reasons = bulk.reasons.split(separator: "\n").map(String.init)
    ended = bulk.ended
  }

  static let schema = Schema.object([
    .needed("id", .id), .needed("action", .line), .needed("by", .line), .needed("begun", .time),
    .needed("total", .count), .needed("done", .count), .needed("skipped", .count),
    .needed("reasons", .many(.line)), .needed("ended", .nullable(.time)),
  ])
}
