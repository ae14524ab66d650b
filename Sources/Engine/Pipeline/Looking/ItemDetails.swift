package import Files
package import Storage
package import Tables

/// Everything that is kept of one item: what its `item.json` says, its row, and its files.
package struct ItemDetails: Sendable {
  package let item: Item
  package let place: Workspace.Place
  package let directory: Path
  /// Nil while no row is written yet.
  package let summary: ItemSummary?
  /// What lies in its directory, the source first.
  package let files: [KeptFile]
  package let parent: ItemSummary?
  /// The first of the items that it was split into.
  package let parts: [ItemSummary]
  package let partCount: Int

  /// One file of an item.
  package struct KeptFile: Sendable, Equatable {
    package enum Role: String, Sendable {
      case source, stream, rejects, held, reasons, made, report, other
    }

    /// Below the item's directory.
    package let name: String
    package let role: Role
    /// That wrote it, where a stage did.
    package let stage: Stage?
    /// Bytes; of a folder: of all files in it.
    package let size: Int
  }

  package static let partsMax = 100
  private static let filesMax = 1_000

  /// - Parameter businesses: those of which parents and parts may be seen; nil for all. Whether the
  ///   item itself may be is for the caller to say, who knows whose it is afterwards.
  /// - Returns: nil when there is no such item.
  /// - Throws: ``Files/FileError``, and what decoding a broken `item.json` throws.
  package static func read(
    _ id: ItemID, in workspace: Workspace, visible businesses: [String]? = nil,
    _ database: any Database
  ) async throws -> ItemDetails? {
    for _ in 1..<looksMax {
      do {
        return try await look(id, in: workspace, businesses, database)
      } catch let error as FileError where error.errno == .noSuchFile {
        // It has gone on meanwhile.
        continue
      }
    }
    return try await look(id, in: workspace, businesses, database)
  }

  /// It may go on while it is looked at, and has no more places than these.
  private static let looksMax = Workspace.Place.allCases.count

  private static func look(
    _ id: ItemID, in workspace: Workspace, _ businesses: [String]?, _ database: any Database
  ) async throws -> ItemDetails? {
    guard let place = try workspace.place(of: id) else { return nil }
    let directory = workspace.directory(of: id, in: place)
    let item = try Item.read(in: directory)
    let parent = item.parent
    let (summary, parentSummary, parts, partCount) = try await database.read { connection in
      var query = ItemQuery()
      query.parent = id
      query.isAscending = true
      query.places = Workspace.Place.allCases
      query.visibleBusinesses = businesses
      let page = try ItemPage.read(query, limit: partsMax, now: item.received, connection)
      let whole = try parent.flatMap { try ItemSummary.one($0, connection) }
      return (
        try ItemSummary.one(id, connection),
        whole.flatMap { businesses?.contains($0.business) == false ? nil : $0 }, page.items,
        page.matching
      )
    }
    return ItemDetails(
      item: item, place: place, directory: directory, summary: summary,
      files: try files(in: directory, of: item), parent: parentSummary, parts: parts,
      partCount: partCount)
  }

  private static func files(in directory: Path, of item: Item) throws -> [KeptFile] {
    let source = SourceFile(
      name: item.name, path: directory / ItemDirectory.source, size: 0, isBundle: true)
    var files = try source.files().prefix(filesMax).map { file in
      KeptFile(
        name: "\(ItemDirectory.source)/\(file.name)", role: .source, stage: nil, size: file.size)
    }
    for entry in try Directory.entries(of: directory).sorted(by: { Self.precedes($0, $1) }) {
      let name = Path.escaped(entry.name)
      if name == ItemDirectory.source || name == Item.fileName { continue }
      let size = try size(of: directory.appending(entry.name))
      let (role, stage) = role(of: name)
      files.append(KeptFile(name: name, role: role, stage: stage, size: size))
    }
    return files
  }

  private static func precedes(_ one: DirectoryEntry, _ other: DirectoryEntry) -> Bool {
    one.name.lexicographicallyPrecedes(other.name)
  }

  private static func role(of name: String) -> (KeptFile.Role, Stage?) {
    if name == ItemDirectory.files || name == ItemDirectory.parts { return (.made, nil) }
    if name.hasPrefix("report.") || name == ItemDirectory.rejects { return (.report, nil) }
    for stage in Stage.allCases {
      switch name {
      case stage.streamName: return (.stream, stage)
      case RejectLog.name(of: stage): return (.rejects, stage)
      case HeldStream.name(of: stage): return (.held, stage)
      case HeldStream.reasonsName(of: stage): return (.reasons, stage)
      default: continue
      }
    }
    return (.other, nil)
  }

  private static func size(of path: Path) throws -> Int {
    // It was removed or moved on while we looked.
    guard let status = try FileStatus.ifPresent(path) else { return 0 }
    if status.kind != .directory { return status.size }
    return try Directory.entries(of: path).reduce(0) { try $0 + size(of: path.appending($1.name)) }
  }

  // MARK: What is in them

  /// Some records of what a stage wrote; empty when that is not kept.
  ///
  /// - Parameter first: from 1.
  package func records(of stage: Stage, from first: Int = 1, limit: Int) throws
    -> [StreamText.Record]
  {
    guard let name = stage.streamName else { return [] }
    return try Self.records(directory / name, from: first, limit: limit)
  }

  private static func records(
    _ path: Path, from first: Int, limit: Int
  ) throws -> [StreamText.Record] {
    if try FileStatus.ifPresent(path) == nil { return [] }
    do {
      return try StreamText.records(of: path, from: first, limit: limit)
    } catch let error as StreamError where error.reason == .incomplete {
      // It is being written: what there is of it is not whole yet.
      return []
    }
  }

  /// What was left out, in order of the stages.
  package func rejects(skipping count: Int = 0, limit: Int) throws -> [Reject] {
    var rejects: [Reject] = []
    var skipped = 0
    try RejectLog.forEach(in: directory) { reject in
      if skipped < count {
        skipped += 1
        return true
      }
      if rejects.count < limit { rejects.append(reject) }
      return rejects.count < limit
    }
    return rejects
  }

  /// Its published report, relative to the outbox, where that does not lie with all else that it
  /// has published; nil too where that of a later item has taken its place.
  package func report(in workspace: Workspace) throws -> Path? {
    guard item.report != item.published else { return nil }
    return try ItemReport.place(of: item, in: workspace.outbox).map {
      $0 / ItemDirectory.reportHTML
    }
  }

  /// The table of all that was left out.
  package enum RejectsFile: Equatable, Sendable {
    /// Relative to the outbox.
    case published(Path)
    /// Relative to the workspace.
    case kept(Path)
  }

  /// Where the table of all that was left out is; nil where none is written, as before the end.
  package func rejectsFile(in workspace: Workspace) throws -> RejectsFile? {
    if let report = try ItemReport.place(of: item, in: workspace.outbox) {
      let path = report / ItemDirectory.rejects
      return try FileStatus.ifPresent(workspace.outbox / path) == nil ? nil : .published(path)
    }
    guard files.contains(where: { $0.name == ItemDirectory.rejects }),
      let path = (directory / ItemDirectory.rejects).relative(to: workspace.root)
    else { return nil }
    return .kept(path)
  }

  /// A record that waits for a person.
  package struct HeldRecord: Sendable {
    /// From 1; the same as long as it waits.
    package let number: Int
    package let reasons: [Finding]
    package let fields: [(name: String, value: String)]
  }

  /// Some of the records that wait for a person.
  ///
  /// - Parameter number: those behind it.
  package func held(after number: Int = 0, limit: Int) throws -> [HeldRecord] {
    guard let held = HeldRecords(item) else { return [] }
    let wanted = held.waiting.filter { $0 > number }.prefix(limit)
    guard let first = wanted.first, let last = wanted.last else { return [] }
    var reasons: [Int: [Finding]] = [:]
    try held.forEachReason(in: directory) { reason in
      if let record = reason.record, wanted.contains(record) {
        reasons[record, default: []].append(reason)
      }
    }
    let records = try Self.records(
      directory / HeldStream.name(of: held.stage), from: first, limit: last - first + 1)
    let fields = Dictionary(records.map { ($0.number, $0.fields) }) { one, _ in one }
    return wanted.map {
      HeldRecord(number: $0, reasons: reasons[$0, default: []], fields: fields[$0, default: []])
    }
  }

  /// The begin of a file of the source, for people; nil when it is no text.
  ///
  /// - Parameter name: as in ``files``.
  package func sourceText(_ name: String, limit: Int) throws -> String? {
    guard files.contains(where: { $0.name == name && $0.role == .source }) else { return nil }
    let source = SourceFile(
      name: "", path: directory / ItemDirectory.source, size: 0, isBundle: true)
    let path = try source.files().first { "\(ItemDirectory.source)/\($0.name)" == name }?.path
    guard let path else { return nil }
    let text = TextPreview.text(try FileReader.prefix(of: path, count: limit))
    return text?.contains("\0") == true ? nil : text
  }
}
