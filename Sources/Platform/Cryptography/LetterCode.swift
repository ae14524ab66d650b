/// Bytes as letters, each of which stands for a few bits: RFC 4648, without padding.
struct LetterCode {
  private let letters: [UInt8]
  private let bitsPerLetter: Int

  /// - Parameter letters: as many as a power of two, up to 64.
  init(_ letters: String) {
    self.letters = Array(letters.utf8)
    bitsPerLetter = self.letters.count.trailingZeroBitCount
  }

  func text(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    var bits = 0
    var count = 0
    for byte in bytes {
      bits = (bits << 8 | Int(byte)) & 0xffff
      count += 8
      while count >= bitsPerLetter {
        count -= bitsPerLetter
        result.append(letter(bits >> count))
      }
    }
    if count > 0 { result.append(letter(bits << (bitsPerLetter - count))) }
    return String(decoding: result, as: UTF8.self)
  }

  /// - Returns: nil of other letters, and of a number of them that stands for no bytes.
  func bytes(_ text: String) -> [UInt8]? {
    var result: [UInt8] = []
    var bits = 0
    var count = 0
    for letter in text.utf8 {
      guard let value = letters.firstIndex(of: letter) else { return nil }
      bits = (bits << bitsPerLetter | value) & 0xffff
      count += bitsPerLetter
      if count >= 8 {
        count -= 8
        result.append(UInt8(truncatingIfNeeded: bits >> count))
      }
    }
    return self.text(result) == text ? result : nil
  }

  private func letter(_ bits: Int) -> UInt8 { letters[bits & (letters.count - 1)] }
}
