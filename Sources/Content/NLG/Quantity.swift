/// Something a text says in numbers: so much, of what.
struct Quantity: Equatable {
  enum Kind: Hashable {
    case plain
    case money([String])
    case measure(Unit)
  }

  let figure: Figure
  let kind: Kind
  /// The rounding that its writing allows: `25 million` may stand for 25,300,000.
  let step: Figure?
  let period: Period?
  /// The words after it, up to the next mark or conjunction, at most four.
  let following: [String]
  /// The tokens it is made of.
  let tokens: Range<Int>
}
