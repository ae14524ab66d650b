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
    if case .status(let status) = StatusWords.standard.saying(words.joined(separator: " ")) {
      return status
    }
    // Beside other words several that are a status can hardly be something else, a single one only
    // at the end: `£300,000 OIEO Sold`.
    for start in words.indices {
      if start > 0, Self.denials.contains(words[start - 1]) { continue }
      for end in (start + 1...words.count).reversed() where end > start + 1 || end == words.count {
        if let status = Self.status(words[start..<end]) { return status }
      }
    }
    return nil
  }

  /// What words are that have one of ``statusSigns`` among them.
  private static func status(_ words: ArraySlice<String>) -> OfferStatus? {
    let hasSign = words.contains { statusSigns.contains(Word($0)) }
    return hasSign ? StatusWords.standard.status(exactly: words) : nil
  }

  /// Before a status they say that it is none, or that of another.
  private static let denials: Set = [
    "not", "never", "no", "be", "being", "until", "if", "unless", "was", "yet", "of", "previously",
    "once", "when", "recently", "last", "nearby", "similar",
  ]

  /// One of them stands in each status that prices are written with.
  private static let statusSigns: Set<Word> = [
    "sold", "stc", "sstc", "sstcm", "agreed", "under", "reserved", Word("withdrawn"),
  ]
}
