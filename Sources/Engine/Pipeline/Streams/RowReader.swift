import Files
import Glibc

/// Reads the fields of one row, in order. Handed out by ``RecordReader``.
package struct RowReader {
  // Into the reader's block: valid while the row is decoded, and not kept.
  @usableFromInline var position: UnsafePointer<UInt8>
  @usableFromInline let end: UnsafePointer<UInt8>
  @usableFromInline var isDone = false
  let path: Path
  let line: Int
  private var column = 0

  init(_ row: UnsafeBufferPointer<UInt8>, start: UnsafePointer<UInt8>, path: Path, line: Int) {
    position = start
    end = start + row.count
    self.path = path
    self.line = line
  }

  package mutating func text() throws -> String {
    guard let text = try optionalText() else { throw missing() }
    return text
  }

  package mutating func optionalText() throws -> String? {
    let field = try next()
    if isMissing(field) { return nil }
    guard field.contains(0x5c) else { return String(decoding: field, as: UTF8.self) }
    return String(decoding: unescaped(field), as: UTF8.self)
  }

  package mutating func integer() throws -> Int {
    guard let number = try optionalInteger() else { throw missing() }
    return number
  }

  package mutating func optionalInteger() throws -> Int? {
    let field = try next()
    if isMissing(field) { return nil }
    guard let number = Self.integer(field) else { throw bad(field, "no whole number") }
    return number
  }

  package mutating func real() throws -> Double {
    guard let number = try optionalReal() else { throw missing() }
    return number
  }

  package mutating func optionalReal() throws -> Double? {
    let field = try next()
    if isMissing(field) { return nil }
    if let whole = Self.integer(field) { return Double(whole) }
    guard let number = Double(String(decoding: field, as: UTF8.self)) else {
      throw bad(field, "no number")
    }
    return number
  }

  package mutating func flag() throws -> Bool {
    guard let flag = try optionalFlag() else { throw missing() }
    return flag
  }

  package mutating func optionalFlag() throws -> Bool? {
    let field = try next()
    if isMissing(field) { return nil }
    switch field.first {
    case 0x74 where field.count == 1: return true
    case 0x66 where field.count == 1: return false
    default: throw bad(field, "neither t nor f")
    }
  }

  /// Empty when it is missing.
  package mutating func list() throws -> [String] {
    let field = try next()
    if field.isEmpty || isMissing(field) { return [] }
    guard field.contains(0x5c) else { return Self.parts(field) }
    return unescaped(field).withUnsafeBufferPointer { Self.parts($0) }
  }

  /// By bytes: `split` of a text costs several times as much, and most rows have a few lists.
  private static func parts(_ field: UnsafeBufferPointer<UInt8>) -> [String] {
    var parts: [String] = []
    var start = 0
    for end in field.indices where field[end] == 0x1f {
      parts.append(String(decoding: field[start..<end], as: UTF8.self))
      start = end + 1
    }
    parts.append(String(decoding: field[start...], as: UTF8.self))
    return parts
  }

  private mutating func next() throws -> UnsafeBufferPointer<UInt8> {
    column += 1
    if isDone { throw StreamError(.badField("field \(column) is missing"), path, line: line) }
    let start = position
    let length = end - start
    if let tab = memchr(start, 0x09, length) {
      let count = UnsafeRawPointer(tab) - UnsafeRawPointer(start)
      position = start + count + 1
      return UnsafeBufferPointer(start: start, count: count)
    }
    isDone = true
    position = end
    return UnsafeBufferPointer(start: start, count: length)
  }

  private func isMissing(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    field.count == 2 && field[0] == 0x5c && field[1] == 0x4e
  }

  private func unescaped(_ field: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(field.count)
    var isEscaped = false
    for byte in field {
      if isEscaped {
        isEscaped = false
        switch byte {
        case 0x74: result.append(0x09)
        case 0x6e: result.append(0x0a)
        case 0x72: result.append(0x0d)
        default: result.append(byte)
        }
      } else if byte == 0x5c {
        isEscaped = true
      } else {
        result.append(byte)
      }
    }
    return result
  }

  private static func integer(_ field: UnsafeBufferPointer<UInt8>) -> Int? {
    var result = 0
    var index = 0
    let isNegative = field.first == 0x2d
    if isNegative { index = 1 }
    if index == field.count { return nil }
    if field.count > 18 { return Int(String(decoding: field, as: UTF8.self)) }
    while index < field.count {
      let digit = field[index] &- 0x30
      if digit > 9 { return nil }
      result = result &* 10 &+ Int(digit)
      index += 1
    }
    return isNegative ? -result : result
  }

  private func missing() -> StreamError {
    StreamError(.badField("field \(column) has no value"), path, line: line)
  }

  private func bad(_ field: UnsafeBufferPointer<UInt8>, _ what: String) -> StreamError {
    let shown = Path.escaped(field.prefix(40))
    return StreamError(.badField("field \(column) is \(what): “\(shown)”"), path, line: line)
  }
}
