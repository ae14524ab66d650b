/// What a channel's visible files have of one listing.
struct ChannelSlot: Equatable, Sendable {
  let number: Int
  /// Of the listing as it was when its parts were written.
  let digest: Int
  /// When that was.
  let changed: Moment
  /// Bytes of each part; 0 where a file has none of it.
  var lengths: SIMD4<UInt32>

  /// Files of a channel, the one that names what is left out included.
  static let filesMax = 4

  static let bytes = 32
}

extension ChannelSlot {
  /// As the table keeps them: 32 bytes each, little-endian, in ascending order of the numbers.
  static func pack(_ slots: [ChannelSlot]) -> [UInt8] {
    var packed: [UInt8] = []
    packed.reserveCapacity(slots.count * bytes)
    for slot in slots {
      append(UInt32(truncatingIfNeeded: slot.number), to: &packed)
      append(UInt32(truncatingIfNeeded: slot.changed.secondsSince1970), to: &packed)
      append(slot.digest, to: &packed)
      for file in 0..<filesMax { append(slot.lengths[file], to: &packed) }
    }
    return packed
  }

  static func unpack(_ packed: [UInt8]) -> [ChannelSlot] {
    packed.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count - self.bytes + 1, by: self.bytes).map { start in
        func word(_ offset: Int) -> UInt32 {
          UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start + offset, as: UInt32.self))
        }
        return ChannelSlot(
          number: Int(word(0)),
          digest: Int(
            littleEndian: bytes.loadUnaligned(fromByteOffset: start + 8, as: Int.self)),
          changed: Moment(secondsSince1970: Int(word(4))),
          lengths: SIMD4(word(16), word(20), word(24), word(28)))
      }
    }
  }

  private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
