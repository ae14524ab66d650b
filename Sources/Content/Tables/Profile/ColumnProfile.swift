/// What a column holds, gathered cell by cell in bounded memory.
package struct ColumnProfile: Sendable {
  /// A cell that is unlike most of its column.
  package struct OddValue: Sendable, Equatable, Codable {
    /// 1-based line of the source.
    package var line: Int
    /// Cut to 80 bytes.
    package var value: String
    package var kind: CellKind

    init(line: Int, _ bytes: UnsafeRawBufferPointer, _ kind: CellKind) {
      self.line = line
      value = String(decoding: bytes.prefix(80), as: UTF8.self)
      self.kind = kind
    }
  }

  package static let oddValuesMax = 20
  package static let topValuesMax = 10

  package let name: String
  /// Empty cells.
  package private(set) var empty = 0
  /// Lengths in bytes of the cells that hold something; 0 when there are none.
  package private(set) var lengthMin = 0
  package private(set) var lengthMax = 0

  /// Cells that are not empty, and say nothing by which they certainly are missing.
  private var cells = 0
  /// Cells that certainly say that they are empty: `N/A`, `null`, `-`.
  private var marks = 0
  /// Cells among ``cells`` that do so where the column is not one of texts.
  private var wordMarks = 0
  /// Whether commas may be decimal ones.
  private let hasDecimalCommas: Bool
  private var signs = NumberSigns()
  /// Cells of each kind, by `CellKind.index`.
  private var kinds = Array(repeating: 0, count: CellKind.allCases.count)
  /// The first few cells of each kind.
  private var examples: [[OddValue]] = Array(repeating: [], count: CellKind.allCases.count)
  private var values = DistinctCounter()
  private var numbers = NumberSketch()

  /// - Parameter hasDecimalCommas: commas may be decimal ones, as where semicolons part the cells:
  ///   of `80,125` alone nobody can say which.
  package init(name: String, hasDecimalCommas: Bool = false) {
    self.name = name
    self.hasDecimalCommas = hasDecimalCommas
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
    switch CellKind.missingMark(bytes) {
    case .certain:
      marks += 1
      return
    case .word: wordMarks += 1
    case nil: break
    }
    lengthMin = cells == 0 ? bytes.count : min(lengthMin, bytes.count)
    lengthMax = max(lengthMax, bytes.count)
    cells += 1
    let kind = values.add(bytes)
    kinds[kind.index] += 1
    let number = Self.number(bytes, kind)
    if let number { numbers.add(number) }
    if kind.isNumber {
      signs.add(number: bytes, kind, number, line: line())
    } else if kind == .text {
      signs.add(text: bytes)
    }
    if examples[kind.index].count < Self.oddValuesMax {
      examples[kind.index].append(OddValue(line: line(), bytes, kind))
    }
  }

  private static func number(_ bytes: UnsafeRawBufferPointer, _ kind: CellKind) -> Double? {
    if kind.isNumber { return NumberText(bytes)?.decimal(of: bytes) }
    guard kind == .money else { return nil }
    let (digits, isNegative) = MoneyShape.amount(bytes)
    return NumberText(digits)?.decimal(of: digits).map { isNegative ? -$0 : $0 }
  }

  // MARK: - What it all means

  /// Whether commas in numbers stand between groups of figures, so that they may be left out.
  package var hasGroups: Bool { signs.areGroups(mayBeDecimal: hasDecimalCommas) }

  /// Whether each number may be written as JSON has it: none is a code, or may be meant otherwise.
  package var hasPlainNumbers: Bool { signs.arePlain && !signs.hasGroupingPoints }

  /// The kind that at least nine cells in ten have; whole numbers among decimals are decimals. Nil
  /// for a column without values.
  package var kind: CellKind? {
    guard cells > wordMarks else { return nil }
    let integers = count(.integer)
    let decimals = integers + count(.decimal)
    let money = decimals + count(.money)
    if isMost(integers) { return .integer }
    if isMost(decimals) { return .decimal }
    if count(.money) > 0 && isMost(money) { return .money }
    if isMost(count(.date)) { return .date }
    if isMost(count(.boolean)) { return .boolean }
    return .text
  }

  private func isMost(_ count: Int) -> Bool { count * 10 >= (cells - wordMarks) * 9 }

  /// Cells of a kind; numbers whose commas are none between groups are texts.
  private func count(_ kind: CellKind) -> Int {
    let count = kinds[kind.index]
    if signs.integers + signs.decimals == 0 || hasGroups { return count }
    return switch kind {
    case .integer: count - signs.integers
    case .decimal: count - signs.decimals
    case .text: count + signs.integers + signs.decimals
    case .money, .date, .boolean: count
    }
  }

  /// Whether a cell says that it has no value, in this column.
  package func isMissing(_ bytes: UnsafeRawBufferPointer) -> Bool {
    Self.isMissing(bytes, in: kind)
  }

  /// Whether a cell says that it has no value, in a column of a kind.
  package static func isMissing(_ bytes: UnsafeRawBufferPointer, in kind: CellKind?) -> Bool {
    switch CellKind.missingMark(bytes) {
    case .certain: true
    case .word: kind != .text
    case nil: false
    }
  }

  /// Cells that hold something.
  package var present: Int { kind == .text ? cells : cells - wordMarks }
  /// Cells that say they are empty.
  package var markedMissing: Int { kind == .text ? marks : marks + wordMarks }
  package var missing: Int { empty + markedMissing }

  /// How many different values there are, and whether that is exact (up to 1,000) or an estimate.
  package var distinct: (count: Int, isExact: Bool) {
    let (count, isExact) = values.distinct
    return (min(count, present), isExact)
  }

  /// The most frequent values with their counts. Of a column with more than 1,000 different values
  /// only those are told that are more frequent than any of the others can be. Empty when no value
  /// occurs twice.
  package var topValues: [(text: String, count: Int)] {
    let top = values.top(Self.topValuesMax).filter { $0.count > values.notKept }
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
    let hasGroups = hasGroups
    var odd = CellKind.allCases.filter { !usual.contains($0) }.flatMap { examples[$0.index] }
    odd.removeAll { isMark($0.value) || !hasGroups && $0.kind.isNumber && $0.value.contains(",") }
    if !hasGroups { odd += signs.examples }
    return Array(odd.sorted { $0.line < $1.line }.prefix(Self.oddValuesMax))
  }

  private func isMark(_ value: String) -> Bool {
    Array(value.utf8).withUnsafeBytes { CellKind.missingMark($0) != nil }
  }

  /// How many cells are not of the column's kind.
  package var oddCount: Int {
    switch kind {
    case .integer: present - count(.integer)
    case .decimal: present - count(.integer) - count(.decimal)
    case .money: present - count(.integer) - count(.decimal) - count(.money)
    case .date: present - count(.date)
    case .boolean: present - count(.boolean)
    case .text, nil: 0
    }
  }

  // MARK: - Numbers

  /// Numbers and amounts among the cells; the figures below are about them, nil without any, and
  /// where nobody can say what is meant by their commas or points.
  package var numberCount: Int { figures.count }
  package var least: Double? { figures.count > 0 ? figures.least : nil }
  package var greatest: Double? { figures.count > 0 ? figures.greatest : nil }
  package var average: Double? { figures.average }
  package var median: Double? { distribution.median }

  /// Whether some of the numbers are codes and no figures: `007`, `+234…`, more than 15 digits.
  package var hasCodes: Bool { signs.haveCodes }

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
    return (distribution.median, distribution.histogram(bars: bars))
  }

  /// Whether some numbers are written so that nobody can say how large they are.
  private var hasDoubts: Bool {
    signs.hasGroupingPoints || signs.integers + signs.decimals > 0 && !hasGroups
  }

  private var figures: NumberSketch { hasDoubts ? distribution : numbers }

  /// Exact while all different values are known, otherwise the sketch.
  private var distribution: NumberSketch {
    let hasDoubts = hasDoubts
    if signs.hasGroupingPoints || hasDoubts && !values.isExact { return NumberSketch() }
    guard values.isExact else { return numbers }
    var exact: [(value: Double, count: Int)] = []
    exact.reserveCapacity(values.values.count)
    values.forEachKept { text, value in
      if hasDoubts, value.kind.isNumber, text.contains(UInt8(ascii: ",")) { return }
      if let number = Self.number(text, value.kind) { exact.append((number, value.count)) }
    }
    return NumberSketch(exactly: exact)
  }
}
