/// Makes the names in a header usable: none empty, none twice.
enum ColumnNames {
  /// - Parameter raw: The cells of the header.
  /// - Returns: As many names: blanks trimmed and folded; an empty one becomes “column 3”
  ///   (1-based), the second “name” becomes “name (2)”.
  static func repaired(_ raw: [String]) -> [String] {
    var taken: Set<String> = []
    var numbers: [String: Int] = [:]
    return raw.enumerated().map { index, text in
      let words = folded(text)
      let name = words.isEmpty ? "column \(index + 1)" : words
      var unique = name
      while !taken.insert(unique).inserted {
        numbers[name, default: 1] += 1
        unique = "\(name) (\(numbers[name, default: 1]))"
      }
      return unique
    }
  }

  private static func folded(_ text: String) -> String {
    // Most names are plain words already.
    let isPlain = text.utf8.allSatisfy { 0x21...0x7e ~= $0 }
    return isPlain ? text : text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
