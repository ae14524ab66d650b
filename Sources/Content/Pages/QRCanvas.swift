/// The square of a ``QRCode`` while it is laid.
struct QRCanvas {
  private let version: QRCode.Version
  private let size: Int
  private var rows: [UInt64]
  /// What every code of this size has, and no mask may change.
  private var fixed: [UInt64]
  /// The other modules, in the order in which bytes are laid.
  private var free: [(x: UInt8, y: UInt8)] = []

  /// What every code of a size has, before anything is laid in it.
  static func blank(_ version: QRCode.Version) -> QRCanvas { blanks[version.number - 1] }

  private static let blanks = QRCode.Version.all.map { QRCanvas($0) }

  private init(_ version: QRCode.Version) {
    self.version = version
    size = version.size
    rows = [UInt64](repeating: 0, count: size)
    fixed = rows
    for index in 0..<size {
      fix(6, index, index % 2 == 0)
      fix(index, 6, index % 2 == 0)
    }
    for (x, y) in [(3, 3), (size - 4, 3), (3, size - 4)] { drawFinder(x, y) }
    drawAlignment()
    if version.number >= 7 { drawVersion() }
    // The places of the format are kept free.
    drawFormat(0, in: &rows)
    for index in 0..<size {
      let isFormat = index < 9 || index >= size - 8
      if isFormat {
        fixed[8] |= 1 << UInt64(index)
        fixed[index] |= 1 << 8
      }
    }
    findFree()
  }

  private mutating func fix(_ x: Int, _ y: Int, _ isDark: Bool) {
    fixed[y] |= 1 << UInt64(x)
    Self.set(x, y, isDark, in: &rows)
  }

  private static func set(_ x: Int, _ y: Int, _ isDark: Bool, in rows: inout [UInt64]) {
    rows[y] = rows[y] & ~(1 << UInt64(x)) | (isDark ? 1 : 0) << UInt64(x)
  }

  private mutating func drawFinder(_ x: Int, _ y: Int) {
    for down in -4...4 {
      for right in -4...4 where (0..<size).contains(x + right) && (0..<size).contains(y + down) {
        let ring = max(abs(right), abs(down))
        fix(x + right, y + down, ring != 2 && ring != 4)
      }
    }
  }

  private mutating func drawAlignment() {
    let (first, last) = (version.alignment.first, version.alignment.last)
    for y in version.alignment {
      for x in version.alignment {
        let isCorner = (x == first && (y == first || y == last)) || (x == last && y == first)
        if isCorner { continue }
        for down in -2...2 {
          for right in -2...2 { fix(x + right, y + down, max(abs(right), abs(down)) != 1) }
        }
      }
    }
  }

  private mutating func drawVersion() {
    let bits = Self.guarded(version.number, by: 0x1F25, checks: 12)
    for index in 0..<18 {
      let isDark = bits >> index & 1 == 1
      let (near, far) = (index / 3, size - 11 + index % 3)
      fix(far, near, isDark)
      fix(near, far, isDark)
    }
  }

  /// Level M and the number of the mask, twice.
  private func drawFormat(_ mask: Int, in rows: inout [UInt64]) {
    let bits = Self.guarded(mask, by: 0x537, checks: 10) ^ 0x5412
    func isDark(_ index: Int) -> Bool { bits >> index & 1 == 1 }
    for index in 0..<6 { Self.set(8, index, isDark(index), in: &rows) }
    Self.set(8, 7, isDark(6), in: &rows)
    Self.set(8, 8, isDark(7), in: &rows)
    Self.set(7, 8, isDark(8), in: &rows)
    for index in 9..<15 { Self.set(14 - index, 8, isDark(index), in: &rows) }
    for index in 0..<8 { Self.set(size - 1 - index, 8, isDark(index), in: &rows) }
    for index in 8..<15 { Self.set(8, size - 15 + index, isDark(index), in: &rows) }
    Self.set(8, size - 8, true, in: &rows)
  }

  /// A number and the remainder of its division by a polynomial.
  private static func guarded(_ number: Int, by polynomial: Int, checks: Int) -> Int {
    var rest = number
    for _ in 0..<checks { rest = rest << 1 ^ (rest >> (checks - 1) * polynomial) }
    return number << checks | rest
  }

  /// Pairs of columns, up and down in turn, from the right.
  private mutating func findFree() {
    var right = size - 1
    while right >= 1 {
      if right == 6 { right = 5 }
      let isUpward = (right + 1) & 2 == 0
      for step in 0..<size {
        let y = isUpward ? size - 1 - step : step
        for x in [right, right - 1] where fixed[y] >> UInt64(x) & 1 == 0 {
          free.append((UInt8(x), UInt8(y)))
        }
      }
      right -= 2
    }
  }

  /// Lays the bytes; a few modules at the end may stay light.
  mutating func place(_ words: [UInt8]) {
    for (index, place) in free.prefix(words.count * 8).enumerated() {
      let bit = words[index / 8] >> UInt8(7 - index % 8) & 1
      rows[Int(place.y)] |= UInt64(bit) << UInt64(place.x)
    }
  }

  /// The rows under the best mask.
  func masked() -> [UInt64] {
    var best: (rows: [UInt64], penalty: Int)?
    let all: UInt64 = (1 << UInt64(size)) - 1
    for mask in 0..<8 {
      var rows = rows
      for y in 0..<size { rows[y] ^= Self.masks[mask][y] & ~fixed[y] & all }
      drawFormat(mask, in: &rows)
      let penalty = QRPenalty(rows).value
      if penalty < best?.penalty ?? .max { best = (rows, penalty) }
    }
    return best?.rows ?? rows
  }

  /// Their rows, for codes of any size.
  private static let masks = (0..<8).map { number in (0..<64).map { mask(number, $0) } }

  private static func mask(_ number: Int, _ y: Int) -> UInt64 {
    var row: UInt64 = 0
    for x in 0..<64 {
      let isOn =
        switch number {
        case 0: (x + y) % 2 == 0
        case 1: y % 2 == 0
        case 2: x % 3 == 0
        case 3: (x + y) % 3 == 0
        case 4: (x / 3 + y / 2) % 2 == 0
        case 5: x * y % 2 + x * y % 3 == 0
        case 6: (x * y % 2 + x * y % 3) % 2 == 0
        default: ((x + y) % 2 + x * y % 3) % 2 == 0
        }
      if isOn { row |= 1 << UInt64(x) }
    }
    return row
  }
}

/// How much of a code a reader could mistake (ISO/IEC 18004, 7.8.3).
private struct QRPenalty {
  private(set) var value = 0
  private let size: Int
  private let all: UInt64

  init(_ rows: [UInt64]) {
    size = rows.count
    all = 1 << UInt64(size) - 1
    addLines(rows)
    addLines(Self.turned(rows))
    addBlocks(rows)
    let dark = rows.reduce(0) { $0 + $1.nonzeroBitCount }
    value += abs(dark * 20 - size * size * 10) / (size * size) * 10
  }

  /// Columns as rows: two quarters of the square change places, then those of each quarter, and so
  /// on down to single modules.
  private static func turned(_ rows: [UInt64]) -> [UInt64] {
    var square = rows + [UInt64](repeating: 0, count: 64 - rows.count)
    var width = 32
    var left: UInt64 = 0xFFFF_FFFF
    while width > 0 {
      var upper = 0
      while upper < 64 {
        let lower = upper + width
        let change = (square[upper] >> UInt64(width) ^ square[lower]) & left
        square[upper] ^= change << UInt64(width)
        square[lower] ^= change
        upper = (lower + 1) & ~width
      }
      width /= 2
      left ^= left << UInt64(width)
    }
    square.removeLast(64 - rows.count)
    return square
  }

  private mutating func addLines(_ rows: [UInt64]) {
    for row in rows {
      for bits in [row, ~row & all] {
        // A one for each five alike that begin there.
        let five = bits & bits >> 1 & bits >> 2 & bits >> 3 & bits >> 4
        value += five.nonzeroBitCount + 2 * (five & ~(five << 1)).nonzeroBitCount
      }
      value += 40 * finders(in: row)
    }
  }

  /// Dark, light, three dark, light, dark, with four light before or behind.
  private func finders(in row: UInt64) -> Int {
    let light = ~row & all
    let finder = row & light >> 1 & row >> 2 & row >> 3 & row >> 4 & light >> 5 & row >> 6
    let fourLight = light & light >> 1 & light >> 2 & light >> 3
    return (finder & fourLight >> 7).nonzeroBitCount + (finder & fourLight << 4).nonzeroBitCount
  }

  private mutating func addBlocks(_ rows: [UInt64]) {
    for (row, next) in zip(rows, rows.dropFirst()) {
      let dark = row & row >> 1 & next & next >> 1
      let light = ~(row | row >> 1 | next | next >> 1) & all >> 1
      value += 3 * (dark.nonzeroBitCount + light.nonzeroBitCount)
    }
  }
}
