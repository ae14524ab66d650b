import Testing

@testable import Logs

@Suite struct `A log in UTF-16` {
  @Test(arguments: [1, 2, 3, 5, 100], [false, true])
  func `is UTF-8 whatever pieces it comes in`(_ size: Int, _ isBigEndian: Bool) throws {
    let text = "\u{feff}ERROR no room 🏠 é\r\nb\n"
    let bytes = text.utf16.flatMap { unit -> [UInt8] in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xff))
      return isBigEndian ? [high, low] : [low, high]
    }
    var reader = try #require(bytes.withUnsafeBytes { UTF16Text(start: $0) })
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      let piece = Array(bytes[start..<min(bytes.count, start + size)])
      result += piece.withUnsafeBytes { reader.utf8($0) }
    }
    #expect(String(decoding: result, as: UTF8.self) == text)
  }

  @Test func `has a mark`() {
    #expect(Array("ab".utf8).withUnsafeBytes { UTF16Text(start: $0) } == nil)
  }
}
