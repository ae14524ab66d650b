/// What the cells of a column show of how its numbers are written, so that no comma and no point is
/// taken for one between groups that is none.
///
///     1,234,567   1,234.50     commas stand between groups
///     0,5   52,5   1000,50     they are decimal commas, and `80,125` beside them is one too
///     100, 101, "101,102"      a list: read as a number it would be a thousand times the others
///     1.250.000   1.250,50     points stand between groups, and `350.000` beside them has one too
struct NumberSigns: Sendable {
  /// Numbers with commas, as far as those stand between groups.
  private(set) var integers = 0
  private(set) var decimals = 0
  /// The first few of them.
  private(set) var examples: [ColumnProfile.OddValue] = []
  /// Whether points between groups were seen.
  private(set) var hasGroupingPoints = false
  /// Whether each number is one that JSON writes in the same way, of so many digits as every reader
  /// keeps: no plus, no leading zeros, no exponent.
  private(set) var arePlain = true
  /// Whether some are codes: with a plus or leading zeros, or longer than numbers are.
  private(set) var haveCodes = false

  private var isProven = false
  private var isRefuted = false
  private var leastGrouped = Double.infinity
  private var greatestPlain = 0.0

  /// How many times the others a number may be before its commas are doubted.
  private static let leapMax = 100.0
  private static let comma = UInt8(ascii: ",")
  private static let point = UInt8(ascii: ".")

  /// Takes a cell that is a number.
  mutating func add(
    number bytes: UnsafeRawBufferPointer, _ kind: CellKind, _ value: Double?,
    line: @autoclosure () -> Int
  ) {
    let commas = bytes.count { $0 == Self.comma }
    if !haveCodes { look(at: bytes) }
    guard commas > 0 else {
      greatestPlain = max(greatestPlain, value?.magnitude ?? 0)
      return
    }
    if kind == .integer { integers += 1 } else { decimals += 1 }
    if commas > 1 || bytes.contains(Self.point) { isProven = true }
    if Self.startsWithZero(bytes) { isRefuted = true }
    leastGrouped = min(leastGrouped, value?.magnitude ?? 0)
    if examples.count < ColumnProfile.oddValuesMax {
      examples.append(ColumnProfile.OddValue(line: line(), bytes, kind))
    }
  }

  /// Takes a cell that is no number.
  mutating func add(text bytes: UnsafeRawBufferPointer) {
    guard bytes.count <= 24, let first = bytes.first, first == 0x2D || first &- 0x30 <= 9 else {
      return
    }
    guard bytes.allSatisfy({ $0 &- 0x30 <= 9 || 0x2C...0x2E ~= $0 }) else { return }
    let groups = bytes.split(omittingEmptySubsequences: false) {
      $0 == Self.comma || $0 == Self.point
    }
    let (commas, points) = (
      bytes.count { $0 == Self.comma }, bytes.count { $0 == Self.point }
    )
    if commas == 1, points == 0, groups[1].count > 0 { isRefuted = true }
    let isGrouped = groups[1...].prefix(points).allSatisfy { $0.count == 3 }
    let isEuropean = commas == 0 && points > 1 || commas == 1 && points > 0
    if isEuropean, isGrouped, groups[0].count <= 4, bytes.last != Self.point {
      hasGroupingPoints = true
    }
  }

  /// Whether the commas stand between groups of figures.
  ///
  /// - Parameter mayBeDecimal: commas may be decimal ones, as where semicolons part the cells.
  func areGroups(mayBeDecimal: Bool) -> Bool {
    if isRefuted || hasGroupingPoints || mayBeDecimal && !isProven { return false }
    return greatestPlain == 0 || leastGrouped <= greatestPlain * Self.leapMax
  }

  private static func startsWithZero(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.drop { $0 == 0x2D || $0 == 0x2B }.starts(with: [0x30])
  }

  /// Digits of a whole number that no reader rounds, and of a fraction that it need not keep.
  private static let wholeDigitsMax = 15
  private static let digitsMax = 17

  private mutating func look(at bytes: UnsafeRawBufferPointer) {
    let digits = bytes.first == 0x2D ? bytes.dropFirst() : bytes[...]
    var (whole, all) = (0, 0)
    var hasFraction = false
    var hasExponent = false
    for byte in digits {
      if byte &- 0x30 <= 9 {
        all += 1
        if !hasFraction { whole += 1 }
      } else if byte == Self.point {
        hasFraction = true
      } else if byte | 0x20 == 0x65 {
        hasExponent = true
        break
      }
    }
    let isCode =
      digits.first == 0x2B || digits.first == 0x30 && whole > 1
      || !hasExponent && whole > Self.wholeDigitsMax
    if isCode { haveCodes = true }
    if isCode || hasExponent || whole == 0 || all > Self.digitsMax { arePlain = false }
  }
}
