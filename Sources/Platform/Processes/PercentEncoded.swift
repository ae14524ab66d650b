package import Files

/// A path in JSON. Paths are bytes and JSON is text, so all but printable ASCII, and `%` itself, is
/// written as `%` and two hexadecimal digits.
@propertyWrapper
package struct PercentEncoded: Codable, Equatable, Sendable {
  package var wrappedValue: Path

  package init(wrappedValue: Path) { self.wrappedValue = wrappedValue }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let path = Self.path(from: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a path")
    }
    wrappedValue = path
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Self.text(of: wrappedValue))
  }

  private static let percent = UInt8(ascii: "%")

  private static func text(of path: Path) -> String {
    path.bytes.reduce(into: "") { text, byte in
      if (0x20..<0x7f).contains(byte), byte != percent {
        text.unicodeScalars.append(UnicodeScalar(byte))
      } else {
        text += (byte < 16 ? "%0" : "%") + String(byte, radix: 16)
      }
    }
  }

  private static func path(from text: String) -> Path? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == percent {
        let digits = String(decoding: rest.prefix(2), as: UTF8.self)
        // The initialiser takes a sign and a single digit too.
        guard digits.count == 2, digits.allSatisfy(\.isHexDigit),
          let decoded = UInt8(digits, radix: 16)
        else { return nil }
        rest = rest.dropFirst(2)
        bytes.append(decoded)
      } else {
        bytes.append(byte)
      }
    }
    return Path(bytes: bytes)
  }
}
