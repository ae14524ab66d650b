import CSodium

/// A password as it is kept: Argon2id with its salt and cost, RFC 9106.
///
/// Takes memory and time on purpose: call it where that blocks nobody.
package struct PasswordHash: Sendable, Equatable {
  /// What guessing costs.
  package struct Cost: Sendable, Equatable {
    package let passes: UInt64
    package let bytes: Int

    /// The second recommended choice of RFC 9106, section 4.
    package static let standard = Cost(passes: 3, bytes: 64 << 20)
    /// For tests: as little as the algorithm allows.
    package static let least = Cost(passes: 1, bytes: 8 << 10)
  }

  /// The usual text, beginning with `$argon2id$`.
  package let text: String

  package init(text: String) { self.text = text }

  /// The corresponding C function is `crypto_pwhash_str`.
  ///
  /// - Returns: nil when there is not enough memory.
  package static func make(of password: String, cost: Cost) -> PasswordHash? {
    Sodium.prepare()
    var text = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
    let secret = password.utf8.map { CChar(bitPattern: $0) }
    let result = crypto_pwhash_str(
      &text, secret, UInt64(secret.count), cost.passes, cost.bytes)
    guard result == 0 else { return nil }
    let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return PasswordHash(text: String(decoding: bytes, as: UTF8.self))
  }

  /// The corresponding C function is `crypto_pwhash_str_verify`.
  package func matches(_ password: String) -> Bool {
    Sodium.prepare()
    let secret = password.utf8.map { CChar(bitPattern: $0) }
    return crypto_pwhash_str_verify(text, secret, UInt64(secret.count)) == 0
  }
}

extension PasswordHash {
  /// One that no password matches, and that takes as long to find that out.
  package static func decoy(_ cost: Cost) -> PasswordHash {
    let salt = String(repeating: "A", count: 22)
    let digest = String(repeating: "A", count: 43)
    return PasswordHash(
      text: "$argon2id$v=19$m=\(cost.bytes >> 10),t=\(cost.passes),p=1$\(salt)$\(digest)")
  }
}
