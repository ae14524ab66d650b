/// Turns UTF-16, which Windows' own shells write into files, into UTF-8, piece by piece.
package struct UTF16Text {
  private let isBigEndian: Bool
  /// Bytes that are no whole character yet.
  private var rest: [UInt8] = []

  /// - Parameter start: the first bytes of the log.
  /// - Returns: nil where no byte order mark says that they are UTF-16.
  package init?(start: UnsafeRawBufferPointer) {
    if start.starts(with: [0xff, 0xfe]) {
      isBigEndian = false
    } else if start.starts(with: [0xfe, 0xff]) {
      isBigEndian = true
    } else {
      return nil
    }
  }

  /// - Returns: as UTF-8 what is whole; half a character at the end waits for the next piece.
  package mutating func utf8(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    rest += bytes
    var units: [UInt16] = []
    units.reserveCapacity(rest.count / 2)
    for at in stride(from: 0, to: rest.count - 1, by: 2) {
      let (one, two) = (UInt16(rest[at]), UInt16(rest[at + 1]))
      units.append(isBigEndian ? one << 8 | two : two << 8 | one)
    }
    if let last = units.last, last & 0xfc00 == 0xd800 { units.removeLast() }
    rest.removeFirst(units.count * 2)
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}
