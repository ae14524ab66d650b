/// Codes of six digits that change each half minute: TOTP, RFC 6238.
package struct OneTimeCode: Sendable {
  /// Twenty bytes, shared with the person's authenticator.
  package let secret: [UInt8]

  package init(secret: [UInt8]) { self.secret = secret }

  package static func makeSecret() -> [UInt8] { Random.bytes(20) }

  /// - Parameter step: half minutes since 1970.
  package func code(at step: Int) -> String {
    let counter = UInt64(step)
    let message = (0..<8).map { UInt8(truncatingIfNeeded: counter >> (56 - 8 * $0)) }
    let digest = SHA1.authenticate(message, key: secret)
    let offset = Int(digest[19] & 15)
    let number = digest[offset..<(offset + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let text = String((number & 0x7fff_ffff) % 1_000_000)
    return String(repeating: "0", count: 6 - text.count) + text
  }

  /// - Parameters:
  ///   - seconds: since 1970; clocks may differ by half a minute.
  ///   - last: the step of the code that was used last, which works no more.
  /// - Returns: the step of this code, to be kept; nil when it is wrong.
  package func step(of code: String, at seconds: Double, after last: Int) -> Int? {
    let digits = Array(code.utf8.filter { $0 != UInt8(ascii: " ") })
    let now = Int(seconds / 30)
    return ((now - 1)...(now + 1)).last {
      $0 > last && ConstantTime.isEqual(Array(self.code(at: $0).utf8), digits)
    }
  }

  /// What authenticators read, as text or as a picture made of it.
  package func address(issuer: String, account: String) -> String {
    "otpauth://totp/\(issuer):\(account)?secret=\(Base32.text(secret))&issuer=\(issuer)"
  }
}
