/// Finds the word that was meant, in a file or on a command line.
package enum Spelling {
  /// The known word nearest to a misspelt one; nil when none is near.
  ///
  /// Near is a third of its letters wrong, missing, too many or swapped with the next.
  package static func nearest(to word: String, among known: some Collection<String>) -> String? {
    let distances = known.sorted().map { ($0, distance(word.lowercased(), $0.lowercased())) }
    guard let best = distances.min(by: { $0.1 < $1.1 }) else { return nil }
    return best.1 <= max(1, best.0.count / 3) ? best.0 : nil
  }

  /// The optimal string alignment distance (Damerau 1964, without edits inside a swapped pair).
  private static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left)
    let right = Array(right)
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        let isSame = left[row] == right[column]
        var best = min(last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
