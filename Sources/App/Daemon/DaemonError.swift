package import Files
package import Pipeline
package import Rules
import Storage

/// Why the daemon cannot work.
package enum DaemonError: Error, CustomStringConvertible {
  /// Another daemon works on this workspace.
  case locked(Path)
  case brokenRules([RuleFault])
  case noRules(Path)
  /// Others could change what only the daemon may.
  case exposed([Exposure])
  /// The index can be made anew, and accounts cannot.
  case damaged(Path, String, isIndex: Bool)
  /// A database cannot be looked at, and nothing is known against it.
  case unknown(Path, String)
  /// Written by a program that knows steps of the schema which this one does not, by their ids.
  /// The index can be made anew, and accounts cannot.
  case newer(Path, [String], isIndex: Bool)

  package var description: String {
    switch self {
    case .locked(let root):
      "another dropmill works on “\(root)”; one workspace has one daemon"
    case .brokenRules(let faults):
      faults.map(\.description).joined(separator: "\n")
    case .noRules(let path):
      "no rule files in “\(path)”: `dropmill init` writes the default ones"
    case .exposed(let exposures):
      exposures.map { "\($0.found): \($0.remedy)" }.joined(separator: "\n")
    case .damaged(let database, let message, isIndex: true):
      "the database “\(database)” is damaged (\(message)): `dropmill rebuild` makes it anew from"
        + " the directories; nothing that was dropped is lost"
    case .damaged(let database, let message, isIndex: false):
      "the database “\(database)” is damaged (\(message)): it has users, tokens and what they did,"
        + " and nothing else knows them. Stop the daemon, move it, “\(database)-wal” and"
        + " “\(database)-shm” away, and put a copy in its place; without one the next start begins"
        + " anew and shows a link for the first user. Nothing that was dropped is lost"
    case .unknown(let database, let message):
      "the database “\(database)” cannot be looked at (\(message)): it was left as it is, since"
        + " what people decided stands in it alone. Try again as the user that the daemon runs as,"
        + " when no other program uses it and its disk can be read and written. Where it never can"
        + " be, move it, “\(database)-wal” and “\(database)-shm” away: the next start makes it anew"
    case .newer(let database, let steps, let isIndex):
      "the database “\(database)” was written by a newer dropmill (this one does not know"
        + " \(steps.joined(separator: ", "))): start that one, or put back a copy from before it"
        + (isIndex
          ? "; `dropmill rebuild` begins a new one from the directories and keeps this one aside"
          : "")
    }
  }

  /// What an error says of a database; nil when it is not the database that is damaged.
  static func damage(_ error: any Error, _ database: Path, isIndex: Bool) -> DaemonError? {
    guard let error = error as? StorageError, error.reason == .damaged else { return nil }
    return .damaged(database, error.message, isIndex: isIndex)
  }
}
