/// Words in a cell whose text is yet to come. In a title or a place they are written for people;
/// where listings or callers are told apart by the text, they are none.
enum PendingWords {
  /// `TBC` as a name or a number to call.
  static func standForText(_ cell: UnsafeRawBufferPointer) -> Bool {
    isOne(cell, among: texts)
  }

  /// What many rows have that have no reference: `new`, `0`.
  static func standForReference(_ cell: UnsafeRawBufferPointer) -> Bool {
    standForText(cell) || isOne(cell, among: references)
      || !cell.isEmpty && cell.allSatisfy { $0 == UInt8(ascii: "0") }
  }

  static func standForReference(_ cell: [UInt8]) -> Bool {
    cell.withUnsafeBytes { standForReference($0) }
  }

  private static let texts: Set<Word> = ["tbc", "tba", "tbd", "pending"]
  private static let references: Set<Word> = ["new", "x", "xx", "xxx"]
  private static let lengthMax = 7

  private static func isOne(_ cell: UnsafeRawBufferPointer, among words: Set<Word>) -> Bool {
    if cell.isEmpty || cell.count > lengthMax { return false }
    var lexer = Lexer()
    lexer.read(cell.assumingMemoryBound(to: UInt8.self).span)
    return lexer.tokens.count == 1 && lexer.tokens[0].word.map(words.contains) == true
  }
}
