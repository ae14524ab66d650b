/// A JSON value, with numbers as they are written.
enum JSONText: Equatable {
  case object([(name: String, value: JSONText)])
  case array([JSONText])
  case string(String)
  case number(String)
  case flag(Bool)
  case null

  /// The text of what is no list and no object.
  var scalar: String? {
    switch self {
    case .string(let text), .number(let text): text
    case .flag(let flag): flag ? "true" : "false"
    case .object, .array, .null: nil
    }
  }

  var fields: [(name: String, value: JSONText)] {
    if case .object(let fields) = self { return fields }
    return []
  }

  subscript(name: String) -> JSONText? { fields.first { $0.name == name }?.value }

  static func == (one: JSONText, other: JSONText) -> Bool {
    switch (one, other) {
    case (.object(let one), .object(let other)):
      one.count == other.count
        && zip(one, other).allSatisfy { $0.name == $1.name && $0.value == $1.value }
    case (.array(let one), .array(let other)): one == other
    case (.string(let one), .string(let other)), (.number(let one), .number(let other)):
      one == other
    case (.flag(let one), .flag(let other)): one == other
    case (.null, .null): true
    default: false
    }
  }

  /// - Returns: nil when the bytes are not one whole value (RFC 8259).
  init?(_ bytes: UnsafeRawBufferPointer) {
    var reader = Reader(bytes: bytes)
    guard let value = reader.value(depth: 0) else { return nil }
    reader.skipBlanks()
    if reader.at < bytes.count { return nil }
    self = value
  }

  private struct Reader {
    private static let depthMax = 60
    let bytes: UnsafeRawBufferPointer
    var at = 0

    mutating func skipBlanks() {
      while at < bytes.count, bytes[at].isBlank { at += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
      skipBlanks()
      guard at < bytes.count, bytes[at] == byte else { return false }
      at += 1
      return true
    }

    mutating func value(depth: Int) -> JSONText? {
      skipBlanks()
      guard at < bytes.count, depth < Self.depthMax else { return nil }
      switch bytes[at] {
      case 0x7b: return object(depth)
      case 0x5b: return array(depth)
      case 0x22: return string().map(JSONText.string)
      case 0x74: return word("true", .flag(true))
      case 0x66: return word("false", .flag(false))
      case 0x6e: return word("null", .null)
      default: return number()
      }
    }

    private mutating func object(_ depth: Int) -> JSONText? {
      at += 1
      var fields: [(name: String, value: JSONText)] = []
      if take(0x7d) { return .object([]) }
      repeat {
        skipBlanks()
        guard at < bytes.count, bytes[at] == 0x22, let name = string(), take(0x3a),
          let value = value(depth: depth + 1)
        else { return nil }
        fields.append((name, value))
      } while take(0x2c)
      return take(0x7d) ? .object(fields) : nil
    }

    private mutating func array(_ depth: Int) -> JSONText? {
      at += 1
      var values: [JSONText] = []
      if take(0x5d) { return .array([]) }
      repeat {
        guard let value = value(depth: depth + 1) else { return nil }
        values.append(value)
      } while take(0x2c)
      return take(0x5d) ? .array(values) : nil
    }

    private mutating func word(_ word: String, _ value: JSONText) -> JSONText? {
      guard bytes[at...].starts(with: word.utf8) else { return nil }
      at += word.utf8.count
      return value
    }

    private mutating func number() -> JSONText? {
      let start = at
      while at < bytes.count, bytes[at].isDigit || "+-.eE".utf8.contains(bytes[at]) { at += 1 }
      let text = String(decoding: bytes[start..<at], as: UTF8.self)
      return Double(text) == nil ? nil : .number(text)
    }

    private mutating func string() -> String? {
      at += 1
      var start = at
      var text: [UInt8] = []
      while at < bytes.count {
        switch bytes[at] {
        case 0x22:
          text += bytes[start..<at]
          at += 1
          return String(decoding: text, as: UTF8.self)
        case 0x5c:
          text += bytes[start..<at]
          guard let scalar = escape() else { return nil }
          text += String(scalar).utf8
          start = at
        default: at += 1
        }
      }
      return nil
    }

    /// What a backslash stands for; a lone half of a pair is U+FFFD.
    private mutating func escape() -> Character? {
      at += 2
      guard at <= bytes.count else { return nil }
      switch bytes[at - 1] {
      case 0x6e: return "\n"
      case 0x74: return "\t"
      case 0x72: return "\r"
      case 0x62: return "\u{8}"
      case 0x66: return "\u{c}"
      case 0x75:
        guard let unit = unit() else { return nil }
        if unit & 0xfc00 == 0xd800, at + 1 < bytes.count, bytes[at] == 0x5c, bytes[at + 1] == 0x75 {
          at += 2
          guard let low = self.unit() else { return nil }
          let code = 0x10000 + (unit & 0x3ff) << 10 + low & 0x3ff
          return Character(Unicode.Scalar(code) ?? "\u{fffd}")
        }
        return Character(Unicode.Scalar(unit) ?? "\u{fffd}")
      case let byte where byte < 0x80: return Character(Unicode.Scalar(byte))
      default: return nil
      }
    }

    private mutating func unit() -> UInt32? {
      guard at + 4 <= bytes.count else { return nil }
      let text = String(decoding: bytes[at..<(at + 4)], as: UTF8.self)
      at += 4
      return UInt32(text, radix: 16)
    }
  }
}
