import Accounts
import Foundation

/// An entry of the audit log as programs see it.
struct AuditAnswer: Encodable {
  let id: Int
  let time: Date
  let name: String
  let action: String
  let subject: String
  let detail: String
  let address: String
  let request: String

  init(_ entry: AuditEntry) {
    id = entry.id
    time = Date(timeIntervalSince1970: entry.time)
    name = entry.origin.name
    action = entry.action
    subject = entry.subject
    detail = entry.detail
    address = entry.origin.address
    request = entry.origin.request
  }

  static let schema = Schema.object([
    .needed("id", .id), .needed("time", .time), .needed("name", .line),
    .needed("action", .line), .needed("subject", .line), .needed("detail", .line),
    .needed("address", .line), .needed("request", .line),
  ])
}
