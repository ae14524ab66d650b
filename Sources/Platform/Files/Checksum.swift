import Cryptography

/// Checksums as others check them.
package enum Checksum {
  private static let bufferSize = 256 << 10

  /// The SHA-256 of a file's content: 64 lower-case hexadecimal digits.
  package static func sha256(ofFile path: Path) throws(FileError) -> String {
    let reader = try FileReader(path)
    var hasher = SHA256()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bufferSize, alignment: 64)
    defer { buffer.deallocate() }
    while true {
      let count = try reader.read(into: buffer)
      if count == 0 { break }
      hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    return hexadecimal(hasher.finish())
  }

  static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
