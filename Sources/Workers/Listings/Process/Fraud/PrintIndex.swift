/// Finds texts that are nearly the same: all prints of a file, and those of the catalogue that may
/// be near one.
///
/// The prints lie sorted by each of their four quarters, and near ones share a quarter; so only
/// those that share one are compared.
struct PrintIndex: Sendable {
  struct Entry: Sendable {
    let print: TextPrint
    /// Whose text it is.
    let place: MarkPlace
  }

  private var entries: [Entry] = []
  /// By quarter, places in ``entries`` sorted by that quarter.
  private var orders: [[UInt32]] = []

  /// More listings of one quarter are not compared: a developer's block of flats has one text.
  private static let compareMax = 256

  mutating func insert(_ entry: Entry) { entries.append(entry) }

  /// Call once, after the last ``insert(_:)``.
  mutating func close() {
    orders = (0..<4).map { quarter in
      let keys = entries.map { $0.print.quarter(quarter) }
      return entries.indices.map(UInt32.init).sorted {
        (keys[Int($0)], $0) < (keys[Int($1)], $1)
      }
    }
  }

  /// The nearest texts of other listings: how many there are, and one of them.
  func others(like print: TextPrint, besides own: MarkPlace) -> (count: Int, first: Entry)? {
    var found: Set<UInt32> = []
    for quarter in orders.indices {
      let order = orders[quarter]
      let wanted = print.quarter(quarter)
      var index = firstIndex(of: wanted, quarter)
      let end = index + Self.compareMax
      while index < min(end, order.count) {
        let entry = entries[Int(order[index])]
        if entry.print.quarter(quarter) != wanted { break }
        if entry.place != own, entry.print.isNear(print) { found.insert(order[index]) }
        index += 1
      }
    }
    guard let first = found.min() else { return nil }
    return (found.count, entries[Int(first)])
  }

  private func firstIndex(of wanted: UInt64, _ quarter: Int) -> Int {
    let order = orders[quarter]
    var low = 0
    var high = order.count
    while low < high {
      let middle = (low + high) / 2
      if entries[Int(order[middle])].print.quarter(quarter) < wanted {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
