/// Appends rows of CSV to a byte buffer, as RFC 4180 has them: commas, CRLF, quotes where needed.
///
///     var writer = CSVWriter(forPeople: true)
///     writer.append("line")
///     writer.append(cell)
///     writer.endRow()
package struct CSVWriter: Sendable {
  /// What has been written; take it out in pieces with `takeBytes()`.
  package private(set) var bytes: [UInt8] = []
  private let forPeople: Bool
  private let delimiter: UInt8
  /// Cells with an apostrophe before them, since a spreadsheet would take them for formulas.
  package private(set) var formulas = 0
  private var isRowStart = true
  /// Whether the row has one cell so far, and that is empty.
  private var isEmptyCell = false

  /// - Parameter forPeople: The file will be opened in a spreadsheet: text that one would take for
  ///   a formula (it starts with = + - @, a tab, a line's end or a NUL, and is no number, nor one
  ///   to call) gets a leading apostrophe.
  ///   Source: OWASP, “CSV Injection”.
  package init(
    forPeople: Bool = false, delimiter: UInt8 = 0x2C, reservingCapacity capacity: Int = 0
  ) {
    self.forPeople = forPeople
    self.delimiter = delimiter
    bytes.reserveCapacity(capacity)
  }

  /// Appends a cell of UTF-8.
  package mutating func append(_ cell: UnsafeRawBufferPointer) {
    if !isRowStart { bytes.append(delimiter) }
    isEmptyCell = isRowStart && cell.isEmpty
    isRowStart = false
    let isFormula = forPeople && Self.isFormula(cell)
    if isFormula || needsQuotes(cell) {
      bytes.append(0x22)
      if isFormula {
        bytes.append(0x27)
        formulas += 1
      }
      for byte in cell {
        if byte == 0x22 { bytes.append(0x22) }
        bytes.append(byte)
      }
      bytes.append(0x22)
    } else {
      bytes.append(contentsOf: cell)
    }
  }

  package mutating func append(_ cell: Cell) {
    append(cell.bytes)
  }

  package mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  package mutating func append(_ number: Int) {
    append(String(number))
  }

  /// Ends the row; one without cells becomes an empty line. One with a single empty cell does not:
  /// readers pass empty lines over.
  package mutating func endRow() {
    if isEmptyCell {
      bytes.append(0x22)
      bytes.append(0x22)
      isEmptyCell = false
    }
    bytes.append(0x0D)
    bytes.append(0x0A)
    isRowStart = true
  }

  /// A whole row.
  package mutating func append(row: [String]) {
    for cell in row {
      append(cell)
    }
    endRow()
  }

  /// Hands over what was written and starts anew; a half-written row stays half written.
  package mutating func takeBytes() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  private func needsQuotes(_ cell: UnsafeRawBufferPointer) -> Bool {
    guard let first = cell.first, let last = cell.last else { return false }
    if first <= 0x20 || last <= 0x20 { return true }
    return cell.contains { $0 == 0x22 || $0 == delimiter || $0 == 0x0A || $0 == 0x0D }
  }

  private static let wideSigns = ["＝", "＋", "－", "＠"].map { Array($0.utf8) }

  private static func isFormula(_ cell: UnsafeRawBufferPointer) -> Bool {
    switch cell.first {
    case 0x3D, 0x40, 0x00, 0x09, 0x0A, 0x0D: true
    case 0x2B, 0x2D: NumberText(cell) == nil && !isNumberToCall(cell)
    // Spreadsheets of East Asia take the wide forms ＝ ＋ － ＠ for the others.
    case 0xEF: wideSigns.contains { cell.starts(with: $0) }
    default: false
    }
  }

  /// `+1 562-246-6577`: figures with a blank between them are no sum.
  private static func isNumberToCall(_ cell: UnsafeRawBufferPointer) -> Bool {
    guard cell.count <= 32, cell.count > 6, cell[0] == 0x2B, cell[1] &- 0x30 <= 9 else {
      return false
    }
    var hasBlank = false
    for (index, byte) in cell.enumerated().dropFirst() {
      switch byte {
      case 0x30...0x39: break
      case 0x28, 0x29, 0x2D, 0x2E: break
      case 0x20:
        guard index + 1 < cell.count else { return false }
        let (before, after) = (cell[index - 1], cell[index + 1])
        let isBehind = before &- 0x30 <= 9 || before == 0x29
        hasBlank = hasBlank || isBehind && (after &- 0x30 <= 9 || after == 0x28)
      default: return false
      }
    }
    return hasBlank
  }
}
