// A QR code (ISO/IEC 18004:2015): bytes, with a quarter of them to spare for what a print loses.
//
//   text ─► version ─► bits ─► blocks, each with its check bytes ─► interleaved
//        ─► laid in pairs of columns from the lower right, around what every code has
//        ─► the mask of eight that makes the fewest patterns a reader could mistake
//
// A row of modules is one number, the lowest bit at the left, so that masks and patterns are looked
// for in whole rows at once.

/// A text as a square of dark and light modules, for cameras.
package struct QRCode: Sendable, Equatable {
  /// Modules in a row, without the light border of four that readers want.
  package let size: Int
  /// Dark modules are ones.
  package private(set) var rows: [UInt64]

  /// - Returns: nil for a text of more than 213 bytes, which a camera would hardly read.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let version = Version.holding(bytes.count) else { return nil }
    size = version.size
    var canvas = QRCanvas.blank(version)
    canvas.place(version.codewords(of: bytes))
    rows = canvas.masked()
  }

  /// How large a code is, and how its bytes are guarded (level M).
  struct Version: Sendable {
    let number: Int
    let blocks: Int
    /// Check bytes of each block.
    let checks: Int
    /// All bytes.
    let total: Int
    /// Middles of the small squares, in both directions.
    let alignment: [Int]

    var size: Int { 17 + 4 * number }

    static let all = [
      Version(number: 1, blocks: 1, checks: 10, total: 26, alignment: []),
      Version(number: 2, blocks: 1, checks: 16, total: 44, alignment: [6, 18]),
      Version(number: 3, blocks: 1, checks: 26, total: 70, alignment: [6, 22]),
      Version(number: 4, blocks: 2, checks: 18, total: 100, alignment: [6, 26]),
      Version(number: 5, blocks: 2, checks: 24, total: 134, alignment: [6, 30]),
      Version(number: 6, blocks: 4, checks: 16, total: 172, alignment: [6, 34]),
      Version(number: 7, blocks: 4, checks: 18, total: 196, alignment: [6, 22, 38]),
      Version(number: 8, blocks: 4, checks: 22, total: 242, alignment: [6, 24, 42]),
      Version(number: 9, blocks: 5, checks: 22, total: 292, alignment: [6, 26, 46]),
      Version(number: 10, blocks: 5, checks: 26, total: 346, alignment: [6, 28, 50]),
    ]

    static func holding(_ count: Int) -> Version? {
      all.first { $0.lengthBits + 4 + count * 8 <= $0.dataBytes * 8 }
    }

    private static let codes = all.map { ReedSolomon(checks: $0.checks) }

    private var lengthBits: Int { number < 10 ? 8 : 16 }
    private var dataBytes: Int { total - blocks * checks }

    /// The bytes in the order in which they are laid.
    func codewords(of text: [UInt8]) -> [UInt8] {
      let data = padded(text)
      let code = Self.codes[number - 1]
      let longer = total % blocks
      var parts: [(data: ArraySlice<UInt8>, checks: [UInt8])] = []
      var start = 0
      for block in 0..<blocks {
        let length = total / blocks - checks + (block >= blocks - longer ? 1 : 0)
        let part = data[start..<start + length]
        parts.append((part, code.checkBytes(of: part)))
        start += length
      }
      var words: [UInt8] = []
      words.reserveCapacity(total)
      for index in 0...(total / blocks - checks) {
        for part in parts where index < part.data.count {
          words.append(part.data[part.data.startIndex + index])
        }
      }
      for index in 0..<checks { for part in parts { words.append(part.checks[index]) } }
      return words
    }

    /// Mode, length, the bytes, an end, and what fills the rest.
    private func padded(_ text: [UInt8]) -> [UInt8] {
      var halves = HalfBytes()
      halves.append(0b0100)
      for shift in stride(from: lengthBits - 4, through: 0, by: -4) {
        halves.append(UInt8(truncatingIfNeeded: text.count >> shift) & 15)
      }
      for byte in text {
        halves.append(byte >> 4)
        halves.append(byte & 15)
      }
      // All before it are an odd number, and there is always room.
      halves.append(0)
      var bytes = halves.bytes
      var isFirst = true
      while bytes.count < dataBytes {
        bytes.append(isFirst ? 0xEC : 0x11)
        isFirst.toggle()
      }
      return bytes
    }
  }
}

/// Four bits after the other, the higher half of each byte first: all that a code of bytes holds
/// comes in fours.
private struct HalfBytes {
  private(set) var bytes: [UInt8] = []
  private(set) var isWhole = true

  mutating func append(_ half: UInt8) {
    if isWhole { bytes.append(half << 4) } else { bytes[bytes.count - 1] |= half }
    isWhole.toggle()
  }
}

/// Check bytes over the field of 256 elements with the polynomial 0x11D.
private struct ReedSolomon {
  private let checks: Int
  /// For each factor the generator's coefficients times it, without the leading one, the highest
  /// power first.
  private let products: [UInt8]

  init(checks: Int) {
    var divisor = [UInt8](repeating: 0, count: checks)
    divisor[checks - 1] = 1
    var root: UInt8 = 1
    for _ in 0..<checks {
      for index in 0..<checks {
        divisor[index] = Self.product(divisor[index], root)
        if index + 1 < checks { divisor[index] ^= divisor[index + 1] }
      }
      root = Self.product(root, 2)
    }
    self.checks = checks
    products = (0...255).flatMap { factor in divisor.map { Self.product($0, factor) } }
  }

  func checkBytes(of data: ArraySlice<UInt8>) -> [UInt8] {
    var rest = [UInt8](repeating: 0, count: checks)
    for byte in data {
      let start = Int(byte ^ rest[0]) * checks
      for index in 1..<checks { rest[index - 1] = rest[index] ^ products[start + index - 1] }
      rest[checks - 1] = products[start + checks - 1]
    }
    return rest
  }

  /// By logarithms to the base 2.
  private static func product(_ one: UInt8, _ other: UInt8) -> UInt8 {
    if one == 0 || other == 0 { return 0 }
    return powers[Int(logarithms[Int(one)]) + Int(logarithms[Int(other)])]
  }

  /// Twice the 255 that there are, so that a sum of two logarithms has its power, too.
  private static let powers: [UInt8] = {
    var powers: [UInt8] = []
    var power = 1
    for _ in 0..<510 {
      powers.append(UInt8(power))
      power <<= 1
      if power > 255 { power ^= 0x11D }
    }
    return powers
  }()

  private static let logarithms: [UInt8] = {
    var logarithms = [UInt8](repeating: 0, count: 256)
    for (logarithm, power) in powers.prefix(255).enumerated() {
      logarithms[Int(power)] = UInt8(logarithm)
    }
    return logarithms
  }()
}
