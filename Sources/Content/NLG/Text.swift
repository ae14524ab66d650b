/// A text made from facts, and what it was made of.
package struct Text: Hashable, Sendable {
  package let string: String
  /// The facts that were spoken of, each once, in order of mention.
  package let used: [FactKey]
  /// The frames, in order.
  package let frames: [String]
  /// The document plan.
  package let plan: String
}
