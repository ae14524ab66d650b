/// Takes numbers and texts from bytes, in the order in which ``PackWriter`` laid them out.
///
/// Of bytes that are too few it makes zeros and empty lists; ask ``isWhole`` at the end.
package struct PackReader {
  private let bytes: [UInt8]
  private var offset = 0
  private var isBroken = false

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether all was there that was asked for, and nothing is left.
  package var isWhole: Bool { !isBroken && offset == bytes.count }

  package mutating func integer() -> Int { take(8).map { Int(littleEndian: load($0)) } ?? 0 }

  package mutating func real() -> Double {
    take(8).map { Double(bitPattern: UInt64(littleEndian: load($0))) } ?? 0
  }

  package mutating func optionalInteger() -> Int? {
    let isThere = integer() == 1
    let number = integer()
    return isThere ? number : nil
  }

  package mutating func optionalReal() -> Double? {
    let number = real()
    return number.isNaN ? nil : number
  }

  package mutating func list<Number: BitwiseCopyable>(of type: Number.Type) -> [Number] {
    let count = integer()
    let size = MemoryLayout<Number>.stride
    guard count >= 0, count <= bytes.count / size, let start = take(count * size) else {
      isBroken = true
      return []
    }
    return [Number](unsafeUninitializedCapacity: count) { numbers, filled in
      bytes.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(numbers)
          .copyMemory(from: .init(rebasing: $0[start..<start + count * size]))
      }
      filled = count
    }
  }

  package mutating func texts() -> [String] {
    let lengths = list(of: Int32.self)
    return bytes.withUnsafeBufferPointer { bytes in
      lengths.map { length in
        guard length >= 0, bytes.count - offset >= Int(length) else {
          isBroken = true
          return ""
        }
        defer { offset += Int(length) }
        return String(
          decoding: UnsafeBufferPointer(rebasing: bytes[offset..<offset + Int(length)]),
          as: UTF8.self)
      }
    }
  }

  private func load<Number: BitwiseCopyable>(_ start: Int) -> Number {
    bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: Number.self) }
  }

  /// Where the next so many bytes begin.
  private mutating func take(_ count: Int) -> Int? {
    guard bytes.count - offset >= count else {
      isBroken = true
      return nil
    }
    defer { offset += count }
    return offset
  }
}
