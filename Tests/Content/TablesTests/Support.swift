import Tables

/// Everything a reader gives for a text.
struct ReadTable {
  var format: TableFormat
  var rows: [[String]] = []
  var lines: [Int] = []
  var rejects: [Reject] = []
  var repairs: [Reject] = []
  var statistics = TableStatistics()

  init(
    _ bytes: [UInt8], limits: TableLimits = TableLimits(), pinned: TablePins = TablePins(),
    pieceBytes: Int = .max
  ) throws {
    let source = MemorySource(bytes, pieceBytes: pieceBytes)
    var reader = try TableReader(source, limits: limits, pinned: pinned)
    format = reader.format
    while try reader.next() {
      rows.append((0..<reader.count).map { reader.cell($0).string })
      lines.append(reader.line)
    }
    rejects = reader.takeRejects()
    repairs = reader.takeRepairs()
    statistics = reader.statistics
  }

  init(
    _ text: String, limits: TableLimits = TableLimits(), pinned: TablePins = TablePins(),
    pieceBytes: Int = .max
  ) throws {
    try self.init(Array(text.utf8), limits: limits, pinned: pinned, pieceBytes: pieceBytes)
  }
}

/// Random numbers that are the same on every run: SplitMix64.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

extension String {
  /// The text in an encoding of two or four bytes a unit, without a byte order mark.
  func units<Unit: FixedWidthInteger>(_ units: [Unit], bigEndian: Bool) -> [UInt8] {
    units.flatMap { unit in
      withUnsafeBytes(of: bigEndian ? unit.bigEndian : unit.littleEndian) { Array($0) }
    }
  }
}
