import CCSVIndex

/// Finds the encoding of a file from its first bytes.
///
/// A byte order mark decides; then zero bytes in every second or fourth place; then validity as
/// UTF-8. What remains has one byte a character: the letters say in which encoding.
struct EncodingDetection: Equatable {
  var encoding: TextEncoding
  /// Length of the byte order mark, 0 if there is none.
  var markBytes: Int
  /// A sentence for people on why.
  var evidence: String

  var decision: FormatDecision { FormatDecision(.encoding, encoding.rawValue, evidence) }

  private static let marks: [(bytes: [UInt8], encoding: TextEncoding)] = [
    ([0xFF, 0xFE, 0x00, 0x00], .utf32LittleEndian),
    ([0x00, 0x00, 0xFE, 0xFF], .utf32BigEndian),
    ([0xEF, 0xBB, 0xBF], .utf8),
    ([0xFF, 0xFE], .utf16LittleEndian),
    ([0xFE, 0xFF], .utf16BigEndian),
  ]

  /// - Parameters:
  ///   - sample: The start of the file; may end in the middle of a character.
  ///   - counts: Those of the sample.
  /// - Throws: ``TableError`` with `.notText`.
  init(_ sample: UnsafeRawBufferPointer, _ counts: ByteCounts) throws {
    if let mark = Self.marks.first(where: { sample.starts(with: $0.bytes) }) {
      encoding = mark.encoding
      markBytes = mark.bytes.count
      evidence = "It starts with the byte order mark of \(mark.encoding.rawValue)."
      return
    }
    if let kind = FileSignature.kind(of: sample) { throw TableError(.notText(kind)) }
    markBytes = 0
    if counts[0] > 0, let wide = Self.wideEncoding(of: sample) {
      encoding = wide
      evidence = "Its zero bytes lie as they do in \(wide.rawValue)."
      return
    }
    // More than one byte in thirty is a control character that text does not use.
    if counts.controls * 30 > sample.count { throw TableError(.notText("a binary file")) }
    let count = counts.high == 0 ? (multibyte: 0, malformed: 0) : Self.countCharacters(sample)
    if count.malformed == 0 {
      encoding = .utf8
      evidence =
        count.multibyte == 0
        ? "Its start is plain ASCII, read as UTF-8." : "Its start is valid UTF-8."
    } else if count.malformed * 10 <= count.multibyte {
      encoding = .utf8
      evidence = "It is UTF-8 with \(count.malformed) broken places at its start."
    } else {
      let found = SingleByteDetection(sample)
      encoding = found.encoding
      evidence = found.evidence
    }
  }

  /// An encoding that a rule names; its byte order mark is passed over.
  init(pinned: TextEncoding, _ sample: UnsafeRawBufferPointer) {
    let mark = Self.marks.first { $0.encoding == pinned && sample.starts(with: $0.bytes) }
    encoding = pinned
    markBytes = mark?.bytes.count ?? 0
    evidence = "Its encoding is \(pinned.rawValue), as the rule says."
  }

  /// UTF-16 or UTF-32 without a mark, by where the zero bytes of mostly Latin text lie.
  private static func wideEncoding(of sample: UnsafeRawBufferPointer) -> TextEncoding? {
    var zeros = [0, 0, 0, 0]
    let units = min(sample.count, 4_096) / 4
    guard units > 0 else { return nil }
    for at in 0..<units * 4 where sample[at] == 0 {
      zeros[at % 4] += 1
    }
    let isMostlyZero = zeros.map { $0 * 10 > units * 7 }
    let isNeverZero = zeros.map { $0 * 20 < units }
    if isMostlyZero[1] && isMostlyZero[2] && isMostlyZero[3] && isNeverZero[0] {
      return .utf32LittleEndian
    }
    if isMostlyZero[0] && isMostlyZero[1] && isMostlyZero[2] && isNeverZero[3] {
      return .utf32BigEndian
    }
    if isMostlyZero[1] && isMostlyZero[3] && isNeverZero[0] && isNeverZero[2] {
      return .utf16LittleEndian
    }
    if isMostlyZero[0] && isMostlyZero[2] && isNeverZero[1] && isNeverZero[3] {
      return .utf16BigEndian
    }
    return nil
  }

  private static func countCharacters(
    _ sample: UnsafeRawBufferPointer
  ) -> (multibyte: Int, malformed: Int) {
    guard let base = sample.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return (0, 0) }
    var malformed = 0
    var multibyte = 0
    var at = 0
    while at < sample.count {
      var truncated: Int32 = 0
      let clean = csvindex_clean(base + at, sample.count - at, &truncated)
      for place in at..<at + clean where base[place] >= 0xC0 {
        multibyte += 1
      }
      at += clean
      if truncated != 0 { break }
      if at < sample.count && base[at] != 0 { malformed += 1 }
      at += 1
    }
    return (multibyte, malformed)
  }
}
