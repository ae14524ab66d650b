// Which row is which listing of the catalogue is asked in this order; what was matched is out:
//
//   all      number, texts and price agree
//   number   the number of the unit, where it stands once on either side
//   texts    what else is said, where it stands once on either side
//   price    the same price; then the nearest one
//
// Two numbers are never one home. Where several could be meant and fewer rows came than there are
// listings, none of them is: a listing too many is seen, one that another overwrote is lost.

/// Matches the rows of one group of twins with the listings of the catalogue.
struct TwinMatch {
  private(set) var found: [(row: Twins.Row, kept: Twins.Kept)] = []
  private(set) var new: [Twins.Row] = []
  private var rows: [Twins.Row]
  private var kept: [Twins.Kept]

  init(_ rows: [Twins.Row], _ kept: [Twins.Kept]) {
    self.rows = rows
    // What is on offer goes before what is off.
    self.kept = kept.sorted {
      ($0.isRetired ? 1 : 0, $0.ordinal) < ($1.isRetired ? 1 : 0, $1.ordinal)
    }
  }

  /// Call once.
  mutating func run() {
    pair(isSingle: false, mayBeRetired: true) { Mark($0, $1.unit, $1.rest) }
    pair(isSingle: true) { $1.unit == 0 ? nil : Mark($0.offer, $1.unit) }
    pair(isSingle: false, mayBeRetired: true) { $1.unit == 0 ? nil : Mark($0, $1.unit) }
    let others = rows.filter { $0.marks.unit == 0 }
    let numbered = rows.filter { $0.marks.unit != 0 }
    // A number finds what has none yet.
    let closed = kept.filter { $0.marks.unit != 0 }
    (rows, kept) = (numbered, kept.filter { $0.marks.unit == 0 })
    pairByTextAndPrice()
    new += rows
    (rows, kept) = (others, kept + closed)
    pairByTextAndPrice()
    new += rows
    new.sort { $0.line < $1.line }
  }

  private mutating func pairByTextAndPrice() {
    pair(isSingle: true) { Mark($0.offer, $1.rest) }
    pairByPrice()
    pairByNearest()
  }

  private struct Mark: Hashable {
    let offer: Identity.Offer
    var price: Int?
    let marks: [UInt32]

    init(_ asked: Twins.Asked, _ marks: UInt32...) {
      (offer, price) = (asked.offer, asked.price)
      self.marks = marks
    }

    init(_ offer: Identity.Offer, _ marks: UInt32...) {
      self.offer = offer
      self.marks = marks
    }
  }

  /// - Parameters:
  ///   - isSingle: whether what several have says nothing.
  ///   - mark: nil for what has none.
  private mutating func pair(
    isSingle: Bool, mayBeRetired: Bool = false, by mark: (Twins.Asked, TwinMarks) -> Mark?
  ) {
    var free: [Mark: [Int]] = [:]
    for index in kept.indices.reversed() where mayBeRetired || !kept[index].isRetired {
      if let mark = mark(kept[index].asked, kept[index].marks) {
        free[mark, default: []] += [index]
      }
    }
    let marks = rows.map { mark($0.asked, $0.marks) }
    let counts = Dictionary(marks.compactMap { $0.map { ($0, 1) } }, uniquingKeysWith: +)
    take(
      marks.map { mark in
        guard let mark, let count = free[mark]?.count,
          !isSingle || count == 1 && counts[mark] == 1
        else { return nil }
        return free[mark]?.popLast()
      })
  }

  private mutating func pairByPrice() {
    let counts = Dictionary(rows.map { ($0.asked, 1) }, uniquingKeysWith: +)
    var free: [Twins.Asked: [Int]] = [:]
    var unsure: Set<Twins.Asked> = []
    for (asked, indices) in Dictionary(grouping: kept.indices.reversed(), by: { kept[$0].asked }) {
      let live = indices.filter { !kept[$0].isRetired }
      let count = counts[asked, default: 0]
      if count >= indices.count {
        free[asked] = indices
      } else if !live.isEmpty, count >= live.count {
        free[asked] = live
      } else {
        unsure.insert(asked)
      }
    }
    take(rows.map { free[$0.asked]?.popLast() })
    new += rows.filter { unsure.contains($0.asked) }
    rows.removeAll { unsure.contains($0.asked) }
  }

  /// - Parameter choice: for each row the index of what is kept of it; nil: none.
  private mutating func take(_ choice: [Int?]) {
    var taken: Set<Int> = []
    var left: [Twins.Row] = []
    for (row, index) in zip(rows, choice) {
      if let index {
        found.append((row, kept[index]))
        taken.insert(index)
      } else {
        left.append(row)
      }
    }
    rows = left
    kept = kept.indices.filter { !taken.contains($0) }.map { kept[$0] }
  }

  /// What is off the market has left: another price is another listing.
  private mutating func pairByNearest() {
    let offers = Dictionary(grouping: kept.filter { !$0.isRetired }, by: \.asked.offer)
    let counts = Dictionary(rows.map { ($0.asked.offer, 1) }, uniquingKeysWith: +)
    var shelves = offers.reduce(into: [Identity.Offer: PriceShelf]()) { shelves, entry in
      let isShort = counts[entry.key, default: 0] < entry.value.count
      shelves[entry.key] = PriceShelf(entry.value, isSure: isShort)
    }
    let nearest = rows.map { row in
      (row: row, distance: shelves[row.asked.offer]?.distance(to: row.asked.price) ?? .infinity)
    }.sorted { ($0.distance, $0.row.line) < ($1.distance, $1.row.line) }
    rows = []
    var taken: Set<Int> = []
    for (row, _) in nearest {
      if let kept = shelves[row.asked.offer]?.take(nearest: row.asked.price) {
        found.append((row, kept))
        taken.insert(kept.ordinal)
      } else {
        rows.append(row)
      }
    }
    kept.removeAll { taken.contains($0.ordinal) }
  }
}

/// What twins of one offer ask, sorted by price.
private struct PriceShelf {
  private var kept: [Twins.Kept]

  /// - Parameter isSure: whether of several that ask the same none is taken.
  init(_ kept: [Twins.Kept], isSure: Bool) {
    let kept = isSure ? Self.single(kept) : kept
    self.kept = kept.sorted { ($0.asked.price, $0.ordinal) < ($1.asked.price, $1.ordinal) }
  }

  private static func single(_ kept: [Twins.Kept]) -> [Twins.Kept] {
    let counts = Dictionary(kept.map { ($0.asked, 1) }, uniquingKeysWith: +)
    return kept.filter { counts[$0.asked] == 1 }
  }

  /// How far the nearest price is, as a factor; infinite where there is none.
  func distance(to price: Int) -> Double { nearest(price)?.distance ?? .infinity }

  /// - Returns: nil when it is empty.
  mutating func take(nearest price: Int) -> Twins.Kept? {
    nearest(price).map { kept.remove(at: $0.index) }
  }

  private func nearest(_ price: Int) -> (index: Int, distance: Double)? {
    let above = kept.partitioningIndex { $0.asked.price >= price }
    return [above - 1, above].filter(kept.indices.contains).map { index in
      (index, Self.factor(kept[index].asked.price, price))
    }.min { $0.1 < $1.1 }
  }

  private static func factor(_ one: Int, _ other: Int) -> Double {
    min(one, other) > 0 ? Double(max(one, other)) / Double(min(one, other)) : .infinity
  }
}
