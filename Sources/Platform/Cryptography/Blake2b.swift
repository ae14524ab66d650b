import CSodium

/// Adds up bytes to a digest: BLAKE2b, RFC 7693.
///
/// The corresponding C functions are `crypto_generichash_*`.
package struct Blake2b: ~Copyable {
  /// Of a digest, in bytes.
  package static let size = 32

  private let memory: UnsafeMutableRawPointer

  package init() {
    memory = .allocate(byteCount: crypto_generichash_statebytes(), alignment: 64)
    // Cannot fail with this constant size and without a key.
    let result = crypto_generichash_init(OpaquePointer(memory), nil, 0, Self.size)
    precondition(result == 0, "BLAKE2b takes a digest of \(Self.size) bytes")
  }

  deinit { memory.deallocate() }

  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    crypto_generichash_update(
      OpaquePointer(memory), bytes.baseAddress?.assumingMemoryBound(to: UInt8.self),
      UInt64(bytes.count))
  }

  package mutating func finish() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Self.size)
    crypto_generichash_final(OpaquePointer(memory), &digest, Self.size)
    return digest
  }

  /// The digest of bytes in memory.
  package static func digest(_ bytes: [UInt8]) -> [UInt8] {
    var hasher = Blake2b()
    bytes.withUnsafeBytes { hasher.update($0) }
    return hasher.finish()
  }
}
