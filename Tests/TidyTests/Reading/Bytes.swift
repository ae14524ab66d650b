import Foundation

extension [UInt8] {
  /// Where a text begins, each time it occurs.
  func offsets(of needle: String) -> [Int] {
    var found: [Int] = []
    let terminated = self + [0]
    terminated.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { characters in
        guard let start = characters.baseAddress else { return }
        var from = start
        while let hit = strstr(from, needle) {
          found.append(UnsafePointer(hit) - start)
          from = UnsafePointer(hit) + 1
        }
      }
    }
    return found
  }

  /// Where a text begins that neither goes on as a name before nor, if it ends like one, behind.
  func words(_ needle: String) -> [Int] {
    let length = needle.utf8.count
    let endsAsName = needle.utf8.last.map(\.isNamePart) ?? false
    return offsets(of: needle).filter { offset in
      let isCutBefore = offset > 0 && self[offset - 1].isNamePart
      let isCutBehind = endsAsName && offset + length < count && self[offset + length].isNamePart
      return !isCutBefore && !isCutBehind
    }
  }

  func text(_ range: Range<Int>) -> String { String(decoding: self[range], as: UTF8.self) }
}

extension UInt8 {
  /// A letter, a digit, an underscore, or a byte of a character that is not ASCII.
  var isNamePart: Bool { isLetter || self == UInt8(ascii: "_") || (0x30...0x39).contains(self) }

  var isLetter: Bool { isLowerCase || isUpperCase || self >= 0x80 }

  var isLowerCase: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }

  var isUpperCase: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }

  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\n") }
}
