package import Files

/// A private part of a workspace that somebody else could change.
package struct Exposure: Sendable, Equatable {
  package enum Reason: Sendable, Equatable {
    case writable(mode: UInt32)
    case foreign(owner: UInt32)
  }

  package let path: Path
  package let reason: Reason
  /// It and what belongs to it, as a shell has it.
  let pattern: String

  package var isForeign: Bool {
    if case .foreign = reason { true } else { false }
  }

  /// What is wrong with it.
  package var found: String {
    switch reason {
    case .writable(let mode):
      "“\(path)” can be written by other users (mode \(String(mode & 0o777, radix: 8)))"
    case .foreign(let owner):
      "“\(path)” belongs to another user (number \(owner))"
    }
  }

  /// What to do about it.
  package var remedy: String {
    switch reason {
    case .writable:
      "take the right away: `chmod go-w \(pattern)`; where that changes nothing, the file system"
        + " knows no rights: put the workspace on one that does"
    case .foreign(let owner):
      "run dropmill as that user (`sudo -u '#\(owner)' dropmill …`); where no daemon runs as that"
        + " user any more, give it to yours: `sudo chown -R $(id -un) \(pattern)`"
    }
  }
}

extension Workspace {
  /// The private parts that somebody else could change: who does decides what is published.
  ///
  /// The inbox, the outbox and the rules may be shared. What lies in `stages` nobody reaches who
  /// may not enter it.
  package func exposures() throws(FileError) -> [Exposure] {
    var exposures: [Exposure] = []
    if let reason = try Self.reason(of: stages) {
      exposures.append(Exposure(path: stages, reason: reason, pattern: "\(stages)"))
    }
    for database in [database, accounts] {
      // SQLite keeps two files beside each.
      for path in ["", "-wal", "-shm"].map({ Path(database.description + $0) }) {
        guard let reason = try Self.reason(of: path) else { continue }
        exposures.append(Exposure(path: path, reason: reason, pattern: "\(database)*"))
        break
      }
    }
    return exposures
  }

  /// - Returns: nil where all is well, or nothing there.
  private static func reason(of path: Path) throws(FileError) -> Exposure.Reason? {
    // It may be a link to a larger disk.
    guard let status = try FileStatus.ofTarget(path) else { return nil }
    if !status.isOwn { return .foreign(owner: status.owner) }
    return status.mode & 0o022 == 0 ? nil : .writable(mode: status.mode)
  }
}
