// A column may be called “property id” and name the building: its homes would be taken for one.
extension ColumnMap {
  /// Columns of references whose repeats are mostly of other homes are not believed. A few are
  /// slips, and a home that stands twice, for sale and to let or at two prices, is one home.
  mutating func dropSharedReferences(_ aliases: HeaderAliases) {
    while let index = columns.firstIndex(where: { $0.field == .reference && $0.basis == .name }) {
      let (repeats, others) = repeats(of: index)
      if others < Self.othersMin || others * 2 <= repeats { return }
      columns[index].field = nil
      refused.insert(index)
      note(
        index,
        "it is named like a reference, and of \(repeats) rows that repeat one \(others) are of "
          + "other homes by their title, bedrooms or size; rows go by what else they say")
      name(by: aliases, isOwn: false)
    }
  }

  private static let othersMin = 3

  /// How many rows of the sample repeat a reference, and how many of these are of another home.
  private func repeats(of index: Int) -> (count: Int, others: Int) {
    let references = samples[index].withoutPendingReferences
    if references.distinctness == 1 { return (0, 0) }
    let telling = columns.filter { $0.field.map(Self.telling.contains) == true }.map(\.index)
    var firstRows: [[UInt8]: Int] = [:]
    var (count, others) = (0, 0)
    for (cell, row) in zip(references.cells, references.rows) {
      guard let first = firstRows[cell] else {
        firstRows[cell] = row
        continue
      }
      count += 1
      if telling.contains(where: { isOther($0, first, row) }) { others += 1 }
    }
    return (count, others)
  }

  private static let telling: Set<Field> = [.title, .bedrooms, .area]

  /// Whether the cells of two rows differ. Titles that say two deals are of one home.
  private func isOther(_ index: Int, _ first: Int, _ second: Int) -> Bool {
    guard let one = samples[index].cell(ofRow: first),
      let other = samples[index].cell(ofRow: second)
    else { return false }
    if Self.folded(one) == Self.folded(other) { return false }
    return columns[index].field != .title || Self.deal(one) == Self.deal(other)
  }

  private static func folded(_ cell: [UInt8]) -> ContentHash {
    var hash = ContentHash()
    hash.append(folded: String(decoding: cell, as: UTF8.self))
    return hash
  }

  private static func deal(_ cell: [UInt8]) -> Listing.Deal? {
    var lexer = Lexer()
    lexer.read(cell.span)
    return DealWords.deal(lexer.tokens)
  }
}
