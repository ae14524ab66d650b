/// What somebody probably meant.
enum Nearest {
  /// The name with the fewest changed letters, when there are few enough of them.
  static func name(to word: String, among names: [String]) -> String? {
    let scored = names.map { ($0, distance(word, $0)) }
    guard let best = scored.min(by: { ($0.1, $0.0) < ($1.1, $1.0) }) else { return nil }
    return best.1 <= max(1, word.count / 3) ? best.0 : nil
  }

  /// Levenshtein's distance.
  private static func distance(_ one: String, _ other: String) -> Int {
    let right = Array(other)
    var row = Array(0...right.count)
    for (i, letter) in one.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, candidate) in right.enumerated() {
        let cost = letter == candidate ? diagonal : diagonal + 1
        diagonal = row[j + 1]
        row[j + 1] = min(cost, row[j + 1] + 1, row[j] + 1)
      }
    }
    return row[right.count]
  }
}
