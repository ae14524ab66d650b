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

  /// Whether a cell says that it has no value: `N/A`, `null`, `-` and the like.
  package static func isMissingMarker(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count <= 4 else { return false }
    let cell = Cell(bytes: bytes)
    switch bytes.count {
    case 1: return cell.equals("-") || cell.equals("?") || cell.equals(".")
    case 2: return cell.equals("--") || cell.equalsIgnoringCase("na")
    case 3:
      return cell.equalsIgnoringCase("n/a") || cell.equalsIgnoringCase("nan")
        || cell.equalsIgnoringCase("nil") || cell.equals("—") || cell.equals("–")
    default:
      return cell.equalsIgnoringCase("null") || cell.equalsIgnoringCase("none")
        || cell.equalsIgnoringCase("#n/a")
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
