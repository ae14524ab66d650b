/// Reads the cells of a row and collects what could not be read.
///
/// One is used for a whole table, so that a cell costs no allocation.
struct CellReader {
  /// A cell that could not be read, and why, for a person.
  struct Problem: Equatable {
    var column: Int
    var reason: String
  }

  private(set) var problems: [Problem] = []
  private var lexer = Lexer()

  mutating func startRow() { problems.removeAll(keepingCapacity: true) }

  mutating func money(
    _ cell: UnsafeRawBufferPointer, _ plan: CellPlan, _ parser: MoneyParser
  ) -> MoneyParser.Asked? {
    if let number = Self.plainNumber(cell) { return value(parser.read(number), plan) }
    return value(parser.read(tokens(cell, plan.decimalMark)), plan)
  }

  /// The number in a cell of figures and nothing else, as most cells of figures are; nil for other
  /// cells.
  private static func plainNumber(_ cell: UnsafeRawBufferPointer) -> Numeral? {
    if cell.isEmpty || cell.count > plainDigitsMax { return nil }
    var digits = 0
    for byte in cell {
      let digit = byte &- 0x30
      if digit > 9 { return nil }
      digits = digits * 10 + Int(digit)
    }
    return Numeral(digits: digits)
  }

  /// Figures that cannot be too many for a number.
  private static let plainDigitsMax = 15

  mutating func count(_ cell: UnsafeRawBufferPointer, _ plan: CellPlan) -> Double? {
    if cell.count == 1, cell[0] &- 0x30 < 10 { return Double(cell[0] &- 0x30) }
    return value(CountParser.read(tokens(cell, plan.decimalMark)), plan)
  }

  mutating func wholeCount(_ cell: UnsafeRawBufferPointer, _ plan: CellPlan) -> Int? {
    count(cell, plan).map { Int($0) }
  }

  mutating func size(_ cell: UnsafeRawBufferPointer, _ plan: CellPlan) -> SizeParser.Size? {
    let parser = SizeParser(unit: plan.areaUnit, plotSquareMetres: plan.plotSquareMetres)
    if let number = Self.plainNumber(cell) { return value(parser.read(number), plan) }
    return value(parser.read(tokens(cell, plan.decimalMark)), plan)
  }

  mutating func day(_ cell: UnsafeRawBufferPointer, _ plan: CellPlan) -> Day? {
    value(readDay(cell, plan), plan)
  }

  /// As ``day(_:_:)``, where another text is no fault.
  func dayIfAny(_ cell: UnsafeRawBufferPointer, _ plan: CellPlan) -> Day? {
    readDay(cell, plan).value
  }

  private func readDay(_ cell: UnsafeRawBufferPointer, _ plan: CellPlan) -> Reading<Day> {
    let parser = DayParser(order: plan.dayOrder, year: plan.year)
    return parser.read(cell.assumingMemoryBound(to: UInt8.self).span)
  }

  /// Whether there is a day in the cell, with or without its year.
  mutating func hasDay(_ cell: UnsafeRawBufferPointer, _ plan: CellPlan) -> Bool {
    isWithoutYear(cell) || day(cell, plan) != nil
  }

  private func isWithoutYear(_ cell: UnsafeRawBufferPointer) -> Bool {
    DayParser.isWithoutYear(cell.assumingMemoryBound(to: UInt8.self).span)
  }

  mutating func year(_ cell: UnsafeRawBufferPointer, _ plan: CellPlan) -> Int? {
    let tokens = tokens(cell)
    if Placeholder.isOne(tokens) { return nil }
    let year = tokens.count == 1 ? tokens[0].number?.whole : nil
    if year == 0 { return nil }
    return value(
      year.flatMap { 1000...2200 ~= $0 ? Reading.value($0) : nil }
        ?? .unreadable("it is no year of building"), plan)
  }

  /// Degrees.
  mutating func coordinate(
    _ cell: UnsafeRawBufferPointer, _ plan: CellPlan, limit: Double
  ) -> Double? {
    // No coordinate has thousands: a comma alone can only part the decimals.
    let isComma = cell.contains(UInt8(ascii: ",")) && !cell.contains(UInt8(ascii: "."))
    let tokens = tokens(cell, isComma ? .comma : .point)
    if Placeholder.isOne(tokens) { return nil }
    let isNegative = tokens[0] == .dash
    guard tokens.count == (isNegative ? 2 : 1), let degrees = tokens.last?.number?.value,
      degrees <= limit
    else { return value(.unreadable("it is no coordinate in degrees"), plan) }
    return isNegative ? -degrees : degrees
  }

  /// Nil for what is neither yes nor no.
  mutating func flag(_ cell: UnsafeRawBufferPointer) -> Bool? {
    let tokens = tokens(cell)
    guard tokens.count == 1 else { return nil }
    if let number = tokens[0].number { return number.digits != 0 }
    return tokens[0].word.flatMap { Self.flags[$0] }
  }

  /// Yes, in words or as 1; another number counts something.
  mutating func isYes(_ cell: UnsafeRawBufferPointer) -> Bool {
    let tokens = tokens(cell)
    guard tokens.count == 1 else { return false }
    if let number = tokens[0].number { return number.whole == 1 }
    return tokens[0].word.flatMap { Self.flags[$0] } == true
  }

  private static let flags: [Word: Bool] = [
    "yes": true, "true": true, "y": true, "t": true, "no": false, "false": false, "n": false,
    "f": false, "on": true, "off": false, "none": false,
  ]

  /// A web address as it may be published: http or https, without blanks.
  mutating func link(_ cell: UnsafeRawBufferPointer, _ plan: CellPlan) -> UnsafeRawBufferPointer? {
    let isWeb = Self.begins(cell, with: "http://") || Self.begins(cell, with: "https://")
    if isWeb, !cell.contains(where: { $0 <= 0x20 || $0 == 0x22 || $0 == 0x3c }) { return cell }
    if !isPlaceholder(cell) { note("it is no web address (http or https)", plan) }
    return nil
  }

  private static func begins(_ cell: UnsafeRawBufferPointer, with text: StaticString) -> Bool {
    text.withUTF8Buffer { text in
      cell.count > text.count && zip(cell, text).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }
  }

  /// What a column of periods says; nil for a cell that says nothing. What is no known word is
  /// noted.
  mutating func period(
    _ cell: UnsafeRawBufferPointer, _ plan: CellPlan
  ) -> PeriodWords.Saying? {
    let tokens = tokens(cell)
    if Placeholder.isOne(tokens) { return nil }
    let saying = PeriodWords.saying(tokens)
    switch saying {
    case .other:
      note(
        "it is a time for which no price is kept (night, day, week, month or year); its row has no "
          + "price", plan)
    case nil: note("it is no known time; the price counts as without it", plan)
    case .period: break
    }
    return saying
  }

  /// Whether the cell is “yes” in a word: 1 counts something.
  mutating func isYesInWords(_ cell: UnsafeRawBufferPointer) -> Bool {
    let tokens = tokens(cell)
    return tokens.count == 1 && tokens[0].word.flatMap { Self.flags[$0] } == true
  }

  /// Whether a spreadsheet has made a number of figures, and cut the last off: `2.34803E+12`.
  mutating func isRoundedNumber(_ cell: UnsafeRawBufferPointer) -> Bool {
    let hasExponent = cell.contains { $0 | 0x20 == UInt8(ascii: "e") }
    if !hasExponent || cell.first.map({ $0 &- 0x30 > 9 }) ?? true { return false }
    let tokens = tokens(cell)
    return tokens.count == 1 && tokens[0].word == nil
  }

  /// `-`, `n/a` and the like stand for nothing, in a column of texts too.
  mutating func isPlaceholder(_ cell: UnsafeRawBufferPointer) -> Bool {
    cell.count <= 7 && Placeholder.mayBegin(with: cell.first ?? 0)
      && Placeholder.isOne(tokens(cell))
  }

  mutating func note(_ reason: String, _ plan: CellPlan) {
    problems.append(Problem(column: plan.column, reason: reason))
  }

  mutating func tokens(
    _ cell: UnsafeRawBufferPointer, _ decimalMark: DecimalMark = .point
  ) -> [Token] {
    lexer.decimalMark = decimalMark
    lexer.read(cell.assumingMemoryBound(to: UInt8.self).span)
    return lexer.tokens
  }

  private mutating func value<Value>(_ reading: Reading<Value>, _ plan: CellPlan) -> Value? {
    if case .unreadable(let reason) = reading { note(reason, plan) }
    return reading.value
  }
}
