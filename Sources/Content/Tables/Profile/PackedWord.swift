/// A short ASCII word in lower case, packed into a number: compared without making a `String`.
struct PackedWord: Equatable {
  private let bits: UInt64

  /// The first eight letters of a word; two of the words sought never agree in those.
  init(_ bytes: UnsafeRawBufferPointer) {
    bits = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1 | 0x20) }
  }

  private init(_ word: Substring) {
    bits = word.utf8.prefix(8).reduce(0) { $0 << 8 | UInt64($1 | 0x20) }
  }

  /// The words of a list that is divided by blanks.
  static func list(_ words: String) -> [PackedWord] {
    words.split(separator: " ").map { PackedWord($0) }
  }
}
