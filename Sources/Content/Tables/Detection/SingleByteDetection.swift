/// Finds the encoding of text that is not UTF-8 and has one byte a character.
///
/// Every encoding gives every byte a meaning; the right one gives meanings that belong together.
/// Each is tried with the letters of each language that is written in it: a letter of the language
/// speaks for it, another letter or a sign inside a word against it, and so does a capital behind a
/// small letter. What is never used, control characters and holes in the table, weighs most.
struct SingleByteDetection {
  private(set) var encoding = TextEncoding.windows1252
  /// Nil when no language fits, and the most frequent encoding is taken.
  private(set) var language: String?

  /// So many bytes beyond ASCII are looked at.
  private static let bytesMax = 2_000

  /// A byte beyond ASCII between its neighbours.
  private struct Place {
    var before: UInt8
    var byte: UInt8
    var after: UInt8
  }

  init(_ sample: UnsafeRawBufferPointer) {
    let places = Self.places(sample)
    var tables: [String: [UInt32]] = [:]
    var best = 0.0
    for alphabet in Alphabet.all {
      let letters = Self.codePoints(alphabet.letters)
      let rare = Self.codePoints(alphabet.rare)
      for name in alphabet.encodings {
        let table = tables[name] ?? Transcoder.highCodePoints(of: TextEncoding(rawValue: name))
        tables[name] = table
        let reading = Reading(table: table, letters: letters, rare: rare)
        let score = places.reduce(0.0) { $0 + reading.score($1.before, $1.byte, $1.after) }
        // The same letters in a smaller alphabet are the better guess at the language only.
        if score > best + 0.001 {
          best = score
          encoding = TextEncoding(rawValue: name)
          language = alphabet.name
        }
      }
    }
  }

  var evidence: String {
    let name = encoding.rawValue
    return language.map {
      "It is not valid UTF-8; read as \(name), its letters beyond ASCII are those of \($0) text."
    } ?? "It is not valid UTF-8, so it is read as Windows-1252."
  }

  private static func codePoints(_ letters: String) -> Set<UInt32> {
    Set((letters + letters.uppercased()).unicodeScalars.map(\.value))
  }

  private static func places(_ sample: UnsafeRawBufferPointer) -> [Place] {
    var places: [Place] = []
    for at in sample.indices where sample[at] >= 0x80 {
      places.append(
        Place(
          before: at > 0 ? sample[at - 1] : 0x20, byte: sample[at],
          after: at + 1 < sample.count ? sample[at + 1] : 0x20))
      if places.count == bytesMax { break }
    }
    return places
  }

  // MARK: - What a byte says

  private struct Reading {
    /// Code points of the bytes 0x80 to 0xFF, 0 for a hole.
    let table: [UInt32]
    let letters: Set<UInt32>
    let rare: Set<UInt32>

    private enum Kind {
      case lower, upper, other
    }

    func score(_ before: UInt8, _ byte: UInt8, _ after: UInt8) -> Double {
      let codePoint = table[Int(byte) - 0x80]
      if codePoint < 0xA0 { return -4 }
      let last = kind(before)
      let next = kind(after)
      let isRare = rare.contains(codePoint)
      if isRare || letters.contains(codePoint) {
        // Latin letters and others are not mixed in a word.
        if codePoint >= 0x370, Self.isASCIILetter(before) || Self.isASCIILetter(after) { return -1 }
        if last == .other && next == .other { return 0.1 }
        if kind(byte) == .upper && last == .lower { return -1 }
        return isRare ? 0.6 : 1
      }
      if kind(byte) != .other { return -1 }
      if last != .other && next != .other { return Self.isApostrophe(codePoint) ? 0.5 : -1.5 }
      if Self.isCommonSign(codePoint) { return 0.5 }
      return -0.3
    }

    private func kind(_ byte: UInt8) -> Kind {
      if byte < 0x80 {
        return 0x61...0x7A ~= byte ? .lower : 0x41...0x5A ~= byte ? .upper : .other
      }
      guard let scalar = Unicode.Scalar(table[Int(byte) - 0x80]) else { return .other }
      if scalar.properties.isUppercase { return .upper }
      return scalar.properties.isAlphabetic ? .lower : .other
    }

    private static func isASCIILetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    private static func isApostrophe(_ codePoint: UInt32) -> Bool {
      codePoint == 0x2019 || codePoint == 0xAD || codePoint == 0xA0
    }

    /// Quotation marks, dashes, the signs of money, degree, square, no-break space.
    private static func isCommonSign(_ codePoint: UInt32) -> Bool {
      switch codePoint {
      case 0x2013...0x2026, 0x20AC, 0xA3, 0xA0, 0xB0, 0xB2, 0xB3, 0xAB, 0xBB, 0xA7, 0xA9, 0xAE,
        0x2122, 0x2116, 0xBD, 0xB7:
        true
      default: false
      }
    }
  }
}
