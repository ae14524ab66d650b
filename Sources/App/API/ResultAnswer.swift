import Files
import Foundation
import Pipeline

/// What a business published at one place, as programs see it.
struct ResultAnswer: Encodable {
  struct Version: Encodable {
    let item: Int
    let name: String
    let records: Int
    @AlwaysWritten var time: Date?
    @AlwaysWritten var change: Change?
  }

  /// In files.
  struct Change: Encodable {
    let added: Int
    let changed: Int
    let removed: Int
    let same: Int
  }

  let target: String
  let versions: [Version]

  init(_ result: PublishedResult) {
    target = result.target.description
    versions = result.versions.map { version in
      Version(
        item: version.item, name: version.name, records: version.records, time: version.time,
        change: version.change.map {
          Change(added: $0.added, changed: $0.changed, removed: $0.removed, same: $0.same)
        })
    }
  }

  static let schema = Schema.object([
    .needed("target", .line),
    .needed(
      "versions",
      .many(
        .object([
          .needed("item", .id), .needed("name", .line), .needed("records", .count),
          .needed("time", .nullable(.time)),
          .needed(
            "change",
            .nullable(
              .object([
                .needed("added", .count), .needed("changed", .count),
                .needed("removed", .count), .needed("same", .count),
              ]))),
        ]))),
  ])
}
