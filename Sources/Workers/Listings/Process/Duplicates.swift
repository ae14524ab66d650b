/// Finds rows that are the same listing as an earlier one.
struct Duplicates {
  private var firstLines: [UInt64: UInt32] = [:]
  /// Later row → first row, by line.
  private(set) var firstLine: [Int: Int] = [:]

  /// - Returns: Whether the listing is new.
  mutating func insert(_ identity: Identity, line: Int) -> Bool {
    let line = UInt32(truncatingIfNeeded: line)
    if let first = firstLines.updateValue(line, forKey: identity.hash.value) {
      firstLines[identity.hash.value] = first
      firstLine[Int(line)] = Int(first)
      return false
    }
    return true
  }

  /// Gives the memory back that only ``insert(_:line:)`` needs.
  mutating func close() { firstLines = [:] }
}
