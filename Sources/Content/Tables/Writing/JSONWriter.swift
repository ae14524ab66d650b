import CCSVIndex

/// The key of a member, escaped once for many records.
package struct JSONKey: Sendable {
  fileprivate let bytes: [UInt8]

  package init(_ name: String) {
    var writer = JSONWriter()
    writer.key(name)
    bytes = writer.takeBytes()
  }
}

/// Appends JSON to a byte buffer, without building values first.
///
///     writer.beginObject()
///     writer.key("price"); writer.value(185_000)
///     writer.endObject()
///     writer.endLine()   // JSON Lines
///
/// Commas come by themselves, and so do line breaks where they were asked for. That keys and values
/// alternate, and that what is begun is ended, is for the caller to see to.
package struct JSONWriter: Sendable {
  /// What has been written; take it out in pieces with `takeBytes()`.
  package private(set) var bytes: [UInt8] = []
  private var needsComma = false
  private var isAfterKey = false
  /// How deep the value to come lies; nil when everything is written on one line.
  private var depth: Int?

  /// - Parameter isIndented: each value on a line of its own, for people.
  package init(reservingCapacity capacity: Int = 0, isIndented: Bool = false) {
    bytes.reserveCapacity(capacity)
    depth = isIndented ? 0 : nil
  }

  package mutating func beginObject() { open(0x7B) }
  package mutating func endObject() { close(0x7D) }
  package mutating func beginArray() { open(0x5B) }
  package mutating func endArray() { close(0x5D) }

  package mutating func key(_ name: StaticString) {
    name.withUTF8Buffer { key(UnsafeRawBufferPointer($0)) }
  }

  package mutating func key(_ name: String) {
    var name = name
    name.withUTF8 { key(UnsafeRawBufferPointer($0)) }
  }

  /// For records on one line each.
  package mutating func key(_ key: JSONKey) {
    separate()
    bytes.append(contentsOf: key.bytes)
    needsComma = false
    isAfterKey = true
  }

  package mutating func key(_ name: UnsafeRawBufferPointer) {
    value(name)
    bytes.append(0x3A)
    if depth != nil { bytes.append(0x20) }
    needsComma = false
    isAfterKey = true
  }

  /// A string. Bytes that are not UTF-8 become U+FFFD.
  package mutating func value(_ text: UnsafeRawBufferPointer) {
    separate()
    bytes.append(0x22)
    appendEscaped(text)
    bytes.append(0x22)
  }

  package mutating func value(_ text: String) {
    var text = text
    text.withUTF8 { value(UnsafeRawBufferPointer($0)) }
  }

  package mutating func value(_ cell: Cell) {
    value(cell.bytes)
  }

  package mutating func value(_ number: Int) {
    separate()
    if number < 0 { bytes.append(0x2D) }
    appendDigits(of: number.magnitude)
  }

  /// The shortest text that reads back as the same number; NaN and the infinities become null.
  package mutating func value(_ number: Double) {
    guard number.isFinite else { return null() }
    separate()
    var text = number.description
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  /// A number of hundredths as what it is in ones: 2,605 as `26.05`, 2,600 as `26`.
  package mutating func value(hundredths: Int) {
    separate()
    let magnitude = hundredths.magnitude
    if hundredths < 0 { bytes.append(0x2D) }
    appendDigits(of: magnitude / 100)
    let rest = UInt8(magnitude % 100)
    if rest == 0 { return }
    bytes.append(0x2E)
    bytes.append(0x30 + rest / 10)
    if rest % 10 > 0 { bytes.append(0x30 + rest % 10) }
  }

  /// A number as it is written; that it is one as JSON has it is for the caller to know.
  package mutating func value(number text: UnsafeRawBufferPointer) {
    separate()
    bytes.append(contentsOf: text)
  }

  package mutating func value(_ flag: Bool) {
    separate()
    append(flag ? "true" : "false")
  }

  package mutating func null() {
    separate()
    append("null")
  }

  /// Ends a record of JSON Lines.
  package mutating func endLine() {
    bytes.append(0x0A)
    needsComma = false
  }

  /// Hands over what was written and starts anew, in the middle of a value too.
  package mutating func takeBytes() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  // MARK: - Pieces

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
    if let depth { self.depth = depth + 1 }
  }

  private mutating func close(_ bracket: UInt8) {
    if let depth {
      self.depth = depth - 1
      if needsComma { breakLine() }
    }
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(0x2C) }
    if let depth, depth > 0, !isAfterKey { breakLine() }
    isAfterKey = false
    needsComma = true
  }

  private mutating func breakLine() {
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: 2 * (depth ?? 0)))
  }

  private mutating func append(_ word: StaticString) {
    word.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func appendDigits(of magnitude: UInt) {
    var magnitude = magnitude
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var start = digits.count
      repeat {
        start -= 1
        digits[start] = UInt8(truncatingIfNeeded: magnitude % 10) | 0x30
        magnitude /= 10
      } while magnitude > 0
      bytes.append(contentsOf: UnsafeMutableBufferPointer(rebasing: digits[start...]))
    }
  }

  // MARK: - Strings

  private mutating func appendEscaped(_ text: UnsafeRawBufferPointer) {
    guard let base = text.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
    var at = 0
    while at < text.count {
      let plain = csvindex_json_plain(base + at, text.count - at)
      bytes.append(contentsOf: UnsafeBufferPointer(start: base + at, count: plain))
      at += plain
      if at < text.count {
        at += base[at] < 0x80 ? escape(base[at]) : appendCharacters(base + at, text.count - at)
      }
    }
  }

  /// Appends an escaped ASCII character and returns its length, 1.
  private mutating func escape(_ byte: UInt8) -> Int {
    bytes.append(0x5C)
    switch byte {
    case 0x22, 0x5C: bytes.append(byte)
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    default:
      append("u00")
      bytes.append(Self.hexadecimal(byte >> 4))
      bytes.append(Self.hexadecimal(byte & 0x0F))
    }
    return 1
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8 {
    digit < 10 ? 0x30 + digit : 0x61 + digit - 10
  }

  /// Appends the characters beyond ASCII at the start of the text, and returns their length.
  private mutating func appendCharacters(_ text: UnsafePointer<UInt8>, _ length: Int) -> Int {
    var end = 0
    while end < length && text[end] >= 0x80 { end += 1 }
    var truncated: Int32 = 0
    let valid = csvindex_clean(text, end, &truncated)
    bytes.append(contentsOf: UnsafeBufferPointer(start: text, count: valid))
    if valid == end { return end }
    append("\u{FFFD}")
    return valid + 1
  }
}
