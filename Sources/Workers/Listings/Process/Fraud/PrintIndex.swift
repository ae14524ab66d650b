// Numbers of 64 bits that differ in few of them: prints of texts, difference hashes of photos. Cut
// into more parts than bits may differ, two near numbers agree in at least one part; so only those
// that agree in one are compared. The numbers lie sorted once for each part.

/// Finds prints, numbers of 64 bits, that differ in few of them.
struct PrintIndex<Place: Hashable & Sendable>: Sendable {
  struct Entry: Sendable {
    let bits: UInt64
    /// Whose number it is.
    let place: Place
  }

  /// Near numbers differ in no more bits.
  private let distanceMax: Int
  private let partCount: Int
  private var entries: [Entry] = []
  /// By part, places in ``entries`` sorted by that part.
  private var orders: [[UInt32]] = []

  /// More entries that agree in a part are not compared: a developer's flats have one text.
  private static var compareMax: Int { 256 }

  /// - Parameter partCount: more than `distanceMax`, and a divisor of 64.
  init(distanceMax: Int, partCount: Int) {
    precondition(partCount > distanceMax && 64 % partCount == 0, "near numbers share no part")
    self.distanceMax = distanceMax
    self.partCount = partCount
  }

  var isEmpty: Bool { entries.isEmpty }

  mutating func insert(_ entry: Entry) { entries.append(entry) }

  /// Call once, after the last ``insert(_:)``.
  mutating func close() {
    orders = (0..<partCount).map { part in
      let keys = entries.map { self.part($0.bits, part) }
      return entries.indices.map(UInt32.init).sorted {
        (keys[Int($0)], $0) < (keys[Int($1)], $1)
      }
    }
  }

  /// The near numbers of others: how many there are, and the first that was inserted.
  func others(
    near bits: UInt64, _ isOther: (Place) -> Bool
  ) -> (count: Int, first: Entry)? {
    var found: Set<UInt32> = []
    for part in orders.indices {
      let order = orders[part]
      let wanted = self.part(bits, part)
      var index = firstIndex(of: wanted, part)
      let end = min(index + Self.compareMax, order.count)
      while index < end {
        let entry = entries[Int(order[index])]
        if self.part(entry.bits, part) != wanted { break }
        let distance = (entry.bits ^ bits).nonzeroBitCount
        if distance <= distanceMax, isOther(entry.place) { found.insert(order[index]) }
        index += 1
      }
    }
    guard let first = found.min() else { return nil }
    return (found.count, entries[Int(first)])
  }

  private func part(_ bits: UInt64, _ part: Int) -> UInt64 {
    let width = UInt64(64 / partCount)
    return bits >> (UInt64(part) * width) & (1 << width - 1)
  }

  private func firstIndex(of wanted: UInt64, _ part: Int) -> Int {
    orders[part].partitioningIndex { self.part(entries[Int($0)].bits, part) >= wanted }
  }
}
