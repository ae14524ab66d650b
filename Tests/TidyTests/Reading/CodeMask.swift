/// Tells code, strings and comments of a Swift file apart, byte by byte.
///
/// Knows nested comments, interpolations, raw and multi-line strings; of regular expression
/// literals it knows nothing, so the tree has none with a quote in it. Names in backticks count as
/// strings: they are prose.
struct CodeMask {
  /// One byte, because there is one for each byte of all sources.
  typealias Kind = UInt8

  static let code: Kind = 0
  static let string: Kind = 1
  static let comment: Kind = 2

  private let bytes: [UInt8]
  private var index = 0
  /// The kind of each byte.
  private(set) var kinds: [Kind]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    kinds = Array(repeating: Self.code, count: bytes.count)
    readCode(isInterpolation: false)
  }

  /// The bytes with blanks in place of all other kinds; lines stay where they are.
  func keeping(_ first: Kind, _ second: Kind? = nil) -> [UInt8] {
    var kept = bytes
    for index in 0..<kept.count where kinds[index] != first && kinds[index] != second {
      if kept[index] != UInt8(ascii: "\n") { kept[index] = UInt8(ascii: " ") }
    }
    return kept
  }

  private mutating func readCode(isInterpolation: Bool) {
    var depth = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"): readLineComment()
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): readBlockComment()
      case UInt8(ascii: "\""): readString(hashes: 0)
      case UInt8(ascii: "#"): readHashes()
      case UInt8(ascii: "`"): readRawIdentifier()
      case UInt8(ascii: "("):
        depth += 1
        index += 1
      case UInt8(ascii: ")"):
        if isInterpolation, depth == 0 { return }
        depth -= 1
        index += 1
      default: index += 1
      }
    }
  }

  private mutating func readLineComment() {
    while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { take(1, as: Self.comment) }
  }

  private mutating func readBlockComment() {
    var depth = 0
    repeat {
      if peek(0) == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
        depth += 1
        take(2, as: Self.comment)
      } else if peek(0) == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
        depth -= 1
        take(2, as: Self.comment)
      } else {
        take(1, as: Self.comment)
      }
    } while depth > 0 && index < bytes.count
  }

  private mutating func readHashes() {
    var hashes = 0
    while peek(hashes) == UInt8(ascii: "#") { hashes += 1 }
    guard peek(hashes) == UInt8(ascii: "\"") else {
      index += hashes
      return
    }
    take(hashes, as: Self.string)
    readString(hashes: hashes)
  }

  private mutating func readRawIdentifier() {
    take(1, as: Self.string)
    while index < bytes.count, bytes[index] != UInt8(ascii: "`") { take(1, as: Self.string) }
    take(1, as: Self.string)
  }

  private mutating func readString(hashes: Int) {
    let isLong = peek(1) == UInt8(ascii: "\"") && peek(2) == UInt8(ascii: "\"")
    let quotes = isLong ? 3 : 1
    take(quotes, as: Self.string)
    while index < bytes.count {
      if isClosing(quotes: quotes, hashes: hashes) { return take(quotes + hashes, as: Self.string) }
      if bytes[index] == UInt8(ascii: "\n"), !isLong { return }
      if bytes[index] == UInt8(ascii: "\\"), hasHashes(hashes, at: 1) {
        readEscape(hashes: hashes)
      } else {
        take(1, as: Self.string)
      }
    }
  }

  private mutating func readEscape(hashes: Int) {
    let isInterpolation = peek(hashes + 1) == UInt8(ascii: "(")
    take(hashes + 2, as: Self.string)
    if !isInterpolation { return }
    readCode(isInterpolation: true)
    take(1, as: Self.string)
  }

  private func isClosing(quotes: Int, hashes: Int) -> Bool {
    (0..<quotes).allSatisfy { peek($0) == UInt8(ascii: "\"") } && hasHashes(hashes, at: quotes)
  }

  private func hasHashes(_ hashes: Int, at offset: Int) -> Bool {
    (0..<hashes).allSatisfy { peek(offset + $0) == UInt8(ascii: "#") }
  }

  private func peek(_ offset: Int) -> UInt8 {
    index + offset < bytes.count ? bytes[index + offset] : 0
  }

  private mutating func take(_ count: Int, as kind: Kind) {
    let end = min(index + count, bytes.count)
    while index < end {
      kinds[index] = kind
      index += 1
    }
  }
}
