/// Reads JSON (RFC 8259): one value, with nothing but white space around it.
struct JSONReader {
  private static let depthMax = 64

  private let bytes: [UInt8]
  private var index = 0

  /// - Returns: nil for what is no JSON, or more than 64 brackets deep.
  static func value(of bytes: some Sequence<UInt8>) -> JSONValue? {
    var reader = JSONReader(bytes: Array(bytes))
    guard let value = reader.value(depth: 0) else { return nil }
    reader.skipBlanks()
    return reader.index == reader.bytes.count ? value : nil
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipBlanks() {
    while let byte = next, [0x20, 0x0a, 0x0d, 0x09].contains(byte) { index += 1 }
  }

  private mutating func takes(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard next == byte else { return false }
    index += 1
    return true
  }

  private mutating func takes(word: StaticString) -> Bool {
    let word = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard bytes[index...].starts(with: word) else { return false }
    index += word.count
    return true
  }

  private mutating func value(depth: Int) -> JSONValue? {
    if depth > Self.depthMax { return nil }
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return object(depth: depth)
    case UInt8(ascii: "["): return list(depth: depth)
    case UInt8(ascii: "\""): return text().map(JSONValue.text)
    case UInt8(ascii: "t"): return takes(word: "true") ? .flag(true) : nil
    case UInt8(ascii: "f"): return takes(word: "false") ? .flag(false) : nil
    case UInt8(ascii: "n"): return takes(word: "null") ? .null : nil
    default: return number()
    }
  }

  private mutating func object(depth: Int) -> JSONValue? {
    index += 1
    var members: [JSONValue.Member] = []
    if takes(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipBlanks()
      guard next == UInt8(ascii: "\""), let name = text(), takes(UInt8(ascii: ":")),
        let value = value(depth: depth + 1)
      else { return nil }
      members.append(JSONValue.Member(name: name, value: value))
    } while takes(UInt8(ascii: ","))
    return takes(UInt8(ascii: "}")) ? .object(members) : nil
  }

  private mutating func list(depth: Int) -> JSONValue? {
    index += 1
    var list: [JSONValue] = []
    if takes(UInt8(ascii: "]")) { return .list(list) }
    repeat {
      guard let value = value(depth: depth + 1) else { return nil }
      list.append(value)
    } while takes(UInt8(ascii: ","))
    return takes(UInt8(ascii: "]")) ? .list(list) : nil
  }

  private mutating func text() -> String? {
    index += 1
    var content: [UInt8] = []
    while let byte = next {
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: content, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let escaped = escaped() else { return nil }
        content += escaped
      case 0..<0x20: return nil
      default: content.append(byte)
      }
    }
    return nil
  }

  private mutating func escaped() -> [UInt8]? {
    guard let byte = next else { return nil }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [8]
    case UInt8(ascii: "f"): return [12]
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "u"): return scalar().map { Array(String($0).utf8) }
    default: return nil
    }
  }

  /// A code point behind `\u`; of surrogates a pair, and a lone one is replaced.
  private mutating func scalar() -> Character? {
    guard let first = unit() else { return nil }
    if let scalar = Unicode.Scalar(first) { return Character(scalar) }
    let start = index
    if first < 0xdc00, takes(word: "\\u"), let second = unit(), 0xdc00...0xdfff ~= second {
      let code = 0x10000 + (UInt32(first) - 0xd800) << 10 + (UInt32(second) - 0xdc00)
      return Unicode.Scalar(code).map { Character($0) }
    }
    index = start
    return "\u{fffd}"
  }

  private mutating func unit() -> UInt16? {
    guard index + 4 <= bytes.count else { return nil }
    let digits = String(decoding: bytes[index..<(index + 4)], as: UTF8.self)
    guard digits.allSatisfy(\.isHexDigit), let unit = UInt16(digits, radix: 16) else { return nil }
    index += 4
    return unit
  }

  private mutating func number() -> JSONValue? {
    let start = index
    while let byte = next, "+-.0123456789eE".utf8.contains(byte) { index += 1 }
    let digits = bytes[start..<index]
    let bare = digits.first == UInt8(ascii: "-") ? digits.dropFirst() : digits
    guard let first = bare.first, 0x30...0x39 ~= first,
      bare.last.map({ 0x30...0x39 ~= $0 }) == true,
      first != 0x30 || bare.count == 1 || !(0x30...0x39 ~= bare[bare.startIndex + 1])
    else { return nil }
    let text = String(decoding: digits, as: UTF8.self)
    if let integer = Int(text) { return .integer(integer) }
    return Double(text).flatMap { $0.isFinite ? .number($0) : nil }
  }
}

extension JSONValue {
  /// - Returns: nil for what is no JSON.
  package init?(parsing bytes: some Sequence<UInt8>) {
    guard let value = JSONReader.value(of: bytes) else { return nil }
    self = value
  }
}
