/// The hash of a listing's key in letters and digits that cannot be mistaken for one another, for
/// the end of its address.
struct KeyLetters {
  private let letters: String

  /// How many letters an address takes: few, unless they are taken.
  static let lengths = [4, 6, 9, 13]

  init(_ key: String) {
    var digest = ContentDigest()
    digest.mix(key)
    var rest = UInt64(bitPattern: Int64(digest.value))
    var letters = ""
    for _ in 0..<13 {
      letters.append(Self.alphabet[Int(rest & 31)])
      rest >>= 5
    }
    self.letters = letters
  }

  func prefix(_ length: Int) -> Substring { letters.prefix(length) }

  /// Crockford's base 32: no i, l, o, u.
  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
}
