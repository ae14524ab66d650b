import CSodium

/// Comparisons whose time says nothing of where two secrets differ.
package enum ConstantTime {
  /// The corresponding C function is `sodium_memcmp`.
  package static func isEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    one.count == other.count && sodium_memcmp(one, other, one.count) == 0
  }
}
