/// Where the cells of one row lie, as offsets from a base: parallel arrays that a scanner fills.
///
/// Plain pointers, so that a C callback can fill it too; its owner calls `deallocate()`.
struct CellSpans {
  /// Set in an end when the cell still holds doubled quotes.
  static let isEscaped: UInt32 = 1 << 31

  private(set) var starts: UnsafeMutablePointer<UInt32>
  private(set) var ends: UnsafeMutablePointer<UInt32>
  private(set) var capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    starts = .allocate(capacity: capacity)
    ends = .allocate(capacity: capacity)
  }

  func deallocate() {
    starts.deallocate()
    ends.deallocate()
  }

  mutating func grow(to newCapacity: Int) {
    var larger = CellSpans(capacity: newCapacity)
    larger.starts.update(from: starts, count: capacity)
    larger.ends.update(from: ends, count: capacity)
    deallocate()
    swap(&self, &larger)
  }
}
