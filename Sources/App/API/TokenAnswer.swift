import Accounts
import Foundation

/// A token as programs see it, without its text.
struct TokenAnswer: Encodable {
  let id: Int
  let name: String
  let role: String
  @AlwaysWritten var businesses: [String]?
  let created: Date
  let expires: Date
  @AlwaysWritten var used: Date?

  init(_ token: Token) {
    id = token.id
    name = token.name
    role = token.role.rawValue
    businesses = token.scope.names
    created = Date(timeIntervalSince1970: token.created)
    expires = Date(timeIntervalSince1970: token.expires)
    used = token.used.map { Date(timeIntervalSince1970: $0) }
  }

  static let schema = Schema.object([
    .needed("id", .id), .needed("name", .line), .needed("role", .line),
    .needed("businesses", .nullable(.many(.line))), .needed("created", .time),
    .needed("expires", .time), .needed("used", .nullable(.time)),
  ])
}
