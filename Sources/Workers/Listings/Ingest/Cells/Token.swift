/// A piece of a cell.
enum Token: Hashable, Sendable {
  case number(Numeral)
  case word(Word)
  /// Any other sign but space. En and em dash are `-`; a number too large to hold is `#`.
  case sign(UInt8)

  static let dash = Token.sign(UInt8(ascii: "-"))
  static let plus = Token.sign(UInt8(ascii: "+"))
  static let slash = Token.sign(UInt8(ascii: "/"))
  static let dot = Token.sign(UInt8(ascii: "."))

  var number: Numeral? {
    guard case .number(let number) = self else { return nil }
    return number
  }

  var word: Word? {
    guard case .word(let word) = self else { return nil }
    return word
  }
}
