/// Finds where a table starts in its sample, and whether its first row names the columns.
///
/// Above the table may stand a preamble: titles, remarks, rows of fewer cells. A header is told
/// from data by contrast: a word over numbers or dates is a name; a number among numbers is data.
struct HeaderDetection {
  /// The sample's row that is the header, or the first row when there is none.
  private(set) var row = 0
  private(set) var hasHeader = true
  /// How many columns the rows have that the header does not name at its front: 0 or 1.
  private(set) var leadingColumns = 0
  /// The number of columns the rows have, as far as the sample shows.
  private(set) var width: Int
  private(set) var evidence: [String] = []

  private static let preambleRowsMax = 50
  private static let bodyRowsMax = 100

  private let rows: SampleRows
  /// The rows below the first that it is compared with.
  private var body: [Int] = []

  /// - Parameter rows: At least one.
  init(_ rows: SampleRows, pins: TablePins, lineOfRow: (Int) -> Int) {
    self.rows = rows
    width = rows.usualWidth
    if let line = pins.headerLine {
      row = rows.rows.indices.first { lineOfRow($0) >= line } ?? 0
      evidence.append("The table starts on line \(lineOfRow(row)), as the rule says.")
    } else {
      row = firstRow()
      if row > 0 { evidence.append("\(row) rows above the table have fewer cells.") }
    }
    body = rows.rows.indices.dropFirst(row + 1).prefix(Self.bodyRowsMax)
      .filter { !areEqual($0, row) }
    if let pinned = pins.hasHeader {
      hasHeader = pinned
      evidence.append(
        pinned
          ? "The first row names the columns, as the rule says."
          : "No row names the columns, as the rule says.")
    } else {
      judgeHeader()
    }
    if hasHeader { placeShortHeader() } else { width = widthWithoutHeader() }
  }

  // MARK: - Where the table starts

  private func firstRow() -> Int {
    guard width >= 2 else { return 0 }
    let last = min(rows.rows.count - 1, Self.preambleRowsMax)
    return (0...last).first { !isPreamble($0) } ?? 0
  }

  private func isPreamble(_ row: Int) -> Bool {
    let count = rows.rows[row].count
    let filled = filledCells(row)
    if filled == 0 { return true }
    if count < width {
      if isShortHeader(row) { return false }
      if count * 2 <= width || isRegular(below: row) { return true }
    }
    guard width >= 3, filled == 1 else { return false }
    return rows.rows.indices.dropFirst(row + 1).prefix(10).contains { filledCells($0) >= 2 }
  }

  private func filledCells(_ row: Int) -> Int {
    rows.rows[row].count { rows.cells[$0].count > 0 }
  }

  private func isRegular(below row: Int) -> Bool {
    let body = rows.rows.dropFirst(row + 1)
    return body.count { $0.count == width } * 5 >= body.count * 4
  }

  /// Names for most of the columns, right above a full row: one name was left out.
  private func isShortHeader(_ row: Int) -> Bool {
    let count = rows.rows[row].count
    guard count >= 2, count * 3 >= width * 2, row + 1 < rows.rows.count,
      rows.rows[row + 1].count == width, filledCells(row) == count
    else { return false }
    return (0..<count).allSatisfy { CellKind(rows.cell(row, $0)) == .text }
  }

  // MARK: - Whether it has a header

  /// Files that were put together from several repeat their header: such rows are no data.
  private func areEqual(_ one: Int, _ other: Int) -> Bool {
    rows.rows[one].count == rows.rows[other].count
      && (0..<rows.rows[one].count).allSatisfy {
        rows.cell(one, $0).elementsEqual(rows.cell(other, $0))
      }
  }

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
    evidence.append(sentence(contrast: contrast, counter: counter))
  }

  /// Above 0 for a cell of the first row that looks like a name over its column, below for data.
  private func vote(on name: UnsafeRawBufferPointer, column: Int) -> Double {
    let body = bodyKinds(column)
    let total = body.values.reduce(0, +)
    let typed = total - body[.text, default: 0]
    let isTyped = total > 0 && typed * 5 >= total * 4
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
      return body[.boolean, default: 0] > 0 ? -1 : 0
    }
  }

  private func bodyKinds(_ column: Int) -> [CellKind: Int] {
    var kinds: [CellKind: Int] = [:]
    for row in body where column < rows.rows[row].count {
      let bytes = rows.cell(row, column)
      if bytes.isEmpty || CellKind.isMissingMarker(bytes) { continue }
      kinds[CellKind(bytes), default: 0] += 1
    }
    return kinds
  }

  private func isRepeated(_ name: UnsafeRawBufferPointer, column: Int) -> Bool {
    body.contains {
      column < rows.rows[$0].count && rows.cell($0, column).elementsEqual(name)
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

  // MARK: - Columns without a name

  /// Decides on which side the names are missing when the rows have more cells than the header.
  private mutating func placeShortHeader() {
    let named = rows.rows[row].count
    guard named == width - 1, !body.isEmpty else { return }
    let full = body.filter { rows.rows[$0].count == width }
    let lastIsEmpty = full.allSatisfy { rows.cell($0, width - 1).isEmpty }
    let first = full.map { Cell(bytes: rows.cell($0, 0)).string }
    guard !lastIsEmpty, Set(first).count == first.count else { return }
    leadingColumns = 1
    evidence.append("The first column has no name: the header is one cell shorter than the rows.")
  }

  /// Without a header the columns are as many as the widest row has, unless that is an accident.
  private func widthWithoutHeader() -> Int {
    rows.rows.dropFirst(row).map(\.count).filter { $0 <= 2 * width }.max() ?? width
  }
}
