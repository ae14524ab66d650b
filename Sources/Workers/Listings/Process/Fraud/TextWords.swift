/// The words of a text as hashes: letters and figures, divided by whatever else.
enum TextWords {
  struct Word: Sendable, Equatable {
    let hash: UInt64
    /// It is made of figures only.
    let isNumber: Bool
    /// Its bytes.
    let start: Int32
    let end: Int32
  }

  /// Case does not matter for ASCII letters.
  static func of(_ text: String) -> [Word] {
    var words: [Word] = []
    append(text, to: &words)
    return words
  }

  static func append(_ text: String, to words: inout [Word]) {
    var text = text
    text.withUTF8 { bytes in
      var word = ContentHash()
      var isWord = false
      var isNumber = true
      var start = 0
      for (index, byte) in bytes.enumerated() {
        let isCapital = byte &- 0x41 < 26
        let isDigit = byte &- 0x30 < 10
        if isCapital || isDigit || byte &- 0x61 < 26 || byte >= 0x80 {
          if !isWord { start = index }
          word.append(isCapital ? byte | 0x20 : byte)
          isWord = true
          isNumber = isNumber && isDigit
        } else if isWord {
          words.append(Word(word, isNumber, start..<index))
          word = ContentHash()
          isWord = false
          isNumber = true
        }
      }
      if isWord { words.append(Word(word, isNumber, start..<bytes.count)) }
    }
  }
}

extension TextWords.Word {
  fileprivate init(_ hash: ContentHash, _ isNumber: Bool, _ bytes: Range<Int>) {
    self.hash = hash.value
    self.isNumber = isNumber
    start = Int32(truncatingIfNeeded: bytes.lowerBound)
    end = Int32(truncatingIfNeeded: bytes.upperBound)
  }
}
