/// Bytes as text that may stand in an address: RFC 4648, section 5, without padding.
package enum Base64URL {
  private static let code = LetterCode(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

  package static func text(_ bytes: [UInt8]) -> String { code.text(bytes) }
}
