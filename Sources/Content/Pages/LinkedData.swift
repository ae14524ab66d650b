/// A value of JSON-LD, the machine-readable description inside a page.
///
/// ```swift
/// let data: LinkedData = ["@type": "Book", "name": .text(title), "numberOfPages": 120]
/// ```
/// Members keep their order. It is written so that neither `</script>` nor a line separator in a
/// text can end the script element or the statement around it.
package enum LinkedData: Sendable {
  case text(String)
  case integer(Int)
  /// A number; written as `null` when it is not finite.
  case number(Double)
  case flag(Bool)
  case list([LinkedData])
  case object([(name: String, value: LinkedData)])
}

extension LinkedData: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .text(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(booleanLiteral value: Bool) { self = .flag(value) }
  package init(arrayLiteral elements: LinkedData...) { self = .list(elements) }
  package init(dictionaryLiteral elements: (String, LinkedData)...) {
    self = .object(elements.map { (name: $0.0, value: $0.1) })
  }
}

extension LinkedData {
  /// An address.
  package static func link(_ link: Link) -> LinkedData { .text(link.text) }
}

extension LinkedData: HTML {
  /// Writes the JSON alone, without the script element around it.
  package func write(_ writer: inout HTMLWriter) {
    switch self {
    case .text(let text): LinkedData.write(text, to: &writer)
    case .integer(let integer): writer.integer(integer)
    case .number(let number) where number.isFinite: writer.text(number.description)
    case .number: writer.markup("null")
    case .flag(let flag): writer.markup(flag ? "true" : "false")
    case .list(let list): LinkedData.write(list, to: &writer)
    case .object(let members): LinkedData.write(members, to: &writer)
    }
  }

  private static func write(_ list: [LinkedData], to writer: inout HTMLWriter) {
    writer.byte(0x5B)
    for (index, element) in list.enumerated() {
      if index > 0 { writer.byte(0x2C) }
      element.write(&writer)
    }
    writer.byte(0x5D)
  }

  private static func write(
    _ members: [(name: String, value: LinkedData)], to writer: inout HTMLWriter
  ) {
    writer.byte(0x7B)
    for (index, member) in members.enumerated() {
      if index > 0 { writer.byte(0x2C) }
      write(member.name, to: &writer)
      writer.byte(0x3A)
      member.value.write(&writer)
    }
    writer.byte(0x7D)
  }

  /// Copies runs of plain bytes and escapes what lies between them.
  private static func write(_ text: String, to writer: inout HTMLWriter) {
    var text = text
    writer.byte(0x22)
    text.withUTF8 { bytes in
      var runStart = 0
      var index = 0
      while index < bytes.count {
        let length = isPlain(bytes[index]) ? 0 : lengthOfSpecial(in: bytes, at: index)
        if length > 0 {
          writer.append(UnsafeBufferPointer(rebasing: bytes[runStart..<index]))
          escape(bytes[index..<(index + length)], to: &writer)
          runStart = index + length
        }
        index += max(length, 1)
      }
      writer.append(UnsafeBufferPointer(rebasing: bytes[runStart...]))
    }
    writer.byte(0x22)
  }

  /// Whether a byte never needs a second look.
  @inline(__always) private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x00...0x1F, 0x22, 0x26, 0x3C, 0x3E, 0x5C, 0x7F, 0xC2, 0xE2: false
    default: true
    }
  }

  /// The length of the character at `index` where it must be escaped; 0 when it may stand.
  private static func lengthOfSpecial(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    switch bytes[index] {
    // C1 controls: U+0080 to U+009F.
    case 0xC2: bytes[index + 1] < 0xA0 ? 2 : 0
    // Separators of lines and paragraphs: U+2028 and U+2029.
    case 0xE2: bytes[index + 1] == 0x80 && bytes[index + 2] & 0xFE == 0xA8 ? 3 : 0
    default: 1
    }
  }

  private static func escape(
    _ character: Slice<UnsafeBufferPointer<UInt8>>, to writer: inout HTMLWriter
  ) {
    switch character[character.startIndex] {
    case 0x22: writer.markup("\\\"")
    case 0x5C: writer.markup("\\\\")
    case 0x0A: writer.markup("\\n")
    case 0x09: writer.markup("\\t")
    default:
      for scalar in String(decoding: character, as: UTF8.self).unicodeScalars {
        escape(scalar, to: &writer)
      }
    }
  }

  /// Writes `\u` and the four hexadecimal digits of a character below U+10000.
  private static func escape(_ scalar: Unicode.Scalar, to writer: inout HTMLWriter) {
    writer.markup("\\u")
    for shift in [12, 8, 4, 0] as [UInt32] {
      let digit = UInt8(scalar.value >> shift & 15)
      writer.byte(digit < 10 ? 0x30 + digit : 0x57 + digit)
    }
  }
}
