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
    let expected = rules.withLock { $0.completeness(forRelativePath: components) }
    return Watching.Completeness(
      settle: expected.settle, isSettleLeast: expected.isSettleLeast,
      markerSuffixes: expected.markers, needsMarker: expected.needsMarker,
      bundle: expected.bundle, follows: expected.follows)
  }
}
