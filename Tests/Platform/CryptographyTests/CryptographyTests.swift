import Testing

@testable import Cryptography

@Suite struct `A secret` {
  /// RFC 6238, appendix B, with the last six digits.
  @Test(arguments: [
    (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"),
    (1_234_567_890, "005924"), (2_000_000_000, "279037"), (20_000_000_000, "353130"),
  ])
  func `gives the codes of the standard`(_ seconds: Int, _ code: String) {
    let codes = OneTimeCode(secret: Array("12345678901234567890".utf8))
    #expect(codes.code(at: seconds / 30) == code)
    #expect(codes.step(of: code, at: Double(seconds), after: 0) == seconds / 30)
    #expect(codes.step(of: code, at: Double(seconds + 30), after: 0) == seconds / 30)
  }

  @Test func `gives codes that work once, and for a minute`() {
    let codes = OneTimeCode(secret: OneTimeCode.makeSecret())
    let code = codes.code(at: 100)
    #expect(codes.step(of: code, at: 3000, after: 100) == nil)
    #expect(codes.step(of: code, at: 3090, after: 0) == nil)
    #expect(codes.step(of: "", at: 3000, after: 0) == nil)
  }

  /// FIPS 180-4's examples.
  @Test(arguments: [
    ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
    ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
    ),
  ])
  func `has the digest of the standard`(_ text: String, _ digest: String) {
    let digits = SHA1.digest(Array(text.utf8)).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    #expect(digits.joined() == digest)
  }

  /// RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"),
    ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"),
  ])
  func `is written in letters that are easy to type`(_ text: String, _ letters: String) {
    #expect(Base32.text(Array(text.utf8)) == letters)
    #expect(Base32.bytes(letters) == Array(text.utf8))
  }

  @Test func `is written in letters that may stand in an address`() {
    #expect(Base64URL.text([0xfb, 0xff, 0xbf]) == "-_-_")
    #expect(Base64URL.text(Array("foob".utf8)) == "Zm9vYg")
  }

  @Test func `is long, new each time, and told to nobody`() {
    let secrets = (0..<100).map { _ in Secret.make() }
    #expect(Set(secrets.map(\.text)).count == 100)
    #expect(secrets.allSatisfy { $0.text.utf8.count == 43 && $0.digest.count == 32 })
    #expect("\(secrets[0])" == "***")
    #expect(String(reflecting: secrets[0]) == "***")
  }

  @Test(arguments: ["correct horse", "", "pässwörd ✓", String(repeating: "x", count: 500)])
  func `of a person is kept so that it can be checked and not read`(_ password: String) throws {
    let hash = try #require(PasswordHash.make(of: password, cost: .least))
    #expect(hash.text.hasPrefix("$argon2id$v=19$"))
    #expect(hash.matches(password))
    #expect(!hash.matches(password + "x"))
    #expect(hash != PasswordHash.make(of: password, cost: .least))
  }
}
