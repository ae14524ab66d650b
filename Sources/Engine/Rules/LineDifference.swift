/// What differs between two texts, line by line: the fewest lines that go and come.
package enum LineDifference {
  /// Lines with ` ` before those that stay, `-` before those that go, `+` before those that come.
  package static func lines(_ old: [String], _ new: [String]) -> [String] {
    let change = new.difference(from: old)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for step in change {
      switch step {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var lines: [String] = []
    var (oldIndex, newIndex) = (0, 0)
    while oldIndex < old.count || newIndex < new.count {
      if removed.contains(oldIndex) {
        lines.append("-\(old[oldIndex])")
        oldIndex += 1
      } else if inserted.contains(newIndex) {
        lines.append("+\(new[newIndex])")
        newIndex += 1
      } else {
        lines.append(" \(old[oldIndex])")
        oldIndex += 1
        newIndex += 1
      }
    }
    return lines
  }
}
