import Files

/// What a person decides about items that wait or failed: moves of directories, nothing else.
///
/// They work beside a running daemon, which notices, and without one, whose next start does.
package struct ItemActions: Sendable {
  private let workspace: Workspace

  package init(_ workspace: Workspace) { self.workspace = workspace }

  /// - Throws: ``ItemActionError`` unless the item is there.
  package func check(_ id: ItemID, isIn place: Workspace.Place) throws {
    _ = try require(id, in: [place])
  }

  /// Runs a failed item again, from its source.
  ///
  /// - Throws: ``ItemActionError``.
  package func retry(_ id: ItemID) throws {
    let directory = try require(id, in: [.failed])
    var item = try Item.read(in: directory)
    item.findings = []
    item.held = [:]
    item.runs = []
    item.decisions = [Item.Decision(stage: Item.Decision.person, text: "tried again")]
    try item.write(in: directory)
    try ItemDirectory.removeStreams(in: directory)
    try ItemDirectory.removeLeftovers(of: .ingest, in: directory)
    try Renaming.move(directory, to: workspace.directory(of: id, in: .ingest))
  }

  /// Lets a held item, or the records held back from it, go on.
  ///
  /// - Returns: the stage it goes on with.
  /// - Throws: ``ItemActionError``.
  @discardableResult
  package func release(_ id: ItemID) throws -> Stage {
    let directory = try require(id, in: [.hold])
    var item = try Item.read(in: directory)
    let stage = try stageToReleaseTo(&item, directory)
    item.decisions.append(Item.Decision(stage: Item.Decision.person, text: "released"))
    try item.write(in: directory)
    try Renaming.move(directory, to: workspace.directory(of: id, in: Workspace.Place(stage)))
    return stage
  }

  /// Decides against a held item, or against the records held back from it.
  ///
  /// What was published stays published.
  /// - Throws: ``ItemActionError``.
  package func reject(_ id: ItemID) throws {
    let directory = try require(id, in: [.hold])
    var item = try Item.read(in: directory)
    let wasPublished = item.published != nil
    item.decisions.append(.rejected)
    item.held = [:]
    try item.write(in: directory)
    for stage in Stage.allCases { try Directory.removeFile(directory / HeldStream.name(of: stage)) }
    try ItemDirectory.removeStreams(in: directory)
    try Renaming.move(
      directory, to: workspace.directory(of: id, in: wasPublished ? .done : .failed))
  }

  /// An item that was held whole goes on behind its last stage. When it was published, its held
  /// records become the input of the stage behind the one that held them: the latest stage first,
  /// since the stages behind it run again and hold anew.
  private func stageToReleaseTo(_ item: inout Item, _ directory: Path) throws -> Stage {
    let last = item.runs.last?.stage
    guard last == .publish, item.published != nil,
      let stage = Stage.allCases.last(where: { item.held[$0.rawValue] != nil }),
      let name = stage.streamName, let next = stage.next
    else { return last?.next ?? .publish }
    let held = directory / HeldStream.name(of: stage)
    // It is not there when an earlier release came no further.
    if try FileStatus.ifPresent(held) != nil { try Renaming.move(held, to: directory / name) }
    try ItemDirectory.removeStreams(of: next, in: directory)
    item.held[stage.rawValue] = nil
    item.forgetRuns(from: next)
    return next
  }

  private func require(_ id: ItemID, in places: [Workspace.Place]) throws -> Path {
    guard let place = try workspace.place(of: id) else {
      throw ItemActionError(reason: .unknown, id: id)
    }
    guard places.contains(place) else {
      throw ItemActionError(reason: .elsewhere(place), id: id)
    }
    return workspace.directory(of: id, in: place)
  }
}

/// Why a decision about an item cannot be carried out.
package struct ItemActionError: Error, Equatable, CustomStringConvertible {
  package enum Reason: Equatable, Sendable {
    case unknown
    case elsewhere(Workspace.Place)
  }

  package var reason: Reason
  package var id: ItemID

  package init(reason: Reason, id: ItemID) {
    self.reason = reason
    self.id = id
  }

  package var description: String {
    switch reason {
    case .unknown: "no item \(id): `dropmill status` lists them"
    case .elsewhere(.done): "item \(id) is done"
    case .elsewhere(.failed): "item \(id) has failed: `dropmill retry \(id)` runs it again"
    case .elsewhere(.hold):
      "item \(id) waits for a decision: `dropmill release \(id)` or `dropmill reject \(id)`"
    case .elsewhere(let place): "item \(id) is under way, at \(place.rawValue)"
    }
  }
}
