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

  private static func write(_ text: String, to writer: inout HTMLWriter) {
    writer.byte(0x22)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": writer.markup("\\\"")
      case "\\": writer.markup("\\\\")
      case "\n": writer.markup("\\n")
      case "\t": writer.markup("\\t")
      case "<", ">", "&", "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        escape(scalar, to: &writer)
      default:
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { writer.byte(byte) }
      }
    }
    writer.byte(0x22)
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
