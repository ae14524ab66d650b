import Pages

/// How many lines of a file something holds of, and which these are, the first of them.
struct FirstLines: Sendable {
  private(set) var count = 0
  private var first: [String] = []

  /// So many are named.
  private static let namedMax = 20

  /// - Parameters:
  ///   - line: 1-based, of the source.
  ///   - word: what is to be said of it.
  mutating func add(_ line: Int, _ word: String? = nil) {
    count += 1
    if first.count < Self.namedMax { first.append("line \(line)" + (word.map { ": \($0)" } ?? "")) }
  }

  mutating func add(_ later: FirstLines) {
    count += later.count
    first += later.first.prefix(Self.namedMax - first.count)
  }

  /// `2 listings are drafts (line 9, line 12).`; nil where it holds of none.
  func sentence(_ one: StaticString, _ many: StaticString) -> String? {
    count == 0 ? nil : "\(Words.english.count(count, one, many)) (\(text))."
  }

  /// `line 9: sold, line 12: let and 3 more`.
  var text: String {
    let rest = count - first.count
    let more = rest > 0 ? " and \(Figures.grouped(rest)) more" : ""
    return first.joined(separator: ", ") + more
  }
}
