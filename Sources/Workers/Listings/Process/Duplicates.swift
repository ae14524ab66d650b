/// Finds rows that are the same listing as an earlier one, and those that offer the same thing in
/// another way: one home for sale and to let under one reference.
struct Duplicates {
  private var firstLines: [UInt64: UInt32] = [:]
  /// Later row → first row, by line.
  private(set) var firstLine: [Int: Int] = [:]
  /// Of the few rows that have some.
  private var others: [Int: OtherOffers] = [:]

  /// The rows that offer the same thing in another way.
  struct OtherOffers: Sendable {
    fileprivate(set) var lines: Set<Int> = []
    /// Whether one of them goes first to the key of the thing, whichever row comes first.
    fileprivate(set) var hasFormer = false
  }

  /// A row with a reference or a link repeats the first one that has it; another row one that
  /// agrees with it in all cells: six flats of one type and price are six.
  ///
  /// - Parameter contents: of all cells of the row.
  /// - Returns: Whether the listing is new.
  mutating func insert(_ identity: Identity, contents: ContentHash, line: Int) -> Bool {
    let written = UInt32(truncatingIfNeeded: line)
    let hash = identity.facts == nil ? identity.hash : contents.value
    if let first = firstLines.updateValue(written, forKey: hash) {
      firstLines[hash] = first
      firstLine[line] = Int(first)
      return false
    }
    if identity.facts != nil { return true }
    for offer in Identity.Offer.allCases where offer != identity.offer {
      guard let other = firstLines[identity.hash(of: offer)].map({ Int($0) }) else { continue }
      let isFormer = offer.rawValue < identity.offer.rawValue
      add(other, to: line, isFormer: isFormer)
      add(line, to: other, isFormer: !isFormer)
    }
    return true
  }

  private mutating func add(_ other: Int, to line: Int, isFormer: Bool) {
    others[line, default: OtherOffers()].lines.insert(other)
    if isFormer { others[line]?.hasFormer = true }
  }

  /// None for most rows.
  func otherOffers(beside line: Int) -> OtherOffers { others[line] ?? OtherOffers() }

  /// Gives the memory back that only ``insert(_:contents:line:)`` needs.
  mutating func close() { firstLines = [:] }
}
