/// Names for one column of a table: one of them must stand in the header.
struct ColumnGroup: Sendable, Equatable {
  private(set) var names: [String] = []  // as written in the rule, for messages
  private var globs: [Glob] = []

  /// Adds a name. A star in it stands for anything: “price *” is “Price (EUR)” too.
  ///
  /// - Throws: ``GlobFault`` when nothing is left of the name but signs.
  mutating func add(_ name: String) throws(GlobFault) {
    globs.append(try Glob(Self.words(name, keeping: "*")))
    names.append(name)
  }

  /// - Parameter header: Names as `normal` gives them.
  func isPresent(in header: [FoldedText]) -> Bool {
    header.contains { name in globs.contains { $0.matches(name) } }
  }

  /// A column name as rules compare it: “ Asking_Price (£)” is “asking price”.
  ///
  /// Lower case; whatever is neither a letter nor a figure parts words and is otherwise ignored.
  static func normal(_ name: String) -> FoldedText { FoldedText(words(name)) }

  private static func words(_ name: String, keeping sign: Unicode.Scalar? = nil) -> String {
    FoldedText(name).scalars
      .split { scalar in
        let properties = scalar.properties
        let isPartOfWord = properties.isAlphabetic || properties.numericType != nil
        return !isPartOfWord && scalar != sign
      }
      .map { String(String.UnicodeScalarView($0)) }
      .joined(separator: " ")
  }
}
