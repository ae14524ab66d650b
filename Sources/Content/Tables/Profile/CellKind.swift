/// What a cell is, by its look alone.
package enum CellKind: String, Sendable, Codable, CaseIterable {
  case integer, decimal, money, date, boolean, text

  /// The kind of what stands in a cell that is neither empty nor marked as missing.
  init(_ bytes: UnsafeRawBufferPointer) {
    if let number = NumberText(bytes) {
      self = number.hasFraction ? .decimal : .integer
    } else if bytes.count > 64 {
      self = .text
    } else if Self.isBoolean(bytes) {
      self = .boolean
    } else if DateShape.matches(bytes) {
      self = .date
    } else if MoneyShape.matches(bytes) {
      self = .money
    } else {
      self = .text
    }
  }

  var isNumber: Bool { self == .integer || self == .decimal }

  /// Its place in `allCases`.
  var index: Int {
    switch self {
    case .integer: 0
    case .decimal: 1
    case .money: 2
    case .date: 3
    case .boolean: 4
    case .text: 5
    }
  }

  /// Whether a cell of this kind may stand in a column of `column`; nil is a column of text.
  func fits(_ column: CellKind?) -> Bool {
    switch column {
    case nil, .text: true
    case .integer: self == .integer
    case .decimal: isNumber
    case .money: isNumber || self == .money
    case .date, .boolean: self == column
    }
  }

  /// How a cell says that it has no value.
  package enum MissingMark: Sendable {
    /// `N/A`, `-`, `NULL`: nobody means anything else by it.
    case certain
    /// `NA`, `None`, `Null`, `Nil`, `Nan`: in a column of texts it may be Namibia, or somebody's
    /// name.
    case word
  }

  /// - Returns: nil for a cell that holds something.
  package static func missingMark(_ bytes: UnsafeRawBufferPointer) -> MissingMark? {
    guard bytes.count <= 4 else { return nil }
    let cell = Cell(bytes: bytes)
    switch bytes.count {
    case 1: return cell.equals("-") || cell.equals("?") || cell.equals(".") ? .certain : nil
    case 2: return cell.equals("--") ? .certain : cell.equalsIgnoringCase("na") ? .word : nil
    case 3:
      if cell.equalsIgnoringCase("n/a") || cell.equals("nan") || cell.equals("NaN")
        || cell.equals("—") || cell.equals("–")
      {
        return .certain
      }
      return cell.equalsIgnoringCase("nan") || cell.equalsIgnoringCase("nil") ? .word : nil
    default:
      if cell.equals("null") || cell.equals("NULL") || cell.equalsIgnoringCase("#n/a") {
        return .certain
      }
      return cell.equalsIgnoringCase("null") || cell.equalsIgnoringCase("none") ? .word : nil
    }
  }

  private static func isBoolean(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count <= 5 else { return false }
    let cell = Cell(bytes: bytes)
    switch bytes.count {
    case 1: return cell.equalsIgnoringCase("y") || cell.equalsIgnoringCase("n")
    case 2: return cell.equalsIgnoringCase("no")
    case 3: return cell.equalsIgnoringCase("yes")
    case 4: return cell.equalsIgnoringCase("true")
    default: return cell.equalsIgnoringCase("false")
    }
  }
}
