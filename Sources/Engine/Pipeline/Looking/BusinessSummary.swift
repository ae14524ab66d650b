package import Foundation
package import Storage

/// What there is of one business at one worker.
package struct BusinessSummary: Sendable, Codable, Equatable {
  package let worker: String
  package let business: String
  package var items = 0
  package var underWay = 0
  package var held = 0
  package var failed = 0
  /// When its newest item was received.
  package var latest: Date?

  /// By worker and name.
  ///
  /// - Parameter visible: the businesses that may be seen; nil for all.
  package static func all(
    visible: [String]? = nil, _ connection: any Connection
  ) throws -> [BusinessSummary] {
    var conditions = SQLConditions()
    if let visible { conditions.addList("business", visible.map(SQLValue.text)) }
    var order: [BusinessSummary] = try connection.query(
      """
      select found.worker, found.business, found.items, received
      from (select worker, business, count(*) as items, max(id) as newest from item
            \(conditions.clause) group by worker, business) as found
      join item on item.id = found.newest
      order by found.worker, found.business
      """, conditions.values
    ) { row in
      var summary = BusinessSummary(worker: row.text(0), business: row.text(1))
      summary.items = row.integer(2)
      summary.latest = Date(timeIntervalSince1970: row.real(3))
      return summary
    }
    var indices: [[String]: Int] = [:]
    for (index, summary) in order.enumerated() {
      indices[[summary.worker, summary.business]] = index
    }
    try connection.forEach(
      """
      select worker, business, place, count(*) from item where place <> 'done'
      group by place, worker, business
      """, []
    ) { row in
      guard let index = indices[[row.text(0), row.text(1)]] else { return }
      switch Workspace.Place(rawValue: row.text(2)) {
      case .hold: order[index].held += row.integer(3)
      case .failed: order[index].failed += row.integer(3)
      // What was deleted is in no list.
      case .trash: order[index].items -= row.integer(3)
      case .done, nil: break
      case .ingest, .process, .nlg, .qa, .publish: order[index].underWay += row.integer(3)
      }
    }
    return order
  }
}
