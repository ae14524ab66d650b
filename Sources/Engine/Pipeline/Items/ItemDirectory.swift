import Files

/// The files in an item's directory, besides its source.
enum ItemDirectory {
  static let source = "source"
  static let files = "files"
  static let parts = "parts"
  static let reportHTML = "report.html"
  static let rejects = "rejects.csv"
  static let reportJSON = "report.json"

  /// Removes what a stage and those behind it handed on: they can be run again from the source.
  /// Without a stage: all that was made of it.
  ///
  /// Few items have any: what is small was handed on in memory.
  static func removeStreams(of stage: Stage = .ingest, in directory: Path) throws {
    if stage == .ingest {
      try removeFiles(in: directory)
      try PublishedStream.remove(in: directory)
    }
    var next: Stage? = stage
    while let stage = next {
      if let name = stage.streamName { try Directory.removeFile(directory / name) }
      next = stage.next
    }
  }

  /// Removes all but what a stage reads, as it was before the stage first ran.
  ///
  /// - Parameter isSplit: its parts are being made items of: those that are left are kept.
  static func keepInput(of stage: Stage, isSplit: Bool, in directory: Path) throws {
    var kept = [source]
    if isSplit { kept.append(parts) }
    if stage != .ingest { kept += [files, PublishedStream.name] }
    var previous = stage.previous
    while let stage = previous {
      kept += [
        RejectLog.name(of: stage), HeldStream.name(of: stage), HeldStream.reasonsName(of: stage),
      ]
      if let name = stage.streamName { kept.append(name) }
      previous = stage.previous
    }
    let names = Set(kept.map { Array($0.utf8) })
    for entry in try Directory.entries(of: directory) where !names.contains(entry.name) {
      try Directory.remove(directory.appending(entry.name))
    }
  }

  /// Removes what the route made of the source.
  static func removeFiles(in directory: Path) throws(FileError) {
    try Directory.remove(directory / files)
    try Directory.remove(directory / parts)
  }

  /// Removes what an earlier attempt at a stage, and at those behind it, left out or held back, and
  /// what ingest made: half an archive may fill the disk.
  static func removeLeftovers(of stage: Stage, in directory: Path) throws {
    if stage == .ingest, try !isSplit(directory) { try removeFiles(in: directory) }
    var next: Stage? = stage
    while let stage = next {
      try Directory.removeFile(directory / RejectLog.name(of: stage))
      try HeldStream.remove(of: stage, in: directory)
      next = stage.next
    }
  }

  /// Removes parts of a source that is not being split yet: they may not be all, and are made anew.
  static func removeHalfMadeParts(in directory: Path) throws {
    if try FileStatus.ifPresent(directory / parts) == nil { return }
    if try !isSplit(directory) { try Directory.remove(directory / parts) }
  }

  /// Whether its parts are being made items of: then there is nothing else from which to make them.
  private static func isSplit(_ directory: Path) throws -> Bool {
    try FileStatus.ifPresent(directory / parts) != nil && Item.read(in: directory).split != nil
  }

  /// The stage itself when its input is whole on the disk, else the last one before it with such
  /// an input; ingest always has one.
  ///
  /// An input of which `item.json` knows nothing is none: with it, what was left out and held back
  /// on the way would be forgotten.
  ///
  /// Files of a route were not synced and bear no end mark: an item that has some begins anew,
  /// unless a person has released it, before whom they have lain for long.
  static func lastStageWithInput(upTo stage: Stage, in directory: Path) throws -> Stage {
    // One that cannot be read is given up wherever it lies.
    let item = try? Item.read(in: directory)
    if try FileStatus.ifPresent(directory / files) != nil {
      if item?.wasReleased != true { return .ingest }
    }
    var stage = stage
    while let previous = stage.previous, let name = previous.streamName {
      let isKnown = item == nil || item?.records(of: previous) != nil
      if try isKnown && isWhole(directory / name) { return stage }
      stage = previous
    }
    return stage
  }

  /// Whether a stream has its end mark.
  private static func isWhole(_ path: Path) throws -> Bool {
    guard let status = try FileStatus.ifPresent(path), status.size >= 3 else { return false }
    return try FileReader.suffix(of: path, count: 3) == Array("\\.\n".utf8)
  }
}
