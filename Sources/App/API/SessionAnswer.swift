import Accounts
import Foundation

/// A session as programs see it.
struct SessionAnswer: Encodable {
  let id: String
  let begun: Date
  let seen: Date
  let address: String
  let agent: String

  init(_ session: Session) {
    id = session.number
    begun = Date(timeIntervalSince1970: session.begun)
    seen = Date(timeIntervalSince1970: session.seen)
    address = session.address
    agent = session.agent
  }

  static let schema = Schema.object([
    .needed("id", .line), .needed("begun", .time), .needed("seen", .time),
    .needed("address", .line), .needed("agent", .line),
  ])
}
