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

  /// Drops a file into the inbox, whole and durable. One of the same name that still lies there is
  /// replaced.
  ///
  /// - Parameter relative: below the inbox.
  package func drop(_ bytes: [UInt8], as relative: Path) throws(FileError) {
    let target = places.inbox / relative
    try Directory.make(target.parent)
    let beside = target.parent.appending(Array(".".utf8) + target.name)
    var writer = try FileWriter(beside)
    try writer.write(bytes)
    try writer.sync()
    try Renaming.move(beside, to: target)
    try Directory.sync(target.parent)
  }
}
