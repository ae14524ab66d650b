import Foundation

/// The tags of a page as a browser takes them: a text that broke out would be one, or an attribute.
///
/// Source: HTML standard, 13.2.5 (tokenisation), for pages that close what they open.
struct HTMLScan {
  struct Tag {
    let name: String
    let attributes: [(name: String, value: String)]
  }

  private(set) var tags: [Tag] = []
  /// What stands in script elements.
  private(set) var scripts: [String] = []

  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    while let open = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
      index = open + 1
      if bytes[index...].starts(with: "!--".utf8) {
        skip(past: "-->")
      } else if let first = bytes[index...].first, Self.isLetter(first) || "/!".utf8.contains(first)
      {
        readTag()
      }
    }
  }

  private mutating func readTag() {
    let name = take { !Self.isBlank($0) && $0 != UInt8(ascii: ">") }.lowercased()
    var attributes: [(String, String)] = []
    while index < bytes.count {
      _ = take { Self.isBlank($0) || $0 == UInt8(ascii: "/") }
      if index >= bytes.count || bytes[index] == UInt8(ascii: ">") { break }
      let attribute = take {
        !Self.isBlank($0) && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ">")
          && $0 != UInt8(ascii: "/")
      }
      attributes.append((attribute.lowercased(), value()))
    }
    index = min(index + 1, bytes.count)
    tags.append(Tag(name: name, attributes: attributes))
    if name == "script" {
      let start = index
      skip(past: "</script")
      scripts.append(String(decoding: bytes[start..<max(start, index - 8)], as: UTF8.self))
    }
  }

  private mutating func value() -> String {
    guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else { return "" }
    index += 1
    guard index < bytes.count else { return "" }
    let quote = bytes[index]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      return take { !Self.isBlank($0) && $0 != UInt8(ascii: ">") }
    }
    index += 1
    let value = take { $0 != quote }
    index += 1
    return value
  }

  private mutating func take(_ isTaken: (UInt8) -> Bool) -> String {
    let start = index
    while index < bytes.count, isTaken(bytes[index]) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func skip(past mark: String) {
    index = bytes[index...].firstRange(of: Array(mark.utf8))?.upperBound ?? bytes.count
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
}
