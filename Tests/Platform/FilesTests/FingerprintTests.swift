import Files
import TestSupport
import Testing

@Suite struct `A checksum` {
  /// FIPS 180-2, appendix B.
  @Test(
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        String(repeating: "a", count: 1_000_000),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
      ),
    ])
  func `of a file is what sha256sum says`(_ content: String, _ digest: String) throws {
    let place = try TemporaryDirectory()
    let file = try place.write("file", Array(content.utf8))
    #expect(try Checksum.sha256(ofFile: file) == digest)
  }
}

@Suite struct `A fingerprint` {
  /// BLAKE2b with a digest of 32 bytes, as Python's `hashlib.blake2b` computes it.
  @Test(
    arguments: [
      ([], "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"),
      (Array("abc".utf8), "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"),
      (
        Array(repeating: 0x61, count: 1_000_000),
        "0741850f36cba4259628355d1073e24ddb9ca0e1bfac36fd39ae5dc2101e23a4"
      ),
      (Array(0...255), "39a7eb9fedc19aabc83425c6755dd90e6f9d0c804964a1f4aaeea3b9fb599835"),
    ] as [([UInt8], String)])
  func `is BLAKE2b, in memory and of a file`(_ content: [UInt8], _ digest: String) throws {
    let place = try TemporaryDirectory()
    let file = try place.write("file", content)
    #expect(Fingerprint(of: content).description == digest)
    #expect(try Fingerprint(ofFile: file).description == digest)
    #expect(Fingerprint(hex: digest) == Fingerprint(of: content))
  }

  @Test(arguments: [
    "", "0e57", String(repeating: "g", count: 64), String(repeating: "-1", count: 32),
  ])
  func `is not read from what is none`(_ text: String) {
    #expect(Fingerprint(hex: text) == nil)
  }

  @Test func `does not depend on the pieces it was added up from`() {
    var hasher = Fingerprint.Hasher()
    for piece in ["", "a", "bc", ""] {
      Array(piece.utf8).withUnsafeBytes { hasher.update($0) }
    }
    #expect(hasher.finish() == Fingerprint(of: "abc".utf8))
  }
}
