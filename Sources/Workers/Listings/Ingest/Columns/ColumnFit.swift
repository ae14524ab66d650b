/// How many cells of a sample can be read as what their column is taken for.
struct ColumnFit: Sendable, Equatable {
  var readable = 0
  var unreadable = 0
  /// One that can be read, as written.
  var example: String?

  /// Fewer cells decide nothing.
  static let cellsMin = 5
  /// Below this share of readable cells a name is not believed.
  static let shareMin = 0.2

  /// Whether the cells show that the column is something else than its name says.
  var isContradicted: Bool {
    let count = readable + unreadable
    return count >= Self.cellsMin && Double(readable) < Double(count) * Self.shareMin
  }

  /// `496 of 500 cells are amounts, such as “750000”`.
  func words(_ noun: String) -> String {
    let example = example.map { ", such as “\($0)”" } ?? ""
    return "\(readable) of \(readable + unreadable) cells are \(noun)\(example)"
  }

  /// Nil for a column of texts, in which every cell can be read.
  static func of(_ column: Column, _ sample: ColumnSample) -> ColumnFit? {
    guard let field = column.field, field.noun != nil else { return nil }
    var fit = ColumnFit()
    var reader = CellReader()
    let plan = CellPlan(column)
    for cell in sample.cells {
      reader.startRow()
      let isRead = cell.withUnsafeBytes { reader.canRead($0, plan) }
      if isRead {
        fit.readable += 1
        if fit.example == nil { fit.example = Self.shown(cell) }
      } else if !reader.problems.isEmpty {
        fit.unreadable += 1
      }
    }
    return fit
  }

  private static let exampleBytesMax = 40

  private static func shown(_ cell: [UInt8]) -> String {
    let text = Spacing.single(String(decoding: cell.prefix(exampleBytesMax), as: UTF8.self))
    return cell.count > exampleBytesMax ? text + "…" : text
  }
}

extension CellReader {
  /// Whether there is a value in the cell. What cannot be read is a problem, and what is missing is
  /// neither.
  fileprivate mutating func canRead(_ cell: UnsafeRawBufferPointer, _ plan: CellPlan) -> Bool {
    switch plan.field {
    case .price, .rent: money(cell, plan, MoneyParser()) != nil
    case .bedrooms, .rooms, .bathrooms, .toilets, .parkingSpaces: count(cell, plan) != nil
    case .area, .plot: size(cell, plan) != nil
    case .yearBuilt: year(cell, plan) != nil
    case .latitude: coordinate(cell, plan, limit: 90) != nil
    case .longitude: coordinate(cell, plan, limit: 180) != nil
    case .listed: hasDay(cell, plan)
    case .link: link(cell, plan) != nil
    case .status, .published: status(cell, plan) != nil
    case .priceQualifier: qualifier(cell, plan) != nil
    default: true
    }
  }
}

extension Field {
  /// What its cells are, for fields whose cells are parsed; nil for texts.
  var noun: String? {
    switch self {
    case .price, .rent: "amounts"
    case .bedrooms, .rooms, .bathrooms, .toilets, .parkingSpaces: "counts"
    case .area, .plot: "sizes"
    case .yearBuilt: "years"
    case .latitude, .longitude: "degrees"
    case .listed: "dates"
    case .link: "web addresses"
    case .status, .published, .priceQualifier: "known words"
    default: nil
    }
  }
}
