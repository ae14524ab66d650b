/// Finds where a table starts in its sample, and which of its rows name the columns.
///
/// Above the table may stand a preamble: titles, remarks, rows of fewer cells. A header is told
/// from data by contrast: a word over numbers or dates is a name; a number among numbers is data.
struct HeaderDetection {
  /// The sample's row that is the header, or the first row when there is none.
  private(set) var row = 0
  private(set) var hasHeader = true
  /// Rows that name the columns: 2 when groups of columns stand above their names.
  private(set) var headerRows = 1
  /// How many columns the rows have that the header does not name at its front: 0 or 1.
  private(set) var leadingColumns = 0
  /// The number of columns the rows have, as far as the sample shows.
  private(set) var width: Int
  private(set) var kinds: ColumnKinds
  private(set) var decisions: [FormatDecision] = []

  private static let preambleRowsMax = 50
  private static let bodyRowsMax = 100

  private let rows: SampleRows
  /// The sample's rows among which the table lies.
  private let range: Range<Int>
  /// The rows below the first that it is compared with.
  private var body: [Int] = []

  /// - Parameters:
  ///   - range: Rows of the sample, at least one.
  ///   - isPinned: Whether the table starts with the first of them, as a rule says.
  init(_ rows: SampleRows, in range: Range<Int>, pins: TablePins, isPinned: Bool) {
    self.rows = rows
    self.range = range
    width = rows.usualWidth(of: range)
    kinds = ColumnKinds(rows, body: EmptyCollection(), width: 0)
    row = isPinned ? range.lowerBound : firstRow()
    takeBody(from: row + 1)
    if let pinned = pins.hasHeader {
      hasHeader = pinned
      let choice = pinned ? "The first row names the columns" : "No row names the columns"
      decide(pinned ? "yes" : "none", "\(choice), as the rule says.")
    } else {
      judgeHeader()
    }
    if pins.hasHeader ?? true { findSecondHeader() }
    if hasHeader {
      placeShortHeader()
    } else {
      width = widthWithoutHeader()
    }
  }

  /// The rows of data that the sample holds.
  var bodyRows: Range<Int> {
    min(range.upperBound, hasHeader ? row + headerRows : row)..<range.upperBound
  }

  private mutating func takeBody(from first: Int) {
    body = range.dropFirst(first - range.lowerBound).prefix(Self.bodyRowsMax)
      .filter { !rows.isComment($0) && !rows.areAlike($0, row) }
    kinds = ColumnKinds(rows, body: body, width: width)
  }

  private mutating func decide(_ choice: String, _ reason: String) {
    decisions.append(FormatDecision(.header, choice, reason))
  }

  // MARK: - Where the table starts

  private func firstRow() -> Int {
    let first = range.first { !rows.isComment($0) } ?? range.lowerBound
    guard width >= 2 else { return first }
    let last = min(range.upperBound - 1, first + Self.preambleRowsMax)
    return (first...last).first { !rows.isComment($0) && !isPreamble($0) } ?? first
  }

  private func isPreamble(_ row: Int) -> Bool {
    let count = rows.rows[row].count
    let filled = rows.filledCells(row)
    if filled == 0 { return true }
    if count < width {
      if isShortHeader(row) { return false }
      if count * 2 <= width || isRegular(below: row) { return true }
    }
    guard width >= 3, filled == 1 else { return false }
    return range.dropFirst(row + 1 - range.lowerBound).prefix(10)
      .contains { rows.filledCells($0) >= 2 }
  }

  private func isRegular(below row: Int) -> Bool {
    let body = range.dropFirst(row + 1 - range.lowerBound)
    return body.count { rows.rows[$0].count == width } * 5 >= body.count * 4
  }

  /// Names for most of the columns, right above a full row: one name was left out.
  private func isShortHeader(_ row: Int) -> Bool {
    let count = rows.rows[row].count
    guard count >= 2, count * 3 >= width * 2, row + 1 < range.upperBound,
      rows.rows[row + 1].count == width, rows.filledCells(row) == count
    else { return false }
    return (0..<count).allSatisfy { CellKind(rows.cell(row, $0)) == .text }
  }

  // MARK: - Whether it has a header

  private mutating func judgeHeader() {
    var votesFor = 0.0
    var votesAgainst = 0.0
    var contrast: String?
    var counter: String?
    var names: Set<String> = []
    for column in 0..<rows.rows[row].count {
      let bytes = rows.cell(row, column)
      guard !bytes.isEmpty else { continue }
      let name = Cell(bytes: bytes).string
      if !names.insert(name).inserted { votesAgainst += 0.25 }
      let vote = vote(on: bytes, column: column)
      if vote >= 1 { contrast = contrast ?? name }
      if vote < 0 { counter = counter ?? name }
      if vote > 0 { votesFor += vote } else { votesAgainst -= vote }
    }
    hasHeader = votesFor > votesAgainst
    decide(hasHeader ? "yes" : "none", sentence(contrast: contrast, counter: counter))
  }

  /// Above 0 for a cell of the first row that looks like a name over its column, below for data.
  private func vote(on name: UnsafeRawBufferPointer, column: Int) -> Double {
    let isTyped = kinds.isTyped(column)
    switch CellKind(name) {
    case .text:
      if isTyped { return 1 }
      if isRepeated(name, column: column) { return -1 }
      return name.count <= 40 ? 0.25 : -0.5
    case .integer where isTyped && isYear(name):
      return 0
    case .integer, .decimal, .money, .date:
      return -1
    case .boolean:
      return kinds.count(.boolean, in: column) > 0 ? -1 : 0
    }
  }

  private func isRepeated(_ name: UnsafeRawBufferPointer, column: Int) -> Bool {
    body.contains {
      guard column < rows.rows[$0].count else { return false }
      let cell = rows.cell($0, column)
      return cell.count == name.count && cell.elementsEqual(name)
    }
  }

  /// A year may well be the name of a column of numbers.
  private func isYear(_ name: UnsafeRawBufferPointer) -> Bool {
    NumberText(name)?.integer.map { 1_800...2_200 ~= $0 } ?? false
  }

  private func sentence(contrast: String?, counter: String?) -> String {
    if hasHeader {
      return contrast.map { "The first row names the columns: “\($0.prefix(40))” is above data." }
        ?? "The first row names the columns: it is unlike the rows below."
    }
    return counter.map { "No row names the columns: the first holds data, “\($0.prefix(40))”." }
      ?? "No row names the columns: the first is like the others."
  }

  // MARK: - A header of two rows

  /// Groups above names: the first row leaves cells empty, and the second has a word over every
  /// column of numbers or dates, of which there are two at least.
  private mutating func findSecondHeader() {
    let second = row + 1
    guard second + 1 < range.upperBound, rows.rows[second].count == width,
      rows.rows[row].count == width, !rows.areAlike(row, second),
      rows.filledCells(row) < width, rows.filledCells(second) * 3 >= width * 2
    else { return }
    let below = ColumnKinds(
      rows, body: body.filter { $0 > second }, width: width)
    let typed = (0..<width).filter { below.isTyped($0) }
    guard typed.count >= 2,
      typed.allSatisfy({ column in
        let name = rows.cell(second, column)
        return !name.isEmpty && CellKind.missingMark(name) == nil
          && (CellKind(name) == .text || isYear(name))
      }), typed.contains(where: { rows.cell(row, $0).isEmpty })
    else { return }
    hasHeader = true
    headerRows = 2
    takeBody(from: second + 1)
    decisions = []
    decide("two rows", "Two rows name the columns: groups of them stand above their names.")
  }

  // MARK: - Columns without a name

  /// Decides on which side the names are missing when the rows have more cells than the header.
  private mutating func placeShortHeader() {
    let named = rows.rows[row].count
    guard named == width - 1, !body.isEmpty else { return }
    let full = body.filter { rows.rows[$0].count == width }
    let lastIsEmpty = full.allSatisfy { rows.cell($0, width - 1).isEmpty }
    guard !lastIsEmpty, areCounted(full) || areNames(full) else { return }
    leadingColumns = 1
    decisions.append(
      FormatDecision(
        .columns, "first without a name",
        "The first column has no name: the header is one cell shorter than the rows."))
  }

  /// Whether the first cells name rows of nothing but figures, as tools for statistics write them.
  /// Else the name that people forget is the last.
  private func areNames(_ full: [Int]) -> Bool {
    let names = Set(full.map { Cell(bytes: rows.cell($0, 0)).string })
    return names.count == full.count && !kinds.isTyped(0)
      && (1..<width).allSatisfy { kinds.isTyped($0) }
  }

  /// Whether the first cells number the rows.
  private func areCounted(_ full: [Int]) -> Bool {
    if saysNumber(rows.cell(row, 0)) { return false }
    let numbers = full.map { NumberText(rows.cell($0, 0))?.integer }
    guard let first = numbers.first ?? nil, 0...1 ~= first else { return false }
    return numbers.indices.allSatisfy { index in
      numbers[index].map { $0 > (index == 0 ? -1 : numbers[index - 1] ?? $0) } ?? false
    }
  }

  /// Whether a name may stand over numbers of rows.
  private func saysNumber(_ name: UnsafeRawBufferPointer) -> Bool {
    let letters = Cell(bytes: name).string.lowercased().filter(\.isLetter)
    return ["", "id", "no", "nr", "num", "number", "index", "key", "ref", "reference", "row"]
      .contains(letters)
  }

  /// Without a header the columns are as many as the widest row has, unless that is an accident:
  /// wider rows must be one in ten.
  private func widthWithoutHeader() -> Int {
    let counts = bodyRows.filter { !rows.isComment($0) }.map { rows.rows[$0].count }
    let wider = counts.filter { $0 > width && $0 <= 2 * width }
    return wider.count * 10 >= counts.count ? wider.max() ?? width : width
  }
}
