import CZLib

/// The checksum of ZIP and gzip: CRC-32 with the polynomial of IEEE 802.3.
///
/// The corresponding C function is zlib's `crc32_z`.
package struct CRC32 {
  private var state = crc32_z(0, nil, 0)

  package init() {}

  package var value: UInt32 { UInt32(truncatingIfNeeded: state) }

  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    // Without an address zlib begins anew.
    guard let start = bytes.baseAddress else { return }
    state = crc32_z(state, start.assumingMemoryBound(to: UInt8.self), bytes.count)
  }
}
