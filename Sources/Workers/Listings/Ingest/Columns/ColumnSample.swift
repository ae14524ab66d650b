/// The first cells of one column, and what they show about it.
struct ColumnSample: Sendable {
  /// Cells that are not empty.
  private(set) var cells: [[UInt8]] = []
  /// In which rows of the sample they stand, from 0.
  private(set) var rows: [Int] = []
  private var rowCount = 0

  init(_ cells: [[UInt8]] = []) {
    for cell in cells { cell.withUnsafeBytes { append($0) } }
  }

  mutating func append(_ cell: UnsafeRawBufferPointer) {
    if !cell.isEmpty {
      cells.append(Array(cell))
      rows.append(rowCount)
    }
    rowCount += 1
  }

  /// The cell of a row of the sample; nil for an empty one.
  func cell(ofRow row: Int) -> [UInt8]? {
    let index = rows.partitioningIndex { $0 >= row }
    return index < rows.endIndex && rows[index] == row ? cells[index] : nil
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

  /// The share of cells, 0…1, that can be nothing but sizes: with a unit, of two lengths, or in
  /// plots. A number alone may be that of a plot: `12`, `Plot 12`.
  var shareOfSizes: Double {
    share { tokens in
      tokens.indices.contains { index in
        if AreaUnit.read(tokens, at: index) != nil { return true }
        guard index > 0, tokens[index - 1].number != nil else { return false }
        return tokens[index].word.map(Self.sizeWords.contains)
          ?? (tokens[index] == .sign(UInt8(ascii: "*")))
      }
    }
  }

  private static let sizeWords: Set<Word> = ["plot", "plots", "x", "by", "×", "ft", "m"]

  /// Whether they number the rows: whole numbers, each greater than the one before. An empty column
  /// does as well.
  var isOfRowNumbers: Bool {
    let numbers = wholeNumbers
    return numbers.count == cells.count && zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
  }

  /// Whether they may count the rows: 1, 2, 3.
  var isCount: Bool {
    let numbers = wholeNumbers
    return numbers.count == cells.count && numbers.first.map { $0 < 2 } ?? true
      && zip(numbers, numbers.dropFirst()).allSatisfy { $0 + 1 == $1 }
  }

  private var wholeNumbers: [Int] {
    cells.compactMap { Int(Spacing.single(String(decoding: $0, as: UTF8.self))) }
  }

  /// The first figure of a cell, as half of the cells have a greater one; nil without figures.
  var middleNumber: Double? {
    var lexer = Lexer()
    var numbers: [Double] = []
    for cell in cells {
      lexer.read(cell.span)
      if let number = lexer.tokens.lazy.compactMap(\.number).first { numbers.append(number.value) }
    }
    return numbers.isEmpty ? nil : numbers.sorted()[numbers.count / 2]
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

  /// Without cells whose reference is yet to come.
  var withoutPendingReferences: ColumnSample {
    var sample = ColumnSample()
    for (cell, row) in zip(cells, rows) where !PendingWords.standForReference(cell) {
      sample.cells.append(cell)
      sample.rows.append(row)
    }
    return sample
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

  /// Whether places are written from the widest to the narrowest: first parts vary by far less than
  /// last ones. A few rows tell nothing: one street in two towns looks the same.
  var isWidestFirst: Bool {
    var first: Set<String> = []
    var last: Set<String> = []
    var count = 0
    for cell in cells {
      let parts = Places.parts(String(decoding: cell, as: UTF8.self))
      guard parts.count > 1, let head = parts.first, let tail = parts.last else { continue }
      count += 1
      first.insert(head.lowercased())
      last.insert(tail.lowercased())
    }
    return count >= Self.placesMin && first.count * 3 <= last.count * 2
  }

  private static let placesMin = 8
}
