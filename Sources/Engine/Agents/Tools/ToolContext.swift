package import Files
package import Foundation
package import Storage
package import Telemetry

/// Where the things are that tools work with.
package struct ToolPlaces: Sendable {
  package let root: Path
  package let inbox: Path
  package let outbox: Path
  package let rules: Path
  /// For what lives as long as one run of a tool.
  package let scratch: Path

  package init(root: Path, inbox: Path, outbox: Path, rules: Path, scratch: Path) {
    self.root = root
    self.inbox = inbox
    self.outbox = outbox
    self.rules = rules
    self.scratch = scratch
  }
}

/// What a tool may know and use.
///
/// It reads the tables, and what it changes goes through the inbox: a file that it drops becomes
/// an item like any other, with all that is promised of one. So tools of one worker feed another,
/// and a tool that is run twice is seen before.
package struct ToolContext: Sendable {
  package let worker: String
  package let places: ToolPlaces
  package let now: Date
  package let tables: any Database
  package let logger: Logger
  /// For tools that have others do something.
  package let runner: ToolRunner

  init(
    worker: String, places: ToolPlaces, now: Date, tables: any Database, logger: Logger,
    runner: ToolRunner
  ) {
    self.worker = worker
    self.places = places
    self.now = now
    self.tables = tables
    self.logger = logger
    self.runner = runner
  }

  /// Names that are tried for one file.
  private static let namesMax = 1000

  /// Drops a file into the inbox, whole and durable. What lies there under its name may be
  /// anybody's, and stays: the same bytes are enough, beside others it gets a number.
  ///
  /// - Parameter relative: below the inbox.
  package func drop(_ bytes: [UInt8], as relative: Path) throws {
    let target = places.inbox / relative
    try Directory.make(target.parent)
    try WholeFile.removeLeft(in: target.parent, now: now.timeIntervalSince1970)
    var number = 1
    while try !put(bytes, at: Self.numbered(target, number)) {
      number += 1
      if number > Self.namesMax { throw FileError(.rename, target, .exists) }
    }
    try Directory.sync(target.parent)
  }

  /// - Returns: false where something else has the name.
  private func put(_ bytes: [UInt8], at place: Path) throws -> Bool {
    do {
      try WholeFile.put(at: place) { try $0.write(bytes) }
      return true
    } catch let error as FileError where error.errno == .exists {
      return try Self.holds(bytes, place)
    }
  }

  private static func holds(_ bytes: [UInt8], _ place: Path) throws(FileError) -> Bool {
    do throws(FileError) {
      let there = try FileStatus.of(place)
      if there.kind != .file || there.size != bytes.count { return false }
      return try FileReader.contents(of: place) == bytes
    } catch {
      // It was taken meanwhile, and nobody knows what it was.
      if error.errno == .noSuchFile { return false }
      throw error
    }
  }

  /// `tend.json`, then `tend-2.json`.
  private static func numbered(_ path: Path, _ number: Int) -> Path {
    if number == 1 { return path }
    let name = path.name
    let dot = name.lastIndex(of: UInt8(ascii: ".")) ?? name.endIndex
    return path.parent.appending(name[..<dot] + Array("-\(number)".utf8) + name[dot...])
  }
}
