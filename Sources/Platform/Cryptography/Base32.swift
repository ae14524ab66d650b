/// Bytes as letters and digits that are easy to type: RFC 4648, section 6, without padding.
package enum Base32 {
  private static let code = LetterCode("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

  package static func text(_ bytes: [UInt8]) -> String { code.text(bytes) }

  /// - Returns: nil of other letters, and of a number of them that stands for no bytes.
  package static func bytes(_ text: String) -> [UInt8]? { code.bytes(text) }
}
