/// The first cells of one column, and what they show about it.
struct ColumnSample: Sendable {
  /// Cells that are not empty.
  private(set) var cells: [[UInt8]] = []

  init(_ cells: [[UInt8]] = []) { self.cells = cells }

  mutating func append(_ cell: UnsafeRawBufferPointer) {
    if !cell.isEmpty { cells.append(Array(cell)) }
  }

  /// The share of cells, 0…1, in which a word of `words` stands.
  func share(naming words: Set<Word>) -> Double {
    share { tokens in tokens.contains { $0.word.map(words.contains) ?? false } }
  }

  /// The share of cells, 0…1, in which there is a figure.
  var shareOfNumbers: Double { share { tokens in tokens.contains { $0.number != nil } } }

  /// The share of cells, 0…1, that name a unit of area.
  var shareOfAreaUnits: Double {
    share { tokens in tokens.indices.contains { AreaUnit.read(tokens, at: $0) != nil } }
  }

  /// Whether some cell names a currency.
  var namesCurrency: Bool {
    share { tokens in tokens.contains { $0.word.map { Currency.code(of: $0) != nil } ?? false } }
      > 0
  }

  private func share(_ isSo: ([Token]) -> Bool) -> Double {
    if cells.isEmpty { return 0 }
    var lexer = Lexer()
    var count = 0
    for cell in cells {
      lexer.read(cell.span)
      if isSo(lexer.tokens) { count += 1 }
    }
    return Double(count) / Double(cells.count)
  }

  /// The share of cells, 0…1, that are a day without its year.
  var shareOfDaysWithoutYear: Double {
    if cells.isEmpty { return 0 }
    return Double(cells.count { DayParser.isWithoutYear($0.span) }) / Double(cells.count)
  }

  /// How many different values there are to a cell, 0…1.
  var distinctness: Double {
    cells.isEmpty ? 0 : Double(Set(cells).count) / Double(cells.count)
  }

  /// Comma when `0,5` and `6.070,2` are more frequent than `0.5` and `6,070.2`.
  var decimalMark: DecimalMark {
    var commas = 0
    var points = 0
    for cell in cells {
      guard let mark = cell.lastIndex(where: { $0 == 0x2c || $0 == 0x2e }) else { continue }
      let digits = cell[(mark + 1)...].prefix { $0 &- 0x30 < 10 }.count
      let other: UInt8 = cell[mark] == 0x2c ? 0x2e : 0x2c
      let isDecimal = 1...2 ~= digits || (digits > 0 && cell[..<mark].contains(other))
      if isDecimal, mark > 0, cell[mark - 1] &- 0x30 < 10 {
        if cell[mark] == 0x2c { commas += 1 } else { points += 1 }
      }
    }
    return commas > points ? .comma : .point
  }

  /// Which of day and month comes first, by the cells that can be read only one way.
  func dayOrder(otherwise: DayParser.Order) -> DayParser.Order {
    var balance = 0
    for cell in cells {
      switch DayParser.evidentOrder(cell.span) {
      case .dayFirst: balance += 1
      case .monthFirst: balance -= 1
      case nil: break
      }
    }
    return balance == 0 ? otherwise : balance > 0 ? .dayFirst : .monthFirst
  }

  /// Whether places are written from the widest to the narrowest: first parts vary less than last.
  var isWidestFirst: Bool {
    var first: Set<String> = []
    var last: Set<String> = []
    for cell in cells {
      let parts = Places.parts(String(decoding: cell, as: UTF8.self))
      guard parts.count > 1, let head = parts.first, let tail = parts.last else { continue }
      first.insert(head.lowercased())
      last.insert(tail.lowercased())
    }
    return first.count < last.count
  }
}
