import CSodium

/// Numbers that nobody can guess.
package enum Random {
  /// The corresponding C function is `randombytes_buf`.
  package static func bytes(_ count: Int) -> [UInt8] {
    Sodium.prepare()
    var bytes = [UInt8](repeating: 0, count: count)
    randombytes_buf(&bytes, count)
    return bytes
  }
}
