import Files

/// The files in an item's directory, besides its source.
enum ItemDirectory {
  static let reportHTML = "report.html"
  static let rejects = "rejects.csv"
  static let reportJSON = "report.json"

  /// Removes what a stage and those behind it handed on: they can be run again from the source.
  ///
  /// Few items have any: what is small was handed on in memory.
  static func removeStreams(of stage: Stage = .ingest, in directory: Path) throws {
    var next: Stage? = stage
    while let stage = next {
      if let name = stage.streamName { try Directory.removeFile(directory / name) }
      next = stage.next
    }
  }

  /// Removes what an earlier attempt at a stage, and at those behind it, left out or held back.
  static func removeLeftovers(of stage: Stage, in directory: Path) throws {
    var next: Stage? = stage
    while let stage = next {
      try Directory.removeFile(directory / RejectLog.name(of: stage))
      try HeldStream.remove(of: stage, in: directory)
      next = stage.next
    }
  }

  /// The stage itself when its input is whole on the disk, else the last one before it with such
  /// an input; ingest always has one.
  static func lastStageWithInput(upTo stage: Stage, in directory: Path) throws -> Stage {
    var stage = stage
    while let previous = stage.previous, let name = previous.streamName {
      if try isWhole(directory / name) { return stage }
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
