/// How a text refers to the thing it speaks of.
package struct Subject: Sendable {
  let first: [Template]
  let later: [Template]
  let pronoun: String?

  /// - Parameters:
  ///   - first: Full names for the first mention; one that fits the facts is drawn.
  ///   - later: Other names for later mentions; none is used twice in a row.
  ///   - pronoun: Used only when the sentence before began with the subject; `nil` for never.
  package init(first: [Template], later: [Template], pronoun: String? = "it") {
    precondition(!first.isEmpty, "A subject needs a name for its first mention.")
    self.first = first
    self.later = later
    self.pronoun = pronoun
  }
}
