import Files
package import Foundation

/// What a person decides about items that have come to a rest: moves of directories, and reports
/// that say so.
///
/// They work beside a running daemon, which notices, and without one, whose next start does.
package struct ItemActions: Sendable {
  private let workspace: Workspace
  private let signature: Signature?

  /// Who decides, and when.
  package struct Signature: Sendable {
    package let name: String
    package let time: Date

    package init(name: String, time: Date) {
      self.name = name
      self.time = time
    }
  }

  package init(_ workspace: Workspace, by signature: Signature? = nil) {
    self.workspace = workspace
    self.signature = signature
  }

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
    // What people decided stays to be read.
    item.decisions.removeAll { $0.stage != Item.Decision.person }
    item.decisions.append(decision(Item.Decision.triedAgain))
    try item.write(in: directory, isDurable: true)
    try ItemDirectory.removeStreams(in: directory)
    try ItemDirectory.removeLeftovers(of: .ingest, in: directory)
    try Renaming.move(directory, to: workspace.directory(of: id, in: .ingest))
  }

  /// Runs an item that has come to a rest again, from a stage on.
  ///
  /// - Returns: the stage it begins with: an earlier one when what the asked one reads is no longer
  ///   kept. The source always is, and it alone has all records when some were released: those
  ///   went on by themselves.
  /// - Throws: ``ItemActionError``.
  @discardableResult
  package func replay(_ id: ItemID, from asked: Stage) throws -> Stage {
    let directory = try require(id, in: [.done, .hold, .failed])
    var item = try Item.read(in: directory)
    let stage =
      try item.wasReleased
      ? .ingest : ItemDirectory.lastStageWithInput(upTo: asked, in: directory)
    item.forget(from: stage)
    item.decisions.append(decision(Item.Decision.runAgain + stage.rawValue))
    try item.write(in: directory, isDurable: true)
    if let own = stage.streamName { try Directory.removeFile(directory / own) }
    if stage == .ingest { try ItemDirectory.removeFiles(in: directory) }
    if let next = stage.next { try ItemDirectory.removeStreams(of: next, in: directory) }
    try PublishedStream.remove(in: directory)
    try ItemDirectory.removeLeftovers(of: stage, in: directory)
    try move(id, directory, to: Workspace.Place(stage))
    return stage
  }

  /// Puts an item that has come to a rest away, to be removed later. What it published stays.
  ///
  /// - Throws: ``ItemActionError``.
  package func delete(_ id: ItemID) throws {
    let directory = try require(id, in: [.done, .hold, .failed])
    var item = try Item.read(in: directory)
    let place = try workspace.place(of: id) ?? .failed
    item.decisions.append(decision(Item.Decision.deleted + place.rawValue))
    try item.write(in: directory, isDurable: true)
    try move(id, directory, to: .trash)
  }

  /// Removes a deleted item for good.
  ///
  /// - Throws: ``ItemActionError``.
  func purge(_ id: ItemID) throws { try Directory.remove(try require(id, in: [.trash])) }

  /// Gives an item that published nothing to another business, and runs it again from its source.
  ///
  /// - Throws: ``ItemActionError``.
  package func change(_ id: ItemID, business: String) throws {
    let directory = try require(id, in: [.hold, .failed])
    var item = try Item.read(in: directory)
    // It would belong to both: what is published stays.
    if item.published != nil { throw ItemActionError(reason: .published, id: id) }
    item.decisions.append(decision("business “\(item.business)” became “\(business)”"))
    item.business = business
    try item.write(in: directory, isDurable: true)
    try replay(id, from: .ingest)
  }

  /// Takes a deleted item back.
  ///
  /// - Returns: where it is now.
  /// - Throws: ``ItemActionError``.
  @discardableResult
  package func restore(_ id: ItemID) throws -> Workspace.Place {
    let directory = try require(id, in: [.trash])
    var item = try Item.read(in: directory)
    let deleted = item.decisions.last { $0.text.hasPrefix(Item.Decision.deleted) }?.text ?? ""
    let name = String(deleted.dropFirst(Item.Decision.deleted.count))
    let place = Workspace.Place(rawValue: name) ?? .failed
    item.decisions.removeAll { $0.text == deleted }
    item.decisions.append(decision("put back"))
    try item.write(in: directory, isDurable: true)
    try move(id, directory, to: place)
    return place
  }

  /// Takes an item that waits for its turn out of the queue: it counts as failed, and can be tried
  /// again.
  ///
  /// Only for the daemon, after it has made sure that the item is not at work.
  func cancel(_ id: ItemID, at stage: Stage) throws {
    let place = Workspace.Place(stage)
    let directory = try require(id, in: [place])
    var item = try Item.read(in: directory)
    item.findings.append(
      Finding(.error, "cancelled", "a person took it out of the queue at \(stage.rawValue)"))
    item.decisions.append(decision("cancelled"))
    try item.write(in: directory, isDurable: true)
    try Renaming.move(directory, to: workspace.directory(of: id, in: .failed))
  }

  /// The daemon does not watch where finished and deleted items lie: a mark says what has moved.
  private func move(_ id: ItemID, _ directory: Path, to place: Workspace.Place) throws {
    try Renaming.move(directory, to: workspace.directory(of: id, in: place))
    try FileWriter.write([], to: MovedMark.path(of: id, in: workspace))
  }

  /// A decision about some of the records, or about all where there are no numbers.
  private func decision(_ verb: String, _ records: [Int]? = nil) -> Item.Decision {
    let text =
      records.map { numbers in
        let list = numbers.sorted().map(String.init).joined(separator: ", ")
        return "\(verb) record\(numbers.count == 1 ? "" : "s") \(list)"
      } ?? verb
    var decision = Item.Decision(stage: Item.Decision.person, text: text)
    decision.time = signature?.time
    decision.by = signature?.name
    return decision
  }

  /// Lets a held item, or the records held back from it, go on.
  ///
  /// - Parameter records: numbers of the held records that go on, the others wait; nil for all.
  /// - Returns: the stage it goes on with.
  /// - Throws: ``ItemActionError``.
  @discardableResult
  package func release(_ id: ItemID, records: [Int]? = nil) throws -> Stage {
    let directory = try require(id, in: [.hold])
    let records = records.map { Set($0).sorted() }
    var item = try Item.read(in: directory)
    let held = HeldRecords(item)
    // Where it waits whole the publication did not come about, or is made once more.
    if !item.isHeldWhole { try PublishedStream.settle(in: directory) }
    let stage = try stageToReleaseTo(&item, directory, records)
    item.decisions.append(decision("released", records))
    try item.write(in: directory, isDurable: true)
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
    if let records = records.map({ Set($0).sorted() }) {
      let held = try heldRecords(of: item, records)
      item.decide(records, of: held)
      item.decisions.append(decision(Item.Decision.rejected, records))
      try item.write(in: directory, isDurable: true)
      try removeDecided(held, of: item, in: directory)
      if !item.held.isEmpty { return try renewReport(of: item, in: directory) }
    } else {
      item.decisions.append(decision(Item.Decision.rejected))
      item.held = [:]
      item.decided = nil
      try item.write(in: directory, isDurable: true)
    }
    for stage in Stage.allCases { try HeldStream.remove(of: stage, in: directory) }
    try ItemDirectory.removeStreams(in: directory)
    let place = workspace.directory(of: id, in: item.published == nil ? .failed : .done)
    try Renaming.move(directory, to: place)
    try renewReport(of: item, in: place)
  }

  /// Comes last: the decision stands, whatever becomes of the report.
  private func renewReport(of item: Item, in directory: Path) throws {
    let report = ItemReport(item, directory: directory)
    if item.published == nil {
      try report.writeInDirectory(outcome: "Rejected")
    } else {
      try report.renew(in: workspace.outbox)
    }
  }

  /// An item that was held whole goes on behind its last stage, with what it was held with. When it
  /// was published, its held records become the input of the stage behind the one that held them:
  /// the latest stage first, since the stages behind it run again and hold anew.
  private func stageToReleaseTo(
    _ item: inout Item, _ directory: Path, _ records: [Int]?
  ) throws -> Stage {
    if item.firstPlace == .hold {
      if records != nil { throw ItemActionError(reason: .noRecords, id: item.id) }
      item.findings = []
      return .ingest
    }
    if item.isHeldWhole {
      if records != nil { throw ItemActionError(reason: .noRecords, id: item.id) }
      return item.runs.last?.stage.next ?? .publish
    }
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
    item.countReleased(numbers.count, of: held.stage)
    item.forgetRuns(from: next)
    return next
  }

  /// The records that wait, among which are those that are asked for.
  private func heldRecords(of item: Item, _ asked: [Int]?) throws -> HeldRecords {
    guard let held = HeldRecords(item) else {
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
