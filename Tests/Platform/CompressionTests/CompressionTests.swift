import Testing

@testable import Compression

@Suite struct `Compression` {
  @Test func `makes texts smaller for the way`() {
    let text = Array(String(repeating: "a page of text ", count: 500).utf8)
    let small = Gzip.compressed(text)
    #expect(small.count < 200 && small.starts(with: [0x1f, 0x8b]))
  }

  @Test(arguments: [
    ("", UInt32(0)), ("123456789", 0xcbf4_3926),
    ("The quick brown fox jumps over the lazy dog", 0x414f_a339),
  ])
  func `has the checksums of ZIP, in one piece and in many`(_ text: String, _ crc: UInt32) {
    var sum = CRC32()
    Array(text.utf8).withUnsafeBytes { sum.update($0) }
    #expect(sum.value == crc)
    var pieces = CRC32()
    for byte in text.utf8 { [byte].withUnsafeBytes { pieces.update($0) } }
    #expect(pieces.value == crc)
  }
}
