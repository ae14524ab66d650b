// Columns that say whether a listing is on offer.
extension CellReader {
  /// Nil for a cell that says nothing; what is no known word is noted.
  mutating func status(
    _ cell: UnsafeRawBufferPointer, _ plan: CellPlan
  ) -> StatusWords.Saying? {
    if isPlaceholder(cell) { return nil }
    if plan.field == .published, cell.count == 1, cell[0] == 0x30 || cell[0] == 0x31 {
      return cell[0] == 0x31 ? .available : .status(.withdrawn)
    }
    let saying = StatusWords.standard.saying(String(decoding: cell, as: UTF8.self))
    if saying == nil {
      note("it is no known status; the listing counts as on offer", plan)
    }
    return saying
  }

  /// What stands beside a price: `£300,000 sold STC`, `Let agreed`. Nil in most cells.
  mutating func statusBeside(_ cell: UnsafeRawBufferPointer) -> OfferStatus? {
    if !tokens(cell).contains(where: { $0.word.map(Self.statusSigns.contains) ?? false }) {
      return nil
    }
    let words = HeaderName.words(String(decoding: cell, as: UTF8.self))
      .filter { $0.allSatisfy(\.isLetter) }
    guard case .status(let status) = StatusWords.standard.saying(words.joined(separator: " "))
    else { return nil }
    return status
  }

  /// One of them stands in each status that prices are written with.
  private static let statusSigns: Set<Word> = [
    "sold", "stc", "sstc", "sstcm", "agreed", "under", "reserved", Word("withdrawn"),
  ]
}
