/// UTF-8 that was read as Windows-1252 and written as UTF-8 again: “£” became “Â£”.
///
/// Read backwards, each such character is a Windows-1252 byte, and the bytes together are one
/// UTF-8 character. Text that was never damaged hardly ever has that shape, so one look at a
/// sample settles a whole file.
enum Mojibake {
  /// The most bytes one damaged character takes: four characters of three bytes.
  static let sequenceBytesMax = 12

  /// What stands at a place in the text.
  enum Finding: Equatable {
    /// `length` bytes that mean the one character whose UTF-8 is `bytes`.
    case damaged(length: Int, bytes: [UInt8])
    /// An ordinary character of this many bytes.
    case sound(length: Int)
    /// The text ends too early to tell.
    case undecided
  }

  /// Looks at the character at the start of `text`, which is valid UTF-8 of `length` ≥ 1 bytes.
  static func find(_ text: UnsafePointer<UInt8>, length: Int) -> Finding {
    let first = UTF8Sequence(at: text)
    guard first.length > 1, let lead = Windows1252.byte(of: first.codePoint),
      0xC2...0xF4 ~= lead
    else { return .sound(length: first.length) }
    var bytes = [lead]
    var at = first.length
    while bytes.count < UTF8Sequence.length(ofLead: lead) {
      guard at < length else { return .undecided }
      let next = UTF8Sequence(at: text + at)
      guard next.length > 1, let byte = Windows1252.byte(of: next.codePoint), 0x80...0xBF ~= byte
      else { return .sound(length: first.length) }
      bytes.append(byte)
      at += next.length
    }
    return String(validating: bytes, as: UTF8.self) == nil
      ? .sound(length: first.length) : .damaged(length: at, bytes: bytes)
  }

  /// Whether a sample of valid UTF-8 is damaged throughout, and how often.
  ///
  /// - Returns: The number of damaged characters when they are at least ten for each other
  ///   character beyond ASCII, otherwise 0.
  static func count(in sample: UnsafeBufferPointer<UInt8>) -> Int {
    guard let base = sample.baseAddress else { return 0 }
    var damaged = 0
    var sound = 0
    var at = 0
    while at < sample.count {
      if base[at] < 0x80 {
        at += 1
        continue
      }
      switch find(base + at, length: sample.count - at) {
      case .damaged(let length, _):
        damaged += 1
        at += length
      case .sound(let length):
        sound += 1
        at += length
      case .undecided:
        at = sample.count
      }
    }
    return damaged >= 10 * sound ? damaged : 0
  }

  static func decision(damaged: Int) -> FormatDecision {
    FormatDecision(
      .damage, "mended",
      "Its text is UTF-8 encoded twice, as when UTF-8 is opened as Windows-1252 and saved again "
        + "(\(damaged) places at its start): mended.")
  }

  /// Mends text in place; it never grows.
  ///
  /// - Parameter isLast: Whether the text ends here; otherwise an undecided end is left as it is.
  /// - Returns: How many bytes were read, and how many written at the start of `text`.
  static func mend(
    _ text: UnsafeMutablePointer<UInt8>, length: Int, isLast: Bool
  ) -> (read: Int, written: Int) {
    var read = 0
    var written = 0
    while read < length {
      if text[read] < 0x80 {
        text[written] = text[read]
        read += 1
        written += 1
        continue
      }
      switch find(text + read, length: length - read) {
      case .damaged(let length, let bytes):
        for byte in bytes {
          text[written] = byte
          written += 1
        }
        read += length
      case .undecided where !isLast:
        return (read, written)
      case .undecided, .sound:
        for _ in 0..<UTF8Sequence.length(ofLead: text[read]) {
          text[written] = text[read]
          read += 1
          written += 1
        }
      }
    }
    return (read, written)
  }
}
