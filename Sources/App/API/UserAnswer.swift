import Accounts
import Foundation

/// A user as programs see it.
struct UserAnswer: Encodable {
  let id: Int
  let name: String
  let role: String
  @AlwaysWritten var businesses: [String]?
  let isDisabled: Bool
  let hasSecondFactor: Bool
  let created: Date

  init(_ account: Account) {
    id = account.id
    name = account.name
    role = account.role.rawValue
    businesses = account.scope.names
    isDisabled = account.isDisabled
    hasSecondFactor = account.hasSecondFactor
    created = Date(timeIntervalSince1970: account.created)
  }

  static let schema = Schema.object([
    .needed("id", .id), .needed("name", .line), .needed("role", .line),
    .needed("businesses", .nullable(.many(.line))), .needed("isDisabled", .flag),
    .needed("hasSecondFactor", .flag), .needed("created", .time),
  ])
}
