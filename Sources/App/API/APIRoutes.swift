import Accounts
package import Files
import HTTPServer
package import Storage
package import Web

/// All that programs can ask for, as routes.
package struct APIRoutes: Sendable {
  let services: APIServices
  let uploads: UploadDesk

  package init(_ services: APIServices) {
    self.services = services
    uploads = UploadDesk(services.workspace, services.uploads)
  }

  /// Removes what broken uploads of an earlier process left in the inbox: before any is answered.
  ///
  /// - Parameter refused: told of each folder or file that it could not look at or remove.
  package func removeLeftUploads(
    refused: @escaping @Sendable (FileError) -> Void
  ) async { await uploads.removeLeft(refused: refused) }

  /// What programs were answered, so that nothing is done twice for them.
  package static let migrations = AnswerTable.migrations

  var endpoints: [Endpoint] {
    itemEndpoints + bulkEndpoints + runningEndpoints + ruleEndpoints + agentEndpoints
      + toolEndpoints + peopleEndpoints
  }

  package var routes: [WebRoute] {
    let endpoints = endpoints
    let door = APIDoor(endpoints, database: services.database, now: services.now)
    let document = OpenAPI(endpoints: endpoints).document
    let description = WebRoute(.get, Endpoint.base + "/openapi.json", needs: .viewer) { _ in
      .json(try APIAnswer.json(document).bytes)
    }
    return endpoints.map { $0.route(door) } + [description] + watchRoutes + uploadRoutes
  }

  /// `limit`, and where a page begins.
  static func paging(_ schema: Schema) -> [Endpoint.Parameter] {
    [
      .init(name: "limit", schema: .integer(1...500), summary: "How many at most; 50 by default."),
      .init(name: "after", schema: schema, summary: "`next` of the page before."),
    ]
  }
}
