// What took long to work out can be kept: numbers and texts as bytes, one after the other,
// little-endian, with neither names nor types. Whoever reads them must be of the same version as
// whoever wrote them, which is for the caller to see to.

/// Lays numbers and texts out as bytes.
package struct PackWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func put(_ number: Int) { put(raw: number.littleEndian) }

  package mutating func put(_ number: Double) { put(raw: number.bitPattern.littleEndian) }

  package mutating func put(_ number: Int?) {
    put(number == nil ? 0 : 1)
    put(number ?? 0)
  }

  package mutating func put(_ number: Double?) { put(number ?? .nan) }

  package mutating func put<Number: BitwiseCopyable>(_ numbers: [Number]) {
    put(numbers.count)
    numbers.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  /// Texts as their lengths and then all their bytes.
  package mutating func put(_ texts: [String]) {
    put(texts.map { Int32($0.utf8.count) })
    for text in texts { bytes.append(contentsOf: text.utf8) }
  }

  private mutating func put(raw value: some BitwiseCopyable) {
    withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
  }
}
