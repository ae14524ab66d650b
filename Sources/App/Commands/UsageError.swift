import Rules

/// What is wrong with a command line.
struct UsageError: Error, Equatable, CustomStringConvertible {
  var message: String
  var hint: String?

  var description: String { message }

  /// A sentence with the known word that was probably meant; nil when none is near.
  static func suggestion(
    _ word: String, _ known: [String], _ sentence: (String) -> String
  ) -> String? {
    Spelling.nearest(to: word, among: known).map(sentence)
  }
}
