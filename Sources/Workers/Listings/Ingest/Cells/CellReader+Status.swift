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
}
