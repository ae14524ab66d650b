import Files

/// What a person decides about items that wait or failed: moves of directories, nothing else.
///
/// They work beside a running daemon, which notices, and without one, whose next start does.
package struct ItemActions: Sendable {
  private let workspace: Workspace

  package init(_ workspace: Workspace) { self.workspace = workspace }

  /// - Throws: ``ItemActionError`` unless the item is there, and the held records that are asked
  ///   for wait.
  package func check(_ id: ItemID, isIn place: Workspace.Place, records: [Int]? = nil) throws {
    let directory = try require(id, in: [place])
    if records != nil { _ = try heldRecords(of: Item.read(in: directory), records) }
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
  /// - Parameter records: numbers of the held records that go on, the others wait; nil for all.
  /// - Returns: the stage it goes on with.
  /// - Throws: ``ItemActionError``.
  @discardableResult
  package func release(_ id: ItemID, records: [Int]? = nil) throws -> Stage {
    let directory = try require(id, in: [.hold])
    var item = try Item.read(in: directory)
    let held = HeldRecords(item)
    let stage = try stageToReleaseTo(&item, directory, records)
    item.decisions.append(Item.Decision(stage: Item.Decision.person, records, "released"))
    try item.write(in: directory)
    try removeDecided(held, of: item, in: directory)
    try Renaming.move(directory, to: workspace.directory(of: id, in: Workspace.Place(stage)))
    return stage
  }

  /// Decides against a held item, or against the records held back from it.
  ///
  /// What was published stays published.
  /// - Parameter records: numbers of the held records that are left out, the others wait; nil for
  ///   all, and for the item.
  /// - Throws: ``ItemActionError``.
  package func reject(_ id: ItemID, records: [Int]? = nil) throws {
    let directory = try require(id, in: [.hold])
    var item = try Item.read(in: directory)
    if let records {
      let held = try heldRecords(of: item, records)
      item.decide(records, of: held)
      item.decisions.append(Item.Decision(stage: Item.Decision.person, records, "rejected"))
      try item.write(in: directory)
      try removeDecided(held, of: item, in: directory)
      if !item.held.isEmpty { return }
    } else {
      item.decisions.append(.rejected)
      item.held = [:]
      item.decided = nil
      try item.write(in: directory)
    }
    for stage in Stage.allCases { try HeldStream.remove(of: stage, in: directory) }
    try ItemDirectory.removeStreams(in: directory)
    let wasPublished = item.published != nil
    try Renaming.move(
      directory, to: workspace.directory(of: id, in: wasPublished ? .done : .failed))
  }

  /// An item that was held whole goes on behind its last stage. When it was published, its held
  /// records become the input of the stage behind the one that held them: the latest stage first,
  /// since the stages behind it run again and hold anew.
  private func stageToReleaseTo(
    _ item: inout Item, _ directory: Path, _ records: [Int]?
  ) throws -> Stage {
    let last = item.runs.last?.stage
    guard last == .publish, item.published != nil else {
      if records != nil { throw ItemActionError(reason: .noRecords, id: item.id) }
      return last?.next ?? .publish
    }
    guard records != nil || !item.held.isEmpty else { return .publish }
    let held = try heldRecords(of: item, records)
    guard let name = held.stage.streamName, let next = held.stage.next else { return .publish }
    let numbers = records ?? held.waiting
    let path = directory / HeldStream.name(of: held.stage)
    // An earlier release may have come no further than this move.
    if try FileStatus.ifPresent(path) == nil { try Renaming.move(directory / name, to: path) }
    if numbers.count == held.total {
      try Renaming.move(path, to: directory / name)
    } else {
      try HeldStream.copy(Set(numbers), of: path, to: directory / name)
    }
    try ItemDirectory.removeStreams(of: next, in: directory)
    item.decide(numbers, of: held)
    item.forgetRuns(from: next)
    return next
  }

  /// The records that wait, among which are those that are asked for.
  private func heldRecords(of item: Item, _ asked: [Int]?) throws -> HeldRecords {
    guard item.published != nil, let held = HeldRecords(item) else {
      throw ItemActionError(reason: .noRecords, id: item.id)
    }
    if let number = held.firstUnknown(asked) {
      throw ItemActionError(reason: .otherRecord(number), id: item.id)
    }
    return held
  }

  private func removeDecided(_ held: HeldRecords?, of item: Item, in directory: Path) throws {
    guard let stage = held?.stage, item.held[stage.rawValue] == nil else { return }
    try HeldStream.remove(of: stage, in: directory)
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
    /// It is held whole, or nothing of it is.
    case noRecords
    /// No record of this number waits.
    case otherRecord(Int)
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
    case .noRecords: "item \(id) has no records that wait one by one: decide about the whole of it"
    case .otherRecord(let number):
      "record \(number) of item \(id) waits for no decision: `dropmill show \(id) --held` lists"
        + " those that do"
    }
  }
}
