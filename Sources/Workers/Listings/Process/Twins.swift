import Storage

// Two flats of one block without a reference may agree in title, place, size and agent, and differ
// in price, in their number, in their text:
//
//   3k9…      the first of them
//   3k9…-2    the second
//
// So may one home for sale and to let, in one file or in two.
//
// In the next file they may stand in another order, or one of them alone. Each keeps the key under
// which the catalogue has its number, its texts or its price: see ``TwinMatch``.

/// Tells listings apart that agree in all facts of their key.
struct Twins: Sendable {
  /// What one asks.
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
    var marks = TwinMarks()
  }

  struct Row: Sendable {
    let facts: ContentHash
    let asked: Asked
    let line: UInt32
    /// Of one that says no deal the offer is a guess.
    let saysDeal: Bool
    let marks: TwinMarks
  }

  private var rows: [Row] = []
  /// By line, of those that are not the first.
  private var ordinals: [Int: Int] = [:]
  /// Keys of the file that have an ending.
  private(set) var keys: [String] = []
  /// How many listings of the file have a twin, in it or in the catalogue.
  private(set) var count = 0

  mutating func insert(
    _ facts: ContentHash, _ asked: Asked, _ marks: TwinMarks = TwinMarks(), saysDeal: Bool = true,
    line: Int
  ) {
    rows.append(
      Row(
        facts: facts, asked: asked, line: UInt32(truncatingIfNeeded: line), saysDeal: saysDeal,
        marks: marks))
  }

  /// Call once, behind the last ``insert(_:_:_:saysDeal:line:)``.
  mutating func sort() {
    rows.sort { ($0.facts.value, $0.line) < ($1.facts.value, $1.line) }
  }

  /// What the catalogue knows of those that have a twin, in the sorted file or in the catalogue.
  ///
  /// - Parameter isWhole: whether the file is the whole stock: what is missing from it is off, and
  ///   no other offer.
  func kept(
    _ connection: any Connection, business: String, isWhole: Bool = false
  ) throws -> [ContentHash: [Kept]] {
    if rows.isEmpty { return [:] }
    var kept: [ContentHash: [Kept]] = [:]
    var reader = KeptReader(connection)
    try connection.forEach(
      KeptReader.query + " and c.reference is null and c.key like $2",
      [.text(business), .text(Self.pattern)]
    ) { row in
      guard let (facts, ordinal) = Self.parts(ofKey: row.text(0)), contains(facts) else { return }
      kept[facts, default: []].append(try reader.kept(row, ordinal: ordinal))
    }
    var twins = Set(kept.keys)
    for (row, next) in zip(rows, rows.dropFirst()) where row.facts == next.facts {
      twins.insert(row.facts)
    }
    func first(_ facts: ContentHash) throws -> Kept? {
      try connection.first(
        KeptReader.query + " and c.key = $2", [.text(business), .text(facts.text)]
      ) { try reader.kept($0, ordinal: 1) }
    }
    for facts in twins {
      if let first = try first(facts) { kept[facts, default: []].append(first) }
    }
    // One alone may still be another home, by its number.
    for row in rows where row.marks.unit != 0 && !twins.contains(row.facts) {
      if let first = try first(row.facts), !first.marks.agrees(with: row.marks) {
        kept[row.facts] = [first]
      }
    }
    // And so it may by its deal: a letting does not become the sale of the same home.
    for facts in isWhole ? [] : try otherOffers(connection, business) where kept[facts] == nil {
      if let first = try first(facts) { kept[facts] = [first] }
    }
    return kept
  }

  /// Of rows that stand alone: those that the catalogue has in another offer.
  private func otherOffers(
    _ connection: any Connection, _ business: String
  ) throws -> [ContentHash] {
    var facts: [ContentHash] = []
    try connection.forEach(
      """
      select key, deal from listings_catalogue
      where business = $1 and reference is null and retired = 0 and deal is not null
        and key like $2
      """,
      [.text(business), .text(String(repeating: "_", count: ContentHash.letters))]
    ) { row in
      guard let key = ContentHash(text: row.text(0)), let deal = Listing.Deal(rawValue: row.text(1))
      else { return }
      if let own = self.row(key), own.saysDeal, own.asked.offer != Identity.Offer(deal) {
        facts.append(key)
      }
    }
    return facts
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
    var match = TwinMatch(Array(twins), kept)
    match.run()
    for (row, kept) in match.found { set(row, to: kept.ordinal) }
    let taken = Set(kept.map(\.ordinal))
    var ordinals = (1...).lazy.filter { !taken.contains($0) }.makeIterator()
    for row in match.new {
      if let ordinal = ordinals.next() { set(row, to: ordinal) }
    }
  }

  private mutating func set(_ row: Row, to ordinal: Int) {
    if ordinal == 1 { return }
    ordinals[Int(row.line)] = ordinal
    keys.append(row.facts.text + Self.ending(ordinal))
  }

  /// In the sorted file.
  private func contains(_ facts: ContentHash) -> Bool { row(facts) != nil }

  /// The first of them.
  private func row(_ facts: ContentHash) -> Row? {
    let index = rows.partitioningIndex { $0.facts.value >= facts.value }
    return index < rows.endIndex && rows[index].facts == facts ? rows[index] : nil
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

/// Reads what the catalogue has of a twin.
private struct KeptReader {
  static let query = """
    select c.key, c.deal, c.price, c.retired, c.number, d.format, d.draft
    from listings_catalogue c
    left join listings_draft d on d.business = c.business and d.number = c.number
    where c.business = $1
    """

  private var formats: DraftFormats
  private var marks = TwinMarkReader()

  init(_ connection: any Connection) { formats = DraftFormats(connection) }

  mutating func kept(_ row: any Row, ordinal: Int) throws -> Twins.Kept {
    let deal = row.optionalText(1).flatMap(Listing.Deal.init)
    var kept = Twins.Kept(
      ordinal: ordinal,
      asked: Twins.Asked(offer: Identity.Offer(deal), price: row.integer(2)),
      isRetired: row.integer(3) != 0)
    if !row.isNull(6) { kept.marks = marks.marks(try formats.draft(row, from: 5).plan.listing) }
    return kept
  }
}
