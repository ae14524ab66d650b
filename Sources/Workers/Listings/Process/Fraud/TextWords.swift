/// The words of a text as hashes: letters and figures, divided by whatever else.
enum TextWords {
  struct Word: Sendable, Equatable {
    let hash: UInt64
    /// It is made of figures only.
    let isNumber: Bool
    /// A sentence ended between the word before it and this one.
    let beginsSentence: Bool
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
      var hasEnded = false
      var start = 0
      var signEnd = 0
      for (index, byte) in bytes.enumerated() {
        let isCapital = byte &- 0x41 < 26
        let isDigit = byte &- 0x30 < 10
        if byte >= 0xc2, index >= signEnd { signEnd = index + signLength(bytes, at: index) }
        if isCapital || isDigit || byte &- 0x61 < 26 || byte >= 0x80 && index >= signEnd {
          if !isWord { start = index }
          word.append(isCapital ? byte | 0x20 : byte)
          isWord = true
          isNumber = isNumber && isDigit
          continue
        }
        if isWord {
          words.append(Word(word, isNumber, hasEnded, start..<index))
          word = ContentHash()
          isWord = false
          isNumber = true
          hasEnded = false
        }
        hasEnded = hasEnded || byte == 0x2e || byte == 0x21 || byte == 0x3f
      }
      if isWord { words.append(Word(word, isNumber, hasEnded, start..<bytes.count)) }
    }
  }

  /// How many bytes a blank or a sign beyond ASCII takes that divides words: a blank that does not
  /// break, a dash, a quotation mark, an ellipsis, a bullet, an emoji. 0 for a letter, a figure,
  /// and a sign that belongs to one (`m²`, `½`, `₦`).
  private static func signLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let second = index + 1 < bytes.count ? bytes[index + 1] : 0
    let third = index + 2 < bytes.count ? bytes[index + 2] : 0
    switch (bytes[index], second) {
    // U+00A0 to U+00BF but ª ² ³ µ ¹ º ¼ ½ ¾; × and ÷.
    case (0xc2, 0xaa), (0xc2, 0xb2...0xb3), (0xc2, 0xb5), (0xc2, 0xb9...0xba), (0xc2, 0xbc...0xbe):
      return 0
    case (0xc2, 0xa0...), (0xc3, 0x97), (0xc3, 0xb7): return 2
    // U+2000 to U+206F, U+2190 to U+2BFF, U+3000 to U+303F, U+FE00 to U+FE3F and U+FEFF.
    case (0xe2, 0x80), (0xe2, 0x87...0xaf), (0xe3, 0x80), (0xef, 0xb8): return 3
    case (0xe2, 0x81): return third < 0xb0 ? 3 : 0
    case (0xe2, 0x86): return third < 0x90 ? 0 : 3
    case (0xef, 0xbb): return third == 0xbf ? 3 : 0
    case (0xf0, 0x9f): return 4
    default: return 0
    }
  }
}

extension TextWords.Word {
  fileprivate init(
    _ hash: ContentHash, _ isNumber: Bool, _ beginsSentence: Bool, _ bytes: Range<Int>
  ) {
    self.hash = hash.value
    self.isNumber = isNumber
    self.beginsSentence = beginsSentence
    start = Int32(truncatingIfNeeded: bytes.lowerBound)
    end = Int32(truncatingIfNeeded: bytes.upperBound)
  }
}
