import Storage

// Two flats of one block without a reference may agree in title, place, size and agent, and differ
// in price:
//
//   3k9…      the first of them
//   3k9…-2    the second
//
// In the next file they may stand in another order, or one of them alone. Each keeps the key under
// which the catalogue has its price; one whose price is new gets the nearest that is left.

/// Tells listings apart that agree in all facts but their price.
struct Twins: Sendable {
  /// What tells one from another.
  struct Asked: Hashable, Sendable {
    let offer: Identity.Offer
    /// Minor units; 0 where none is asked.
    let price: Int
  }

  /// What the catalogue has under one of the keys.
  struct Kept: Sendable {
    let ordinal: Int
    let asked: Asked
    let isRetired: Bool
  }

  private struct Row: Sendable {
    let facts: ContentHash
    let asked: Asked
    let line: UInt32
  }

  private var rows: [Row] = []
  /// By line, of those that are not the first.
  private var ordinals: [Int: Int] = [:]
  /// Keys of the file that have an ending.
  private(set) var keys: [String] = []
  /// How many listings of the file have a twin, in it or in the catalogue.
  private(set) var count = 0

  mutating func insert(_ facts: ContentHash, _ asked: Asked, line: Int) {
    rows.append(Row(facts: facts, asked: asked, line: UInt32(truncatingIfNeeded: line)))
  }

  /// Call once, behind the last ``insert(_:_:line:)``.
  mutating func sort() {
    rows.sort { ($0.facts.value, $0.line) < ($1.facts.value, $1.line) }
  }

  /// What the catalogue knows of those that have a twin, in the sorted file or in the catalogue.
  func kept(_ connection: any Connection, business: String) throws -> [ContentHash: [Kept]] {
    if rows.isEmpty { return [:] }
    let columns = "select key, deal, price, retired from listings_catalogue where business = $1"
    var kept: [ContentHash: [Kept]] = [:]
    try connection.forEach(
      columns + " and reference is null and key like $2", [.text(business), .text(Self.pattern)]
    ) { row in
      guard let (facts, ordinal) = Self.parts(ofKey: row.text(0)), contains(facts) else { return }
      kept[facts, default: []].append(Kept(row, ordinal: ordinal))
    }
    var twins = Set(kept.keys)
    for (row, next) in zip(rows, rows.dropFirst()) where row.facts == next.facts {
      twins.insert(row.facts)
    }
    for facts in twins {
      let first = try connection.first(
        columns + " and key = $2", [.text(business), .text(facts.text)]
      ) { Kept($0, ordinal: 1) }
      if let first { kept[facts, default: []].append(first) }
    }
    return kept
  }

  /// Decides which listing has which key, and gives the memory back that only that needs.
  mutating func close(with kept: [ContentHash: [Kept]]) {
    var start = rows.startIndex
    while start < rows.endIndex {
      let facts = rows[start].facts
      let end = rows[start...].firstIndex { $0.facts != facts } ?? rows.endIndex
      if end - start > 1 || kept[facts] != nil { assign(rows[start..<end], kept[facts] ?? []) }
      start = end
    }
    rows = []
  }

  /// 1 for most listings.
  func ordinal(ofLine line: Int) -> Int { ordinals[line] ?? 1 }

  static func ending(_ ordinal: Int) -> String { ordinal == 1 ? "" : "-\(ordinal)" }

  private mutating func assign(_ twins: ArraySlice<Row>, _ kept: [Kept]) {
    count += twins.count
    var free = Dictionary(kept.map { ($0.asked, $0) }) { $0.isRetired ? $1 : $0 }
    var changed: [Row] = []
    for row in twins {
      if let same = free.removeValue(forKey: row.asked) {
        set(row, to: same.ordinal)
      } else {
        changed.append(row)
      }
    }
    // What is off the market has left: another price is another listing.
    var shelves = Dictionary(grouping: free.values.filter { !$0.isRetired }, by: \.asked.offer)
      .mapValues { PriceShelf($0) }
    let nearest = changed.map { row in
      (row: row, distance: shelves[row.asked.offer]?.distance(to: row.asked.price) ?? .infinity)
    }.sorted { ($0.distance, $0.row.line) < ($1.distance, $1.row.line) }
    var new: [Row] = []
    for (row, _) in nearest {
      if let ordinal = shelves[row.asked.offer]?.take(nearest: row.asked.price) {
        set(row, to: ordinal)
      } else {
        new.append(row)
      }
    }
    let taken = Set(kept.map(\.ordinal))
    var ordinals = (1...).lazy.filter { !taken.contains($0) }.makeIterator()
    for row in new.sorted(by: { $0.line < $1.line }) {
      if let ordinal = ordinals.next() { set(row, to: ordinal) }
    }
  }

  private mutating func set(_ row: Row, to ordinal: Int) {
    if ordinal == 1 { return }
    ordinals[Int(row.line)] = ordinal
    keys.append(row.facts.text + Self.ending(ordinal))
  }

  /// In the sorted file.
  private func contains(_ facts: ContentHash) -> Bool {
    let index = rows.partitioningIndex { $0.facts.value >= facts.value }
    return index < rows.endIndex && rows[index].facts == facts
  }

  /// Thirteen signs, a hyphen and more.
  private static let pattern = String(repeating: "_", count: ContentHash.letters) + "-%"

  private static func parts(ofKey key: String) -> (facts: ContentHash, ordinal: Int)? {
    let parts = key.split(separator: "-")
    guard parts.count == 2, let facts = ContentHash(text: parts[0]), let ordinal = Int(parts[1])
    else { return nil }
    return (facts, ordinal)
  }
}

extension Twins.Kept {
  fileprivate init(_ row: any Row, ordinal: Int) {
    let deal = row.optionalText(1).flatMap(Listing.Deal.init)
    asked = Twins.Asked(offer: Identity.Offer(deal), price: row.integer(2))
    isRetired = row.integer(3) != 0
    self.ordinal = ordinal
  }
}

/// What twins of one offer ask, sorted by price.
private struct PriceShelf {
  private var kept: [Twins.Kept]

  init(_ kept: [Twins.Kept]) {
    self.kept = kept.sorted { ($0.asked.price, $0.ordinal) < ($1.asked.price, $1.ordinal) }
  }

  /// How far the nearest price is, as a factor; infinite where there is none.
  func distance(to price: Int) -> Double { nearest(price)?.distance ?? .infinity }

  /// - Returns: nil when it is empty.
  mutating func take(nearest price: Int) -> Int? {
    nearest(price).map { kept.remove(at: $0.index).ordinal }
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
