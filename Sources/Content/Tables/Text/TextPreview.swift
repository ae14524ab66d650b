/// The begin of a text for people who look at it, in whatever encoding it was written.
package enum TextPreview {
  /// - Parameter start: the first bytes; may end in the middle of a character.
  /// - Returns: nil for what is no text.
  package static func text(_ start: [UInt8]) -> String? {
    let found: EncodingDetection? = start.withUnsafeBytes { bytes in
      // Whatever it is, it cannot be shown: why is of no use to who looks.
      try? EncodingDetection(bytes, ByteCounts(bytes))
    }
    guard let found else { return nil }
    let body = start.dropFirst(found.markBytes)
    if found.encoding == .utf8 {
      let text = String(decoding: body, as: UTF8.self)
      // The last character may be cut.
      return text.last == "\u{fffd}" ? String(text.dropLast()) : text
    }
    return converted(Array(body), found.encoding)
  }

  private static func converted(_ bytes: [UInt8], _ encoding: TextEncoding) -> String? {
    bytes.withUnsafeBufferPointer { bytes in
      // A system whose iconv lacks the encoding shows nothing.
      guard var transcoder = try? Transcoder(encoding, bytes: bytes) else { return nil }
      return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 3 * bytes.count + 8) {
        let written = transcoder.decode(into: $0, isLast: false).written
        return written == 0 ? nil : String(decoding: $0.prefix(written), as: UTF8.self)
      }
    }
  }
}
