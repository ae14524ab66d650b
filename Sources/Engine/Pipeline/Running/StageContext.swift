package import Files
package import Foundation
import Pages
package import Rules
package import Storage
import Synchronization
package import Telemetry

/// What a stage may know besides its input: whose item it is, its files, the time, chance, and the
/// tables.
package final class StageContext: Sendable {
  package let item: Item
  package let stage: Stage
  /// When this attempt began: the stage's only clock.
  package let now: Date
  package let tables: any Database
  package let logger: Logger
  /// The directory of the item's business in the outbox: what was published before. It may not be
  /// there.
  package let published: Path
  let inbox: Path
  private let directory: Path
  /// The folder of rule files, with the programs and word lists that they name.
  package let rules: Path

  private let notes = Mutex(Notes())

  package struct Notes: Sendable {
    package var decisions: [String] = []
    package var findings: [Finding] = []
    fileprivate var leftOut = 0

    /// The decisions, and how many words more there would have been.
    var toldDecisions: [String] {
      if leftOut == 0 { return decisions }
      return decisions + [
        Words.english.count(
          leftOut, "1 more decision or finding is not listed here.",
          "%1 more decisions and findings are not listed here.")
      ]
    }
  }

  /// - Parameters:
  ///   - directory: the item's.
  ///   - rules: the workspace's.
  package init(
    item: Item, stage: Stage, now: Date, tables: any Database, logger: Logger, directory: Path,
    outbox: Path,
    rules: Path = "rules", inbox: Path = "inbox"
  ) {
    self.item = item
    self.stage = stage
    self.now = now
    self.tables = tables
    self.logger = logger
    self.directory = directory
    self.rules = rules
    self.inbox = inbox
    published = outbox / item.worker / BusinessDirectory.name(of: item.business)
  }

  /// What a person has written for the item's worker in `rules/<worker>/`: words, names, lists.
  ///
  /// - Parameter name: one of the worker's ``Worker/ruleFiles``.
  /// - Returns: nil when there is no such file.
  package func ruleFile(_ name: String) throws(FileError) -> RuleFile? {
    try RuleFile(of: item.worker, name, in: rules)
  }

  /// The original bytes, which lie in the item's directory at every stage.
  package var source: SourceFile {
    SourceFile(
      name: item.name, path: directory / ItemDirectory.source / Path(bytes: item.nameBytes),
      size: item.size, isBundle: item.isBundle)
  }

  /// What the route made of the source and a later stage publishes: files too large for a stream.
  ///
  /// They go with the item from stage to stage and are gone when it has ended. After an unexpected
  /// end of the daemon ingest makes them anew.
  package var files: Path { directory / ItemDirectory.files }

  /// Makes ``files`` an empty directory.
  package func makeFiles() throws(FileError) -> Path {
    try Directory.remove(files)
    try Directory.make(files, mode: 0o700)
    return files
  }

  /// The records that a stage before this one keeps back for a person, those decided since among
  /// them; nil when it kept none.
  ///
  /// - Throws: ``StreamError``, ``Files/FileError``.
  package func held<Value: StageValue>(
    by stage: Stage, as type: Value.Type = Value.self
  ) throws -> RecordReader<Value>? {
    let path = directory / HeldStream.name(of: stage)
    return try FileStatus.ifPresent(path) == nil ? nil : RecordReader(path)
  }

  /// An empty directory for the parts of a source that holds several: see ``Outcome/split(_:)``.
  package func makeParts() throws(FileError) -> Path {
    let parts = directory / ItemDirectory.parts
    try Directory.remove(parts)
    try Directory.make(parts, mode: 0o700)
    return parts
  }

  /// The same for the same content and rule: the seed of whatever is drawn by chance.
  package var seed: String { "\(item.fingerprint)|\(item.worker)|\(item.business)" }

  /// Writes down what was decided and why, for the report.
  package func decide(_ text: String) {
    notes.withLock {
      if $0.decisions.count < Self.notesMax {
        $0.decisions.append(text)
      } else {
        $0.leftOut += 1
      }
    }
  }

  /// Writes down what somebody should know, for the report.
  package func note(_ finding: Finding) {
    notes.withLock {
      if $0.findings.count < Self.notesMax {
        $0.findings.append(finding)
      } else {
        $0.leftOut += 1
      }
    }
  }

  package var written: Notes { notes.withLock { $0 } }

  /// More are only counted.
  private static let notesMax = 200
}

extension [UInt8] {
  fileprivate func ends(with suffix: some Collection<UInt8>) -> Bool {
    count > suffix.count && self.suffix(suffix.count).elementsEqual(suffix)
  }
}
