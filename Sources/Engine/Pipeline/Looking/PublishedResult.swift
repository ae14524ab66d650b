package import Files
package import Foundation
package import Storage

/// What one business has published at one place, with the publications that made it.
package struct PublishedResult: Sendable, Equatable {
  /// One publication: what an item made of it.
  package struct Version: Sendable, Equatable {
    package let item: Int
    /// The file that it came from.
    package let name: String
    /// When the item came to a rest behind it; nil while it goes on.
    package let time: Date?
    package let records: Int
    /// What it changed, in files; nil of what was published before that was written down.
    package let change: PublicationChange?
  }

  /// Relative to the outbox.
  package let target: Path
  /// The newest first.
  package fileprivate(set) var versions: [Version]

  /// Items that are looked at for one business: what is older is found by the list of items.
  private static let itemsMax = 1_000
  /// As many for each publication that is wanted: a glance at many businesses is a glance.
  private static let itemsEach = 100

  /// The latest publications of a business, by where they are seen; what changed last comes first.
  ///
  /// - Parameter limit: publications that are looked at.
  package static func latest(
    of business: String, worker: String, limit: Int, _ connection: any Connection
  ) throws -> [PublishedResult] {
    var results: [PublishedResult] = []
    var places: [Path: Int] = [:]
    try connection.forEach(
      """
      select publication.target, item.id, item.name, item.finished, item.records,
        publication.added, publication.changed, publication.removed, publication.same
      from (select id, name, finished, records, published from item
        where worker = $1 and business = $2 order by id desc
        limit \(min(itemsMax, limit * itemsEach))) as item
      join publication on publication.item = item.id where item.published is not null
      order by item.id desc limit \(limit)
      """, [.text(worker), .text(business)]
    ) { row in
      let target = Path(bytes: row.blob(0))
      if let index = places[target] {
        results[index].versions.append(Version(row))
      } else {
        places[target] = results.count
        results.append(PublishedResult(target: target, versions: [Version(row)]))
      }
    }
    return results
  }
}

extension PublishedResult.Version {
  fileprivate init(_ row: any Row) {
    item = row.integer(1)
    name = row.text(2)
    time = row.optionalReal(3).map(Date.init(timeIntervalSince1970:))
    records = row.integer(4)
    change =
      row.isNull(5)
      ? nil
      : PublicationChange(
        added: row.integer(5), changed: row.integer(6), removed: row.integer(7),
        same: row.integer(8))
  }
}
