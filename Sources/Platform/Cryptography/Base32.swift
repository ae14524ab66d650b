/// Bytes as letters and digits that are easy to type: RFC 4648, section 6, without padding.
package enum Base32 {
  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

  package static func text(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    var bits = 0
    var count = 0
    for byte in bytes {
      bits = (bits << 8 | Int(byte)) & 0xffff
      count += 8
      while count >= 5 {
        count -= 5
        result.append(letters[bits >> count & 31])
      }
    }
    if count > 0 { result.append(letters[bits << (5 - count) & 31]) }
    return String(decoding: result, as: UTF8.self)
  }

  /// - Returns: nil of other letters, and of a number of them that stands for no bytes.
  package static func bytes(_ text: String) -> [UInt8]? {
    var result: [UInt8] = []
    var bits = 0
    var count = 0
    for letter in text.utf8 {
      guard let value = letters.firstIndex(of: letter) else { return nil }
      bits = (bits << 5 | value) & 0xfff
      count += 5
      if count >= 8 {
        count -= 8
        result.append(UInt8(truncatingIfNeeded: bits >> count))
      }
    }
    return Self.text(result) == text ? result : nil
  }
}
