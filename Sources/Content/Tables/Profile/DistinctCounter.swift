/// Counts the different values of a column, and how often the first thousand of them occur.
///
/// Up to `exactMax` values the count is exact and each is kept with its frequency. Further values
/// are only estimated, with HyperLogLog: 2,048 registers, a standard error of 2.3 %.
///
/// Source: Flajolet, Fusy, Gandouet, Meunier, “HyperLogLog: the analysis of a near-optimal
/// cardinality estimation algorithm”, AofA 2007.
struct DistinctCounter: Sendable {
  struct Value: Sendable {
    let hash: UInt64
    let kind: CellKind
    var count: Int
    /// Where its text lies in `texts`; cut to `textBytesMax`.
    let text: Range<Int>
  }

  static let exactMax = 1_000
  private static let textBytesMax = 80
  private static let registerBits = 11

  private(set) var values: [Value] = []
  private var texts: [UInt8] = []
  /// Open addressing: positions in `values` plus 1, 0 for a free slot; never more than half full.
  private var slots: [UInt16]
  private var registers: [UInt8] = []

  init() {
    slots = Array(repeating: 0, count: 256)
    values.reserveCapacity(32)
    texts.reserveCapacity(512)
  }

  /// Counts a value.
  ///
  /// - Returns: The kind of the value.
  mutating func add(_ bytes: UnsafeRawBufferPointer) -> CellKind {
    let hash = Self.hash(bytes)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if values[index].hash == hash {
        values[index].count += 1
        return values[index].kind
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    let kind = CellKind(bytes)
    if values.count < Self.exactMax {
      keep(bytes, hash, kind, slot)
    } else {
      notKept += 1
      register(hash)
    }
    return kind
  }

  /// How many different values there were, and whether that is exact.
  var distinct: (count: Int, isExact: Bool) {
    isExact ? (values.count, true) : (max(values.count + 1, estimate), false)
  }

  /// How often there came a value that is not kept.
  private(set) var notKept = 0

  /// Whether every value is known.
  var isExact: Bool { registers.isEmpty }

  /// The most frequent of the values kept, with their texts.
  func top(_ count: Int) -> [(text: String, count: Int)] {
    values.sorted { ($0.count, $1.text.lowerBound) > ($1.count, $0.text.lowerBound) }
      .prefix(count)
      .map { (String(decoding: texts[$0.text], as: UTF8.self), $0.count) }
  }

  /// The first of the values kept, as texts.
  func first(_ count: Int) -> [String] {
    values.prefix(count).map { String(decoding: texts[$0.text], as: UTF8.self) }
  }

  /// Hands on the values kept, with their texts, which are cut to 80 bytes and valid inside `body`.
  func forEachKept(_ body: (UnsafeRawBufferPointer, Value) -> Void) {
    texts.withUnsafeBytes { texts in
      for value in values { body(UnsafeRawBufferPointer(rebasing: texts[value.text]), value) }
    }
  }

  // MARK: - The values kept

  private mutating func keep(
    _ bytes: UnsafeRawBufferPointer, _ hash: UInt64, _ kind: CellKind, _ slot: Int
  ) {
    let start = texts.count
    texts.append(contentsOf: bytes.prefix(Self.characterBoundary(bytes)))
    values.append(Value(hash: hash, kind: kind, count: 1, text: start..<texts.count))
    slots[slot] = UInt16(values.count)
    if values.count * 2 > slots.count { growSlots() }
  }

  private static func characterBoundary(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard bytes.count > textBytesMax else { return bytes.count }
    var end = textBytesMax
    while end > 0 && bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }

  private mutating func growSlots() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for (index, value) in values.enumerated() {
      var slot = Int(truncatingIfNeeded: value.hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt16(index + 1)
    }
  }

  // MARK: - The estimate

  /// The registers are made for the first value that is not kept.
  private mutating func register(_ hash: UInt64) {
    if registers.isEmpty {
      registers = Array(repeating: 0, count: 1 << Self.registerBits)
      for value in values {
        raise(value.hash)
      }
    }
    raise(hash)
  }

  private mutating func raise(_ hash: UInt64) {
    let register = Int(hash >> (64 - UInt64(Self.registerBits)))
    let rank = UInt8((hash << UInt64(Self.registerBits) | 1).leadingZeroBitCount + 1)
    if rank > registers[register] { registers[register] = rank }
  }

  private var estimate: Int {
    let count = Double(registers.count)
    let sum = registers.reduce(0.0) { $0 + 1 / Double(UInt64(1) << UInt64($1)) }
    let raw = 0.7213 / (1 + 1.079 / count) * count * count / sum
    let empty = registers.count { $0 == 0 }
    // Few values: counting the empty registers is more exact (linear counting).
    if raw <= 2.5 * count && empty > 0 { return Int(count * logarithm(count / Double(empty))) }
    return Int(raw)
  }

  /// The natural logarithm of 1…2,048, by the series of artanh on the mantissa; no C library.
  private func logarithm(_ value: Double) -> Double {
    let ratio = (value.significand - 1) / (value.significand + 1)
    var power = ratio
    var sum = 0.0
    for odd in stride(from: 1.0, through: 31, by: 2) {
      sum += power / odd
      power *= ratio * ratio
    }
    return 2 * sum + Double(value.exponent) * 0.693147180559945309
  }

  /// A 64-bit hash, eight bytes at a time with the mixer of MurmurHash3; the same on every run.
  private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: bytes.count) &* 0x9E37_79B9_7F4A_7C15
    var at = 0
    while at + 8 <= bytes.count {
      hash = mix(hash ^ bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      at += 8
    }
    var rest: UInt64 = 0
    while at < bytes.count {
      rest = rest << 8 | UInt64(bytes[at])
      at += 1
    }
    return mix(hash ^ rest)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var mixed = value ^ value >> 33
    mixed = mixed &* 0xFF51_AFD7_ED55_8CCD
    mixed ^= mixed >> 33
    mixed = mixed &* 0xC4CE_B9FE_1A85_EC53
    return mixed ^ mixed >> 33
  }
}
