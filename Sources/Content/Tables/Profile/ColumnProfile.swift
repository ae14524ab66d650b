/// What a column holds, gathered cell by cell in bounded memory.
package struct ColumnProfile: Sendable {
  /// A cell that is unlike most of its column.
  package struct OddValue: Sendable, Equatable, Codable {
    /// 1-based line of the source.
    package var line: Int
    /// Cut to 80 bytes.
    package var value: String
    package var kind: CellKind
  }

  package static let oddValuesMax = 20
  package static let topValuesMax = 10

  package let name: String
  /// Cells that hold something.
  package private(set) var present = 0
  /// Empty cells.
  package private(set) var empty = 0
  /// Cells that say they are empty: `N/A`, `null`, `-`.
  package private(set) var markedMissing = 0
  /// Lengths in bytes of the cells that hold something; 0 when there are none.
  package private(set) var lengthMin = 0
  package private(set) var lengthMax = 0

  /// Cells of each kind, by `CellKind.index`.
  private var kinds = Array(repeating: 0, count: CellKind.allCases.count)
  /// The first few cells of each kind.
  private var examples: [[OddValue]] = Array(repeating: [], count: CellKind.allCases.count)
  private var values = DistinctCounter()
  private var numbers = NumberSketch()

  package init(name: String) {
    self.name = name
  }

  /// Takes one more cell.
  ///
  /// - Parameter line: Asked for only when the cell is to be remembered.
  package mutating func add(_ cell: Cell, line: @autoclosure () -> Int) {
    let bytes = cell.bytes
    guard !bytes.isEmpty else {
      empty += 1
      return
    }
    if CellKind.isMissingMarker(bytes) {
      markedMissing += 1
      return
    }
    lengthMin = present == 0 ? bytes.count : min(lengthMin, bytes.count)
    lengthMax = max(lengthMax, bytes.count)
    present += 1
    let kind = values.add(bytes)
    kinds[kind.index] += 1
    if let number = Self.number(bytes, kind) { numbers.add(number) }
    if examples[kind.index].count < Self.oddValuesMax {
      examples[kind.index].append(
        OddValue(line: line(), value: String(decoding: bytes.prefix(80), as: UTF8.self), kind: kind)
      )
    }
  }

  private static func number(_ bytes: UnsafeRawBufferPointer, _ kind: CellKind) -> Double? {
    if kind.isNumber { return NumberText(bytes)?.decimal(of: bytes) }
    guard kind == .money else { return nil }
    let (digits, isNegative) = MoneyShape.amount(bytes)
    return NumberText(digits)?.decimal(of: digits).map { isNegative ? -$0 : $0 }
  }

  // MARK: - What it all means

  /// The kind that at least nine cells in ten have; whole numbers among decimals are decimals. Nil
  /// for a column without values.
  package var kind: CellKind? {
    guard present > 0 else { return nil }
    let integers = kinds[CellKind.integer.index]
    let decimals = integers + kinds[CellKind.decimal.index]
    let money = decimals + kinds[CellKind.money.index]
    if isMost(integers) { return .integer }
    if isMost(decimals) { return .decimal }
    if kinds[CellKind.money.index] > 0 && isMost(money) { return .money }
    if isMost(kinds[CellKind.date.index]) { return .date }
    if isMost(kinds[CellKind.boolean.index]) { return .boolean }
    return .text
  }

  private func isMost(_ count: Int) -> Bool { count * 10 >= present * 9 }

  package var missing: Int { empty + markedMissing }

  /// How many different values there are, and whether that is exact (up to 1,000) or an estimate.
  package var distinct: (count: Int, isExact: Bool) { values.distinct }

  /// The most frequent values with their counts; of a column with more than 1,000 different values
  /// only the first 1,000 take part. Empty when no value occurs twice.
  package var topValues: [(text: String, count: Int)] {
    let top = values.top(Self.topValuesMax)
    return top.contains { $0.count > 1 } ? top : []
  }

  /// The first few different values, cut to 80 bytes.
  package func firstValues(_ count: Int) -> [String] { values.first(count) }

  /// Cells that are not of the column's kind, in the order of their lines.
  package var oddValues: [OddValue] {
    let usual: Set<CellKind>
    switch kind {
    case .integer: usual = [.integer]
    case .decimal: usual = [.integer, .decimal]
    case .money: usual = [.integer, .decimal, .money]
    case .date, .boolean: usual = Set(kind.map { [$0] } ?? [])
    case .text, nil: return []
    }
    let odd = CellKind.allCases.filter { !usual.contains($0) }.flatMap { examples[$0.index] }
    return Array(odd.sorted { $0.line < $1.line }.prefix(Self.oddValuesMax))
  }

  /// How many cells are not of the column's kind.
  package var oddCount: Int {
    switch kind {
    case .integer: present - kinds[CellKind.integer.index]
    case .decimal: present - kinds[CellKind.integer.index] - kinds[CellKind.decimal.index]
    case .money:
      present - kinds[CellKind.integer.index] - kinds[CellKind.decimal.index]
        - kinds[CellKind.money.index]
    case .date: present - kinds[CellKind.date.index]
    case .boolean: present - kinds[CellKind.boolean.index]
    case .text, nil: 0
    }
  }

  // MARK: - Numbers

  /// Numbers and amounts among the cells; the figures below are about them, nil without any.
  package var numberCount: Int { numbers.count }
  package var least: Double? { numbers.count > 0 ? numbers.least : nil }
  package var greatest: Double? { numbers.count > 0 ? numbers.greatest : nil }
  package var average: Double? { numbers.average }
  package var median: Double? { distribution.quantile(0.5) }

  /// The number below which `share` (0…1) of the numbers lie: exact for up to 1,000 different
  /// values, otherwise to about a hundredth of the ranks.
  package func quantile(_ share: Double) -> Double? { distribution.quantile(share) }

  /// Counts in equal intervals between the 1st and 99th percentile; what lies outside counts in the
  /// first and last.
  package func histogram(bars: Int = 20) -> (from: Double, to: Double, counts: [Int])? {
    distribution.histogram(bars: bars)
  }

  /// The median, and the histogram, of a distribution that is laid out once.
  package func spread(
    bars: Int
  ) -> (median: Double?, histogram: (from: Double, to: Double, counts: [Int])?) {
    let distribution = distribution
    return (distribution.quantile(0.5), distribution.histogram(bars: bars))
  }

  /// Exact while all different values are known, otherwise the sketch.
  private var distribution: NumberSketch {
    guard values.isExact else { return numbers }
    var exact: [(value: Double, count: Int)] = []
    exact.reserveCapacity(values.values.count)
    values.forEachKept { text, value in
      if let number = Self.number(text, value.kind) { exact.append((number, value.count)) }
    }
    return NumberSketch(exactly: exact)
  }
}
