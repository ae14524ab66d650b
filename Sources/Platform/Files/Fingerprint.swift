import Cryptography
import Glibc

/// The identity of content: BLAKE2b with 256 bits.
package struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
  package let bytes: [UInt8]

  package init?(hex: String) {
    let digits = Array(hex.utf8)
    guard digits.count == Self.size * 2 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard
        let byte = UInt8(String(decoding: digits[index...(index + 1)], as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(byte)
    }
    self.bytes = bytes
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// The fingerprint of bytes in memory.
  package init(of content: some Sequence<UInt8>) {
    var hasher = Hasher()
    let bytes = Array(content)
    bytes.withUnsafeBytes { hasher.update($0) }
    self = hasher.finish()
  }

  /// The fingerprint of a file's content, read from the start.
  package init(ofFile path: Path) throws(FileError) {
    let reader = try FileReader(path)
    var hasher = Hasher()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)
    defer { buffer.deallocate() }
    while true {
      let count = try reader.read(into: buffer)
      if count == 0 { break }
      hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    self = hasher.finish()
  }

  /// 64 lower-case hexadecimal digits.
  package var description: String { Checksum.hexadecimal(bytes) }

  static let size = Blake2b.size

  /// Adds up bytes to a fingerprint.
  package struct Hasher: ~Copyable {
    private var digest = Blake2b()

    package init() {}

    package mutating func update(_ bytes: UnsafeRawBufferPointer) { digest.update(bytes) }

    package mutating func finish() -> Fingerprint { Fingerprint(bytes: digest.finish()) }
  }
}
