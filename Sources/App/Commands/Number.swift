import Pipeline
import Rules

/// Numbers of a command line.
enum Number {
  /// - Returns: nil when there is no text.
  static func positive(_ text: String?, _ option: String) throws -> Int? {
    guard let text else { return nil }
    guard let number = Int(text), number > 0 else {
      throw UsageError(message: "\(option) needs a whole number above 0, not “\(text)”")
    }
    return number
  }

  /// Whole numbers above 0 such as `3` and `1,4-6`, each once, in order; nil when there is no text.
  static func list(_ text: String?, _ option: String) throws -> [Int]? {
    guard let text else { return nil }
    var numbers: Set<Int> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil, first > 0,
        first <= last, last - first < listMax
      else {
        throw UsageError(message: "\(option) needs numbers such as 3 or 1,4-6, not “\(text)”")
      }
      numbers.formUnion(first...last)
    }
    return numbers.sorted()
  }

  private static let listMax = 1_000_000

  /// A time with its unit, or in seconds; nil when there is no text.
  static func duration(_ text: String?, _ option: String) throws -> Duration? {
    guard let text else { return nil }
    let seconds = Double(text).flatMap { $0 > 0 && $0 < 1e9 ? Duration.seconds($0) : nil }
    guard let duration = seconds ?? Setting.duration(of: text), duration > .zero else {
      throw UsageError(
        message: "\(option) needs a time above 0, not “\(text)”",
        hint: "write 500ms, 10s, 5m or 1.5h; a number alone is seconds")
    }
    return duration
  }

  static func item(_ text: String?) throws -> ItemID {
    guard let text else {
      throw UsageError(message: "which item?", hint: "`dropmill status` lists them")
    }
    guard let id = ItemID(text) else {
      throw UsageError(message: "“\(text)” is no item number")
    }
    return id
  }
}
