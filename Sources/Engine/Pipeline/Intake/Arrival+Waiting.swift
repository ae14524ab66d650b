import Files
import Rules

// The watcher waits by a file's name alone, and which rule takes the file may hang on what is in
// it. Only behind the reading is it known whose marker counts, and whether the file is followed.

extension Arrival {
  /// What becomes of a file for now that is not yet whole as the rule says that takes it; nil when
  /// it is. A part lay in a whole archive, and waits for nothing.
  func postponed(by rule: Rule) -> Acceptance? {
    if isBundle || part != nil { return nil }
    let name = relative.components.last.map { Path.escaped($0) } ?? ""
    if rule.follows(name) {
      return .later("the rule “\(rule.name)” follows it")
    }
    guard let suffix = rule.completeness.marker, marker != relative.name + suffix.utf8 else {
      return nil
    }
    return .left("the rule “\(rule.name)” takes it when “\(name)\(suffix)” lies beside it")
  }
}
