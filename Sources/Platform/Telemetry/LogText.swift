/// Makes foreign text safe for a log line.
enum LogText {
  /// As it is when it is one plain word, else in quotes with escapes.
  static func quoted(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\"") }
    return isPlain ? text : json(text)
  }

  /// A JSON string: control characters escaped, quotes and backslashes too.
  static func json(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default:
        let isControl =
          switch scalar.properties.generalCategory {
          case .control, .format, .lineSeparator, .paragraphSeparator: true
          default: false
          }
        if isControl {
          let digits = String(scalar.value, radix: 16)
          let padding = String(repeating: "0", count: max(0, 4 - digits.count))
          result += scalar.value > 0xffff ? "\u{fffd}" : "\\u\(padding)\(digits)"
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
