// Classes of ASCII bytes, as regular expressions name them.
extension UInt8 {
  @inline(__always) var isDigit: Bool { self &- 0x30 < 10 }
  @inline(__always) var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  @inline(__always) var isUpperLetter: Bool { self &- 0x41 < 26 }
  /// A letter, digit or underscore: what `\w` matches.
  @inline(__always) var isWord: Bool { isLetter || isDigit || self == 0x5f }
  @inline(__always) var isHexLetter: Bool { (self | 0x20) &- 0x61 < 6 }
  @inline(__always) var isHex: Bool { isDigit || isHexLetter }
  @inline(__always) var isBlank: Bool { self == 0x20 || self &- 0x09 < 5 }
}
