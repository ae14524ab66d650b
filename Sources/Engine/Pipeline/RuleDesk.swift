import Files
package import Foundation
package import Rules
package import Storage

/// Where people read, check and change rule files while the daemon runs. What cannot be used is
/// never written; what was there before is kept.
package struct RuleDesk: Sendable {
  /// The rules of some files, nil when they cannot be used; and what is wrong with them.
  package typealias Check = @Sendable ([RuleFile]) -> (RuleSet?, [RuleFault])

  private let directory: Path
  private let database: any Database
  private let now: @Sendable () -> Date
  private let check: Check
  /// What is checked must still be so when it is written. One for all files: the rules of one hold
  /// or not beside those of the others.
  private let locks = KeyedLock()
  private static let lock = "rules"
  /// Files that do not route: of workers, of models.
  package let ownFiles: [OwnFile]

  package init(
    workspace: Workspace, database: any Database, now: @escaping @Sendable () -> Date,
    own: [OwnFile] = [], check: @escaping Check
  ) {
    directory = workspace.rules
    ownFiles = own
    self.database = database
    self.now = now
    self.check = check
  }

  /// A file in which people write words for a worker or for a part of the program.
  package struct OwnFile: Sendable {
    /// Below `rules/`: `models/models.yaml`.
    package let name: String
    /// What stands in its place while there is none; empty where nothing does.
    package let shipped: [UInt8]
    package let check: @Sendable (RuleFile) -> [RuleFault]
    /// What comes of a text that holds, for an example: parts by name. Nil where there is nothing
    /// to be seen.
    package let preview: Preview?

    package typealias Preview = @Sendable (RuleFile) -> [(name: String, text: String)]

    package init(
      _ name: String, shipped: [UInt8] = [], preview: Preview? = nil,
      check: @escaping @Sendable (RuleFile) -> [RuleFault]
    ) {
      self.name = name
      self.shipped = shipped
      self.preview = preview
      self.check = check
    }
  }

  /// A rule file as it is on the disk.
  package struct StoredFile: Sendable {
    package let file: RuleFile
    package let changed: Date

    package var text: String { String(decoding: file.text, as: UTF8.self) }
    /// Of its text: what somebody has read is what they change.
    package var fingerprint: String { RuleDesk.fingerprint(file.text) }
  }

  package static func fingerprint(_ text: [UInt8]) -> String { Fingerprint(of: text).description }

  /// What became of a wish to change a file.
  package enum Verdict: Sendable {
    case saved
    case faults([RuleFault])
    /// Somebody else has changed it since it was read.
    case changedMeanwhile
  }

  /// All rule files, in the order in which they are read.
  ///
  /// - Throws: ``Files/FileError``.
  package func files() throws -> [StoredFile] {
    let names = try Directory.entries(of: directory).filter { $0.kind == .file }.map(\.name)
    return try names.filter { Self.isName(String(decoding: $0, as: UTF8.self)) }
      .sorted { $0.lexicographicallyPrecedes($1) }
      .map { try listed(directory.appending($0), Path.escaped($0)) }
  }

  /// What cannot be read is a fault of this file: the others can be read and changed all the same.
  private func listed(_ path: Path, _ name: String) throws -> StoredFile {
    do {
      return try stored(path, name)
    } catch let error as FileError {
      let modified = try FileStatus.of(path).modified
      return StoredFile(
        file: RuleFile(name: name, problem: "it cannot be read: \(error.errno)"),
        changed: Date(timeIntervalSince1970: Double(modified) / 1e9))
    }
  }

  /// The text of a file that routes, or of one that does not; nil when there is none.
  ///
  /// - Throws: ``Files/FileError``.
  package func stored(_ name: String) throws -> StoredFile? {
    if !isOwn(name) {
      let found = try files().first { $0.file.name == name }
      // Nobody may write over what could not be shown.
      return found?.file.problem == nil ? found : try stored(directory / Path(name), name)
    }
    let path = directory / Path(name)
    if try FileStatus.ifPresent(path) == nil { return nil }
    return try stored(path, name)
  }

  private func stored(_ path: Path, _ name: String) throws -> StoredFile {
    let text = try FileReader.contents(of: path, limit: RuleFile.bytesMax)
    let modified = try FileStatus.of(path).modified
    return StoredFile(
      file: RuleFile(name: name, text: text),
      changed: Date(timeIntervalSince1970: Double(modified) / 1e9))
  }

  package func isOwn(_ name: String) -> Bool { ownFiles.contains { $0.name == name } }

  /// Whether a file of this name can be written here.
  package func takes(_ name: String) -> Bool { Self.isName(name) || isOwn(name) }

  /// Whether a file may bear this name: letters, digits, `-` and `_`, and `.yaml` at its end.
  package static func isName(_ name: String) -> Bool {
    let suffix = [".yaml", ".yml"].first { name.hasSuffix($0) }
    guard let suffix, name.utf8.count <= 100 else { return false }
    let stem = name.dropLast(suffix.count).utf8
    return !stem.isEmpty
      && stem.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
        default: false
        }
      }
  }

  /// The names of the rules of one file, and what is wrong with it alone.
  package func read(_ stored: StoredFile) -> (rules: [String], faults: [RuleFault]) {
    if let own = ownFiles.first(where: { $0.name == stored.file.name }) {
      return ([], own.check(stored.file))
    }
    let (rules, faults) = check([stored.file])
    return (rules?.rules.map(\.name) ?? [], faults)
  }

  /// What is wrong with all files as they are.
  package func faults() throws -> [RuleFault] { check(try files().map(\.file)).1 }

  /// What would be wrong if a file had this text.
  package func faults(of name: String, _ text: [UInt8]) throws -> [RuleFault] {
    if let own = ownFiles.first(where: { $0.name == name }) {
      return own.check(RuleFile(name: name, text: text)).filter { $0.severity == .error }
    }
    var all = try files().map(\.file).filter { $0.name != name }
    all.append(RuleFile(name: name, text: text))
    let (rules, faults) = check(all.sorted { $0.name < $1.name })
    return rules == nil ? faults : []
  }

  /// What would come of a file with this text, for an example; nil where nothing can be seen.
  package func preview(of name: String, _ text: [UInt8]) -> [(name: String, text: String)]? {
    let own = ownFiles.first { $0.name == name }
    return own?.preview.map { $0(RuleFile(name: name, text: text)) }
  }

  /// Writes a file, if all rules hold with it.
  ///
  /// - Parameter fingerprint: of the text that was read; empty for a new file.
  package func save(
    _ name: String, _ text: [UInt8], over fingerprint: String, by person: String
  ) async throws -> Verdict {
    precondition(takes(name), "“\(name)” is no name of a rule file")
    await locks.acquire(Self.lock)
    do {
      let verdict = try await saveAlone(name, text, over: fingerprint, by: person)
      await locks.release(Self.lock)
      return verdict
    } catch {
      await locks.release(Self.lock)
      throw error
    }
  }

  private func saveAlone(
    _ name: String, _ text: [UInt8], over fingerprint: String, by person: String
  ) async throws -> Verdict {
    let before = try stored(name)
    if (before?.fingerprint ?? "") != fingerprint { return .changedMeanwhile }
    let faults = try faults(of: name, text)
    if !faults.isEmpty { return .faults(faults) }
    let time = now().timeIntervalSince1970
    try await database.write { connection in
      let history = RuleHistory(connection)
      // What somebody wrote by hand is kept, too, before it is replaced.
      if let before, try history.latest(of: name)?.text != before.text {
        try history.add(
          name, before.text, by: "by hand", at: before.changed.timeIntervalSince1970)
      }
      try history.add(name, String(decoding: text, as: UTF8.self), by: person, at: time)
    }
    let path = directory / Path(name)
    if isOwn(name) { try Directory.make(path.parent) }
    // A power cut leaves the old rules or the new, and not an empty file that nobody wrote.
    try FileWriter.replace(path, with: text, isDurable: true)
    return .saved
  }
}

/// Earlier texts of rule files, as statements on a connection.
package struct RuleHistory {
  private let connection: any Connection

  package init(_ connection: any Connection) { self.connection = connection }

  package static let migrations = [
    Migration(
      "rule-history-1",
      [
        """
        create table rule_version(
          number integer primary key, file text not null, time real not null,
          decider text not null, content text not null)
        """,
        "create index rule_version_file on rule_version(file, number)",
      ])
  ]

  package struct Version: Sendable, Equatable {
    package let number: Int
    package let time: Date
    package let by: String
    package let text: String
  }

  /// How many of a file are kept.
  private static let versionsMax = 100

  /// The newest first.
  package func versions(of file: String, limit: Int = 20) throws -> [Version] {
    try connection.query(
      """
      select number, time, decider, content from rule_version where file = $1
      order by number desc limit $2
      """, [.text(file), .integer(limit)]
    ) { row in
      Version(
        number: row.integer(0), time: Date(timeIntervalSince1970: row.real(1)), by: row.text(2),
        text: row.text(3))
    }
  }

  func latest(of file: String) throws -> Version? { try versions(of: file, limit: 1).first }

  func add(_ file: String, _ text: String, by person: String, at time: Double) throws {
    try connection.execute(
      "insert into rule_version(file, time, decider, content) values($1, $2, $3, $4)",
      [.text(file), .real(time), .text(person), .text(text)])
    try connection.execute(
      """
      delete from rule_version where file = $1 and number not in (
        select number from rule_version where file = $1 order by number desc limit $2)
      """, [.text(file), .integer(Self.versionsMax)])
  }
}
