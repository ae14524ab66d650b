import CSodium

/// Adds up bytes to a digest: SHA-256, FIPS 180-4.
///
/// The corresponding C functions are `crypto_hash_sha256_*`.
package struct SHA256 {
  /// Of a digest, in bytes.
  package static let size = 32

  private var state = crypto_hash_sha256_state()

  package init() { crypto_hash_sha256_init(&state) }

  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    crypto_hash_sha256_update(
      &state, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt64(bytes.count))
  }

  /// - Returns: ``size`` bytes; nothing may be added afterwards.
  package mutating func finish() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Self.size)
    crypto_hash_sha256_final(&state, &digest)
    return digest
  }
}
