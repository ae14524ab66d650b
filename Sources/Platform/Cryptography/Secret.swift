/// Something that only its owner may know: shown once, kept as a digest.
package struct Secret: Sendable {
  /// 43 letters, digits, `-` and `_`: 256 bits.
  package let text: String

  package init(text: String) { self.text = text }

  package static func make() -> Secret { Secret(text: Base64URL.text(Random.bytes(32))) }

  /// What is kept of it.
  package var digest: [UInt8] { Blake2b.digest(Array(text.utf8)) }
}

extension Secret: CustomStringConvertible, CustomReflectable {
  /// Never the secret.
  package var description: String { "***" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
