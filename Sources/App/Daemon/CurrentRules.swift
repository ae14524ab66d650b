import Files
import Rules
import Synchronization
import Watching

/// The rules in force, as the watcher asks them: by name, before a file is looked at.
final class CurrentRules: Sendable {
  private let rules: Mutex<RuleSet>

  init(_ rules: RuleSet) { self.rules = Mutex(rules) }

  var all: RuleSet { rules.withLock(\.self) }

  func use(_ new: RuleSet) { rules.withLock { $0 = new } }

  /// - Parameter path: below the inbox.
  func completeness(of path: Path) -> Watching.Completeness {
    let components = path.components.map { Path.escaped($0) }
    let rule = rules.withLock { $0.completeness(forRelativePath: components) }
    return Watching.Completeness(
      settle: rule.settle, markerSuffix: rule.marker, bundle: rule.bundle,
      follows: rule.follows && !Self.isPacked(path.name))
  }

  /// What is packed is whole when its writer has closed it; nothing is appended to it.
  private static func isPacked(_ name: [UInt8]) -> Bool {
    [".gz", ".zst", ".xz", ".bz2"].contains { suffix in
      name.count > suffix.utf8.count && name.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }
  }
}
