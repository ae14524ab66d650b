/// Makes the names in a header usable: none empty, none twice.
enum ColumnNames {
  /// - Parameter raw: The cells of the header.
  /// - Returns: As many names: blanks trimmed and folded; an empty one becomes “column 3”
  ///   (1-based), the second “name” becomes “name (2)”.
  static func repaired(_ raw: [String]) -> [String] {
    var taken: Set<String> = []
    var numbers: [String: Int] = [:]
    return raw.enumerated().map { index, text in
      let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      let name = words.isEmpty ? "column \(index + 1)" : words
      var unique = name
      while !taken.insert(unique).inserted {
        numbers[name, default: 1] += 1
        unique = "\(name) (\(numbers[name, default: 1]))"
      }
      return unique
    }
  }
}
