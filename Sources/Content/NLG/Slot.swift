/// A place in a ``Template`` that is filled from the facts.
///
/// A frame with a slot for a fact is used only when that fact is known.
package enum Slot: Sendable {
  /// A fact in its usual form: `oak`, `1,200`, `£40 per month`, `85 m²`, `a, b, and c`.
  case value(FactKey)
  /// A number as a word below ten, and in digits from there on: `three`, `12`, `1.5`.
  case number(FactKey)
  /// A whole number in plain digits, for a year or a code: `1998`.
  case digits(FactKey)
  /// A number and what it counts, agreeing: `one shelf`, `three shelves`, `1.5 shelves`.
  case count(FactKey, Noun)
  /// A number before a noun it describes: the `3-shelf` of `a 3-shelf unit`.
  case compound(FactKey, Noun)
  /// The first few elements of a list: `a, b, and c`.
  case list(FactKey, limit: Int)
  /// One of two words, by whether the fact's number, or the length of its list, is exactly one.
  case agree(FactKey, one: String, other: String)
  /// `a` or `an`, by the sound of what comes to follow it.
  case a
  /// One of several ways to say the same, drawn by the seed.
  case oneOf([String])
  /// The thing spoken of, named in full first and then in turn in other ways; see ``Subject``.
  case subject
  /// A seam: `together` when the sentence then stays short enough, and otherwise `apart`, which
  /// ends the sentence and begins the next.
  case seam(together: String, apart: String)

  /// The fact that the slot needs.
  var key: FactKey? {
    switch self {
    case .value(let key), .number(let key), .digits(let key), .count(let key, _),
      .compound(let key, _), .list(let key, _), .agree(let key, _, _):
      key
    case .a, .oneOf, .subject, .seam: nil
    }
  }
}

extension Slot {
  /// All ways, each as likely.
  package static func oneOf(_ ways: String...) -> Slot { .oneOf(ways) }

  /// A whole list.
  package static func list(_ key: FactKey) -> Slot { .list(key, limit: .max) }
}
