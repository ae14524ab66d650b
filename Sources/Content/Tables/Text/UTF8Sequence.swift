/// One character of UTF-8 text, looked at in place.
struct UTF8Sequence {
  let codePoint: UInt32
  let length: Int

  /// Decodes the character at the start of `bytes`, which must be valid UTF-8 and hold all of it.
  init(at bytes: UnsafePointer<UInt8>) {
    let lead = UInt32(bytes[0])
    length = Self.length(ofLead: bytes[0])
    switch length {
    case 2: codePoint = (lead & 0x1F) << 6 | Self.tail(bytes[1])
    case 3: codePoint = (lead & 0x0F) << 12 | Self.tail(bytes[1]) << 6 | Self.tail(bytes[2])
    case 4:
      codePoint =
        (lead & 0x07) << 18 | Self.tail(bytes[1]) << 12 | Self.tail(bytes[2]) << 6
        | Self.tail(bytes[3])
    default: codePoint = lead
    }
  }

  /// How many bytes a character with this first byte has.
  static func length(ofLead lead: UInt8) -> Int {
    if lead < 0xC0 { return 1 }
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
  }

  private static func tail(_ byte: UInt8) -> UInt32 { UInt32(byte & 0x3F) }
}
