import Files
import Telemetry

// What a start does with publications that were decided before it: they become visible, and their
// items come to a rest.

extension Recovery {
  /// One that something stands in the way of stays decided, and keeps no other item waiting.
  func finishPublications() async throws {
    let (visible, left) = try await outbox.recover()
    for publication in visible { try finish(publication) }
    for (publication, error) in left {
      logger.error(
        "results not visible",
        [
          "item": "\(publication.item)", "target": "\(publication.target)", "reason": "\(error)",
          "detail": "they are decided, and become visible when nothing is in their way any more",
        ])
    }
  }

  /// The publication is visible: the item only has to be put where it belongs.
  ///
  /// When `item.json` does not know what the stages left out and held back, they run once more, and
  /// find everything published.
  private func finish(_ publication: Publication) throws {
    let directory = workspace.directory(of: publication.item, in: .publish)
    guard try FileStatus.ifPresent(directory) != nil else { return }
    var item = try Item.read(in: directory)
    // One that was published before is on its way again, and not there yet.
    guard item.records(of: .qa) != nil, item.published == nil else { return }
    item.published = publication.target.description
    try item.write(in: directory)
    let place: Workspace.Place = item.held.isEmpty ? .done : .hold
    if place == .done { try ItemDirectory.removeStreams(in: directory) }
    try ItemDirectory.removeFiles(in: directory)
    try Renaming.move(directory, to: workspace.directory(of: publication.item, in: place))
  }
}
