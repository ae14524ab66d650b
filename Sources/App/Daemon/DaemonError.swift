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
  case damaged(Path, String)
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
    case .damaged(let database, let message):
      "the database “\(database)” is damaged (\(message)): `dropmill rebuild` makes it anew from"
        + " the directories; nothing that was dropped is lost"
    case .newer(let database, let steps, let isIndex):
      "the database “\(database)” was written by a newer dropmill (this one does not know"
        + " \(steps.joined(separator: ", "))): start that one, or put back a copy from before it"
        + (isIndex
          ? "; `dropmill rebuild` begins a new one from the directories and keeps this one aside"
          : "")
    }
  }

  /// What an error says of the database; nil when it is not the database that is damaged.
  static func damage(_ error: any Error, _ database: Path) -> DaemonError? {
    guard let error = error as? StorageError, error.reason == .damaged else { return nil }
    return .damaged(database, error.message)
  }
}
