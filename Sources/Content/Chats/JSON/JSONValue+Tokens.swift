extension JSONValue {
  /// A number of tokens as a server tells it. It is added up and paid for, so what cannot be true
  /// comes no further: nothing is below zero, and no answer has a thousand million tokens.
  var tokens: Int? { integer.map { min(max($0, 0), 1_000_000_000) } }
}
