// What varies from one line of a kind to the next is replaced by one byte, the wildcard:
//
//   Received block blk_3587 of size 67108864 from /10.251.42.84
//   Received block *        of size *        from /*
//
// Dates, quoted text, addresses, identifiers, paths, sizes with units and numbers, found in one
// pass from left to right, with the same rules for every system.

/// Replaces the variable parts of a line.
struct LineMask {
  /// Stands for a variable part; a line that holds it itself is none of text.
  static let wildcard: UInt8 = 0

  private(set) var bytes: [UInt8] = []

  /// Masks a line into ``bytes``.
  mutating func mask(_ line: UnsafeRawBufferPointer) {
    bytes.removeAll(keepingCapacity: true)
    let text = LineScan(line)
    var at = 0
    while at < line.count {
      let byte = line[at]
      let end = Self.end(of: byte, at, text)
      if end > at {
        append(from: at, to: end, line)
        at = end
      } else if byte.isWord {
        // No rule begins within a word but behind its letters.
        repeat {
          bytes.append(line[at])
          at += 1
        } while at < line.count && line[at].isWord && !text.startsNumber(at)
      } else {
        bytes.append(byte)
        at += 1
      }
    }
  }

  /// Where the variable part that begins here ends; `at` when none does.
  private static func end(of byte: UInt8, _ at: Int, _ text: LineScan) -> Int {
    switch byte {
    case 0x22: return text.quoted(at)
    case 0x20: return text.sizeInBrackets(at)
    case 0x2f: return text.path(at)
    case 0x2b, 0x2d: return text.number(at)
    default: break
    }
    if byte.isDigit { return digits(at, text) }
    guard byte.isLetter, !text.isWord(at - 1) else { return at }
    if byte.isUpperLetter {
      let date = text.namedDate(at)
      if date > at { return date }
    }
    if byte.isHexLetter {
      let hex = text.hexadecimal(at)
      if hex > at { return hex }
    }
    return text.numberedName(at)
  }

  private static func digits(_ at: Int, _ text: LineScan) -> Int {
    if !text.isWord(at - 1) {
      let end = text.digitsAtWordStart(at)
      if end > at { return end }
    }
    return text.number(at)
  }

  /// Writes the wildcard; quotes stay, and a size in brackets says nothing at all.
  private mutating func append(from start: Int, to end: Int, _ line: UnsafeRawBufferPointer) {
    switch line[start] {
    case 0x22:
      bytes.append(0x22)
      bytes.append(Self.wildcard)
      bytes.append(0x22)
    case 0x20: break
    default: bytes.append(Self.wildcard)
    }
  }
}
